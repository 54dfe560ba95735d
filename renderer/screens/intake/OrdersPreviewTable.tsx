import { useMemo, useState } from 'react'
import type { OrderPreview, OrderStanding } from '../../../shared/intake/import/importProposal'
import { fen } from '../../../shared/kernel/money'
import { useWords } from '../../i18n/index'
import { DataTable, FenText, Icon, type TableColumn, Tag, type Tone } from '../../ui/index'
import intake from './Intake.module.css'
import { MaskedParty } from './MaskedParty'
import { OneLine } from './OneLine'
import { amountOf, goodsAsWritten } from './orderTexts'
import styles from './Preview.module.css'

const rank: Record<OrderStanding, number> = {
  held: 0,
  changed: 1,
  new: 2,
  cancelled: 3,
  'left-out': 4,
  same: 5,
}
const tones: Record<OrderStanding, Tone> = {
  held: 'attention',
  changed: 'info',
  new: 'ok',
  cancelled: 'quiet',
  'left-out': 'quiet',
  same: 'quiet',
}

/** Every order of the preview, what needs a look first; names stay masked until somebody asks. */
export function OrdersPreviewTable({ orders, isText }: { orders: readonly OrderPreview[]; isText: boolean }) {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  const sorted = useMemo(
    () =>
      orders
        .map((order, i) => ({ order, key: String(i) }))
        .sort((a, b) => rank[a.order.standing] - rank[b.order.standing]),
    [orders],
  )
  type Row = (typeof sorted)[number]
  const columns: readonly TableColumn<Row>[] = [
    {
      key: 'standing',
      title: t('intake.preview.col.standing'),
      width: '86px',
      cell: ({ order }) => (
        <Tag tone={tones[order.standing]}>{t(`intake.preview.standing.${order.standing}`)}</Tag>
      ),
    },
    {
      key: 'no',
      title: t('intake.preview.col.no'),
      width: '72px',
      align: 'end',
      cell: ({ order }) => order.terms?.participateNo ?? order.proposed.participateNo ?? '–',
    },
    {
      key: 'who',
      title: (
        <span className={styles['reveal']}>
          {t('intake.preview.col.who')}
          <button
            type="button"
            onClick={() => setShown(!shown)}
            aria-label={t(shown ? 'intake.preview.hideNames' : 'intake.preview.showNames')}
          >
            <Icon name={shown ? 'eye-off' : 'eye'} size={16} />
          </button>
        </span>
      ),
      width: '26%',
      cell: ({ order }) => <MaskedParty party={order.proposed} shown={shown} />,
    },
    {
      key: 'goods',
      title: t('intake.preview.col.goods'),
      cell: ({ order }) => <Goods order={order} />,
    },
    {
      key: 'amount',
      title: t('intake.preview.col.amount'),
      width: '92px',
      align: 'end',
      cell: ({ order }) => (order.terms ? <FenText fen={fen(amountOf(order.terms))} /> : '–'),
    },
    {
      key: 'row',
      title: t('intake.preview.col.row'),
      width: '58px',
      align: 'end',
      cell: ({ order }) => <span className={intake['quiet']}>{order.proposed.rows[0] ?? ''}</span>,
    },
  ]
  return (
    <DataTable
      label={t('intake.preview.tab.orders')}
      columns={columns}
      rows={sorted}
      rowKey={(row) => row.key}
      rowTone={({ order }) => (order.standing === 'held' ? 'attention' : undefined)}
      empty={isText ? t('intake.paste.empty') : undefined}
    />
  )
}

function Goods({ order }: { order: OrderPreview }) {
  const { t } = useWords()
  const { proposed, before, what, standing } = order
  const now = goodsAsWritten(proposed)
  const was = before === null ? '' : goodsAsWritten(before)
  return (
    <OneLine title={was !== '' && was !== now ? `${was} → ${now}` : now}>
      <span>{now}</span>
      {standing === 'changed' && was !== '' && was !== now && (
        <del>{t('intake.preview.wasNow', { was })}</del>
      )}
      {standing === 'changed' &&
        what
          .filter((one) => one !== 'lines')
          .map((one) => (
            <Tag key={one} tone="info">
              {t(`intake.preview.changedWhat.${one}`)}
            </Tag>
          ))}
    </OneLine>
  )
}
