import { useMemo } from 'react'
import { type TheoryStep, theoryTrail } from '../../../shared/domain/balance/theoryTrail'
import { stampMs } from '../../../shared/kernel/stamp'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { DataTable, Panel, type TableColumn } from '../../ui/index'
import { useWho } from '../useWho'
import { AmountText, DifferenceText } from './AmountText'
import type { BalanceRow } from './balanceRow'

/** The facts that made the theory, in order. */
export function TheoryTrail({ row }: { row: BalanceRow }) {
  const { t, language } = useWords()
  const { fold } = useRound()
  const who = useWho()
  const { productId, byWeight, theory } = row
  // The trail is replayed only when the books of this product changed.
  const { pieces, grams } = theory
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is the same object with other contents
  const steps = useMemo(() => theoryTrail(fold, productId), [fold, productId, pieces, grams])
  const columns: readonly TableColumn<TheoryStep>[] = [
    {
      key: 'time',
      title: t('balance.trail.time'),
      width: '64px',
      cell: ({ recorded }) => clockTime(stampMs(recorded.stamp), language),
    },
    { key: 'what', title: t('balance.trail.what'), cell: (step) => whatText(step, t) },
    {
      key: 'who',
      title: t('terms.operator'),
      width: '100px',
      cell: ({ recorded }) => who(recorded.operatorId, recorded.stamp),
    },
    {
      key: 'change',
      title: t('balance.trail.change'),
      width: '84px',
      align: 'end',
      cell: ({ change }) => <DifferenceText amount={change} byWeight={byWeight} />,
    },
    {
      key: 'after',
      title: t('balance.trail.after'),
      width: '84px',
      align: 'end',
      cell: ({ after }) => <AmountText amount={after} byWeight={byWeight} />,
    },
  ]
  return (
    <Panel
      title={t('balance.trail.title')}
      note={t('balance.trail.note', { count: steps.length })}
      fill
      flush
    >
      <DataTable
        label={t('balance.trail.title')}
        columns={columns}
        rows={steps}
        rowKey={({ recorded, bagId }) => `${recorded.factId}/${bagId ?? ''}`}
      />
    </Panel>
  )
}

function whatText(step: TheoryStep, t: ReturnType<typeof useWords>['t']): string {
  return step.slot === null
    ? t(`balance.trail.kind.${step.what}`)
    : `${t(`balance.trail.kind.${step.what}`)} · ${t('balance.trail.slot', { slot: step.slot })}`
}
