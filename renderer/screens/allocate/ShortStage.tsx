import { changedSince } from '../../../shared/domain/allocation/changedSince'
import type { ProductStanding } from '../../../shared/domain/allocation/productStanding'
import type { AllocationPolicy } from '../../../shared/domain/terms'
import type { ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { ActButton, Panel, Screen, StatePanel } from '../../ui/index'
import styles from './Allocate.module.css'
import { counter } from './allocationSentence'
import { OutcomeBand } from './OutcomeBand'
import { PolicyGrid } from './PolicyGrid'
import { ShortChips } from './ShortChips'
import { useShortProduct } from './useShortProduct'

interface ShortStageProps {
  readonly standing: ProductStanding
  /** Every product that is or was short, for going from one to the next. */
  readonly shorts: readonly ProductStanding[]
  readonly isLast: boolean
  readonly usualPolicy: AllocationPolicy
  readonly onDecided: (policy: AllocationPolicy) => void
  readonly onBack: () => void
  readonly onOpen: (productId: ProductId) => void
}

/** One short product: compare, set by hand, preview, confirm. */
export function ShortStage({ shorts, isLast, onOpen, ...rest }: ShortStageProps) {
  const { t } = useWords()
  const { standing, onBack } = rest
  const short = useShortProduct(rest)
  const { product, productId } = standing
  const { ordered, available } = short.view
  const count = counter(product, t)
  const n = Math.max(0, ordered - available)
  const figures = { ordered: count(ordered), available: count(available), n: count(n) }
  return (
    <Screen
      title={product.name}
      body="split"
      note={
        <span className={styles['figures']} data-short={n > 0}>
          {product.spec !== '' && <span>{product.spec}</span>}
          <b>{t(n > 0 ? 'allocate.short.figures' : 'allocate.short.enough', figures)}</b>
        </span>
      }
      acts={
        <>
          <ActButton icon="people" keys="U" onAct={short.toggleShorted}>
            {t(short.onlyShorted ? 'allocate.short.everybody' : 'allocate.short.onlyShorted')}
          </ActButton>
          <ActButton icon="left" keys="Esc" onAct={onBack}>
            {t('words.act.back')}
          </ActButton>
        </>
      }
    >
      <div className={styles['stage']}>
        <ShortChips shorts={shorts} open={productId} onOpen={onOpen} />
        <Changed productId={productId} receiving={standing.state === 'receiving'} />
        <Panel fill flush>
          <PolicyGrid short={short} name={product.name} />
        </Panel>
        <OutcomeBand standing={standing} short={short} isLast={isLast} />
      </div>
    </Screen>
  )
}

function Changed({ productId, receiving }: { productId: ProductId; receiving: boolean }) {
  const { t } = useWords()
  const { fold } = useRound()
  const changed = changedSince(fold, productId)
  if (receiving) return <StatePanel size="band" tone="info" title={t('allocate.short.receiving')} />
  if (!changed) return null
  const { availableThen, availableNow, joined, gone, less, more } = changed
  const what = [
    availableThen !== availableNow && t('allocate.short.goods', { before: availableThen, now: availableNow }),
    joined.length > 0 && t('allocate.short.joined', { n: joined.length }),
    gone > 0 && t('allocate.short.gone', { n: gone }),
    less > 0 && t('allocate.short.less', { n: less }),
    more > 0 && t('allocate.short.more', { n: more }),
  ].filter((one) => one !== false)
  return (
    <StatePanel size="band" tone="attention" title={t('allocate.short.changed')} detail={what.join(' · ')} />
  )
}
