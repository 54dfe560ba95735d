import type { Amount } from '../../../shared/domain/stock/amount'
import { grams } from '../../../shared/kernel/quantity'
import { DiffText, GramsText } from '../../ui/index'

/** What counts for a product: grams for weighed goods, pieces for all others. */
export function AmountText({ amount, byWeight }: { amount: Amount; byWeight: boolean }) {
  return byWeight ? <GramsText grams={amount.grams} /> : <span>{amount.pieces}</span>
}

/** A difference with its sign. */
export function DifferenceText({ amount, byWeight }: { amount: Amount; byWeight: boolean }) {
  if (!byWeight) return <DiffText n={amount.pieces} />
  if (amount.grams === 0) return <DiffText n={0} />
  return (
    <span
      data-tone={amount.grams < 0 ? 'stop' : 'info'}
      style={{ color: 'var(--tone-ink)', fontWeight: 650 }}
    >
      {amount.grams < 0 ? '−' : '+'}
      <GramsText grams={grams(Math.abs(amount.grams))} />
    </span>
  )
}
