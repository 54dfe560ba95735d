import type { HouseholdId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { DataTable, Icon, type TableColumn, Tag, Unseen } from '../../ui/index'
import styles from './Allocate.module.css'
import type { AllocationRow, PolicyOutcome } from './allocationView'
import type { ShortProduct } from './useShortProduct'

/** Policies as columns, households as rows; each cell is what that household would get. */
export function PolicyGrid({ short, name }: { short: ShortProduct; name: string }) {
  const { t } = useWords()
  const textOf = useHouseholdText()
  const { view, policy, outcome, row: chosen } = short
  const decided = view.rows.some((row) => row.now !== null)
  const gets = (row: AllocationRow) => outcome?.shares.get(row.householdId)?.pieces
  const columns: TableColumn<AllocationRow>[] = [
    {
      key: 'no',
      title: t('allocate.grid.no'),
      width: '76px',
      align: 'end',
      cell: (row) => row.participateNo,
    },
    {
      key: 'household',
      title: t('allocate.grid.household'),
      cell: (row) => (
        <span className={styles['household']}>
          <span className={styles['who']}>{textOf(row.householdId)}</span>
          {row.favoured && <Tag tone="info">{t('allocate.grid.favoured')}</Tag>}
          {row.packed > 0 && <Tag>{t('allocate.grid.packed', { n: row.packed })}</Tag>}
        </span>
      ),
    },
    { key: 'asked', title: t('allocate.grid.asked'), width: '56px', align: 'end', cell: (row) => row.asked },
    ...(decided
      ? [
          {
            key: 'now',
            title: t('allocate.grid.now'),
            width: '64px',
            align: 'end' as const,
            cell: (row: AllocationRow) => row.now,
          },
        ]
      : []),
    ...view.outcomes.map(
      (one): TableColumn<AllocationRow> => ({
        key: one.policy,
        width: '104px',
        align: 'center',
        title: (
          <PolicyHead
            outcome={one}
            chosen={one.policy === policy}
            onChoose={() => short.choosePolicy(one.policy)}
          />
        ),
        cell: (row) => (
          <Cell
            row={row}
            outcome={one}
            chosen={one.policy === policy}
            typed={one.policy === policy && row === chosen ? short.typed : ''}
          />
        ),
      }),
    ),
    {
      key: 'lock',
      title: (
        <>
          <Icon name="lock" size={14} />
          <Unseen>{t('allocate.grid.hand')}</Unseen>
        </>
      ),
      width: '84px',
      cell: (row) =>
        row.locked && (
          <Tag tone="info" icon="lock">
            {t('allocate.grid.hand')}
          </Tag>
        ),
    },
  ]
  return (
    <div className={styles['grid']} data-policy-grid>
      <DataTable<AllocationRow>
        label={t('allocate.grid.label', { name })}
        columns={columns}
        rows={short.rows}
        rowKey={(row) => row.householdId}
        selected={chosen?.householdId ?? null}
        onSelect={(key) => short.chooseRow(key as HouseholdId)}
        rowTone={(row) => {
          const got = gets(row)
          if (got === undefined || got >= row.asked) return undefined
          return got === 0 ? 'stop' : 'attention'
        }}
      />
    </div>
  )
}

function PolicyHead(props: { outcome: PolicyOutcome; chosen: boolean; onChoose: () => void }) {
  const { t } = useWords()
  const { policy, part, none, proposal } = props.outcome
  const shorted = part + none
  return (
    <button
      type="button"
      className={styles['policy']}
      aria-pressed={props.chosen}
      title={t(`allocate.policy.${policy}`)}
      onClick={props.onChoose}
    >
      <span>{t(`terms.policy.${policy}`)}</span>
      <small>
        {proposal.ok
          ? shorted === 0
            ? t('allocate.grid.nobodyShorted')
            : t('allocate.grid.shorted', { n: shorted })
          : '—'}
      </small>
    </button>
  )
}

function Cell(props: { row: AllocationRow; outcome: PolicyOutcome; chosen: boolean; typed: string }) {
  const { t } = useWords()
  const { row, outcome, chosen, typed } = props
  const got = outcome.shares.get(row.householdId)?.pieces
  if (typed !== '') return <span className={styles['typed']}>{typed}</span>
  if (got === undefined) return <span className={styles['cell']}>—</span>
  const state = got >= row.asked ? 'all' : got === 0 ? 'none' : 'some'
  const was = chosen && row.now !== null && row.now !== got ? row.now : null
  return (
    <span className={styles['cell']} data-chosen={chosen} data-state={state}>
      {got}
      {was !== null && <small>{t('allocate.grid.was', { n: was })}</small>}
    </span>
  )
}
