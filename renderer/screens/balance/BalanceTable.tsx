import { grams, pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { ActButton, DataTable, Icon, Panel, type TableColumn, Tag } from '../../ui/index'
import { AmountText, DifferenceText } from './AmountText'
import styles from './Balance.module.css'
import type { BalanceRow } from './balanceRow'
import type { Balancing } from './useBalance'

const tones = { differs: 'stop', uncounted: 'quiet', agrees: 'ok' } as const

/** One row per product; those that agree fold away. */
export function BalanceTable({ balancing, agreed }: { balancing: Balancing; agreed: number }) {
  const { t } = useWords()
  const columns: readonly TableColumn<BalanceRow>[] = [
    {
      key: 'product',
      title: t('terms.product'),
      cell: ({ product }) => (
        <span className={styles['product']} data-zone={product.zone}>
          <Icon name={product.zone} size={16} />
          <b>{product.name}</b> <small>{product.spec}</small>
        </span>
      ),
    },
    {
      key: 'theory',
      title: t('terms.theory'),
      width: '92px',
      align: 'end',
      cell: (row) => <AmountText amount={row.theory} byWeight={row.byWeight} />,
    },
    {
      key: 'counted',
      title: t('terms.counted'),
      width: '92px',
      align: 'end',
      cell: (row) =>
        row.check === null ? (
          '—'
        ) : (
          <AmountText
            amount={{ pieces: pieces(row.check.countedPieces), grams: grams(row.check.countedGrams ?? 0) }}
            byWeight={row.byWeight}
          />
        ),
    },
    {
      key: 'difference',
      title: t('terms.difference'),
      width: '92px',
      align: 'end',
      cell: (row) =>
        row.difference === null ? (
          <Tag tone={tones[row.status]}>{t('balance.status.uncounted')}</Tag>
        ) : (
          <DifferenceText amount={row.difference} byWeight={row.byWeight} />
        ),
    },
  ]
  return (
    <Panel
      title={t('balance.table.title')}
      fill
      flush
      acts={
        agreed > 0 && (
          <ActButton size="small" weight="quiet" onAct={balancing.toggleAgreed}>
            {t(balancing.showAgreed ? 'balance.table.hideAgreed' : 'balance.table.showAgreed', { n: agreed })}
          </ActButton>
        )
      }
    >
      <DataTable
        label={t('balance.title')}
        columns={columns}
        rows={balancing.rows}
        rowKey={({ productId }) => productId}
        selected={balancing.chosen?.productId ?? null}
        onSelect={(key) =>
          balancing.choose(balancing.rows.find(({ productId }) => productId === key)?.productId ?? null)
        }
        rowTone={({ status }) => (status === 'differs' ? 'stop' : undefined)}
        spacing="roomy"
        empty={t('balance.table.allAgreed')}
      />
    </Panel>
  )
}
