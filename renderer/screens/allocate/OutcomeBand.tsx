import type { ProductStanding } from '../../../shared/domain/allocation/productStanding'
import { noFen } from '../../../shared/kernel/money'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { ActButton, fenText, StatePanel } from '../../ui/index'
import styles from './Allocate.module.css'
import { allocationSentence, counter } from './allocationSentence'
import { refundTotal } from './allocationView'
import type { ShortProduct } from './useShortProduct'

/** Under the grid: what to tell the household in the row, what the whole choice would do, and the one act. */
export function OutcomeBand(props: { standing: ProductStanding; short: ShortProduct; isLast: boolean }) {
  const { t } = useWords()
  const { standing, short, isLast } = props
  const { outcome, policy } = short
  if (!outcome?.proposal.ok) return <Impossible short={short} />
  const left = outcome.proposal.available - outcome.proposal.given
  const refund = refundTotal(short.view, outcome)
  const count = counter(standing.product, t)
  return (
    <div className={styles['band']}>
      <Told standing={standing} short={short} />
      <div className={styles['effect']}>
        <p className={styles['policyNote']}>
          <b>{t(`terms.policy.${policy}`)}</b> {t(`allocate.policy.${policy}`)}
        </p>
        <p className={styles['counts']}>
          {t('allocate.short.effect', { full: outcome.full, part: outcome.part, none: outcome.none })}
          {refund > noFen && ` · ${t('allocate.short.refund', { fen: fenText(refund) })}`}
          {left > 0 && ` · ${t('allocate.short.left', { n: count(left) })}`}
        </p>
        <div className={styles['acts']}>
          <ActButton weight="main" keys="Enter" onAct={short.confirm}>
            {short.typed === ''
              ? t(isLast ? 'allocate.short.confirmLast' : 'allocate.short.confirm')
              : t('allocate.short.handled', { n: short.typed })}
          </ActButton>
        </div>
      </div>
    </div>
  )
}

function Told({ standing, short }: { standing: ProductStanding; short: ShortProduct }) {
  const { t } = useWords()
  const textOf = useHouseholdText()
  const { row, outcome, view, typed } = short
  const share = row && outcome?.shares.get(row.householdId)
  if (!row || !share) return <div className={styles['told']} />
  const about = {
    product: standing.product,
    ordered: view.ordered,
    available: view.available,
    refundFen: view.refundOf(share),
  }
  return (
    <div className={styles['told']}>
      <header>
        <h2>{t('allocate.short.sayTo', { who: textOf(row.householdId) })}</h2>
        <ActButton size="small" icon={row.locked ? 'unlock' : 'lock'} keys="L" onAct={short.toggleLock}>
          {t(row.locked ? 'allocate.short.unlock' : 'allocate.short.lock')}
        </ActButton>
        <ActButton size="small" icon="person" keys="P" onAct={short.toggleFavour}>
          {t(row.favoured ? 'allocate.short.unfavour' : 'allocate.short.favour')}
        </ActButton>
      </header>
      <p aria-live="polite">
        {typed === '' ? allocationSentence(share, about, t) : t('allocate.short.typed', { n: typed })}
      </p>
    </div>
  )
}

/** Rows set by hand that cannot be: said in words, and nothing can be confirmed until one is changed. */
function Impossible({ short }: { short: ShortProduct }) {
  const { t } = useWords()
  const proposal = short.outcome?.proposal
  if (!proposal || proposal.ok) return null
  const n = 'excess' in proposal ? proposal.excess : 0
  return (
    <StatePanel size="band" tone="stop" title={t(`allocate.short.${proposal.refusal}`, { n })}>
      <ActButton icon="unlock" keys="L" onAct={short.toggleLock}>
        {t(short.row?.locked ? 'allocate.short.unlock' : 'allocate.short.lock')}
      </ActButton>
    </StatePanel>
  )
}
