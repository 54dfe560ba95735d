import { useState } from 'react'
import type { ProductStanding } from '../../../shared/domain/allocation/productStanding'
import type { ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { look } from '../../session/useSession'
import { ActButton, Icon, Panel, Screen, Tag } from '../../ui/index'
import styles from './Allocate.module.css'
import { ProductTable } from './ProductTable'

const needsPerson: readonly ProductStanding['state'][] = ['undecided', 'stale', 'more', 'over']

/** The table of products; what needs nobody is folded away until it is asked for. */
export function ProductList(props: {
  standings: readonly ProductStanding[]
  chosen: ProductId | null
  onOpen: (productId: ProductId) => void
}) {
  const { t } = useWords()
  const { standings } = props
  const loud = standings.filter(({ state }) => needsPerson.includes(state))
  const [unfolded, setUnfolded] = useState(false)
  const quiet = standings.length - loud.length
  const all = unfolded || loud.length === 0
  const rows = all ? standings : loud
  const chosen = rows.find(({ productId }) => productId === props.chosen) ?? rows[0]
  const choose = (productId: string) => look({ openProduct: productId as ProductId })
  const move = (steps: number) => {
    const at = chosen ? rows.indexOf(chosen) : 0
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + steps))]
    if (next) choose(next.productId)
  }
  const open = () => chosen && props.onOpen(chosen.productId)
  useKeys('allocation', {
    confirmAllocation: open,
    lineDown: () => move(1),
    lineUp: () => move(-1),
    pageDown: () => move(10),
    pageUp: () => move(-10),
  })
  const count = (state: (one: ProductStanding) => boolean) => standings.filter(state).length
  const overs = count(({ state }) => state === 'over')
  const undecided = loud.length - overs
  return (
    <Screen
      title={t('allocate.title')}
      body="split"
      note={
        <span className={styles['figures']}>
          {undecided > 0 && (
            <Tag tone="stop" icon="alert">
              {t('allocate.summary.undecided', { n: undecided })}
            </Tag>
          )}
          {overs > 0 && (
            <Tag tone="info" icon="info">
              {t('allocate.summary.over', { n: overs })}
            </Tag>
          )}
          {loud.length === 0 && (
            <Tag tone="ok" icon="check">
              {t('allocate.summary.done')}
            </Tag>
          )}
        </span>
      }
      acts={
        <ActButton weight="main" keys="Enter" onAct={open}>
          {t('words.act.open')}
        </ActButton>
      }
    >
      <div className={styles['stage']}>
        <Panel fill flush>
          <div className={styles['listed']}>
            <ProductTable
              standings={rows}
              chosen={chosen?.productId ?? null}
              onChoose={choose}
              onOpen={(id) => props.onOpen(id as ProductId)}
            />
          </div>
          {loud.length > 0 && quiet > 0 && (
            <button
              type="button"
              className={styles['fold']}
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
            >
              <Icon name={unfolded ? 'down' : 'right'} size={16} />
              {t('allocate.list.quiet', { n: quiet })}
            </button>
          )}
        </Panel>
      </div>
    </Screen>
  )
}
