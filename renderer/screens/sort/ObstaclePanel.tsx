import { useHashLocation } from 'wouter/use-hash-location'
import type { SortingObstacle } from '../../../shared/domain/sorting/sortingObstacle'
import type { ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { look } from '../../session/useSession'
import { ActButton, StatePanel } from '../../ui/index'
import { useProductText } from './productText'

const cure = {
  'product-unknown': 'intake',
  'not-received': 'receive',
  'receiving-unfinished': 'receive',
  'not-allocated': 'allocate',
} as const

/** Why this product cannot be packed yet, and the way to what has to happen first. */
export function ObstaclePanel({ productId, obstacle }: { productId: ProductId; obstacle: SortingObstacle }) {
  const { t } = useWords()
  const [, go] = useHashLocation()
  const { name } = useProductText()(productId)
  const step = cure[obstacle]
  return (
    <StatePanel tone="stop" title={name} detail={t(`refusals.${obstacle}`)}>
      <ActButton
        weight="main"
        size="large"
        icon={step}
        onAct={() => {
          look({ openProduct: productId })
          go(`/${step}`)
        }}
      >
        {t(`sort.obstacle.${step}`)}
      </ActButton>
    </StatePanel>
  )
}
