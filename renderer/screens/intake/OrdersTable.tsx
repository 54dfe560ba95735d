import { type RefObject, useMemo, useState } from 'react'
import type { OrderId } from '../../../shared/kernel/ids'
import { fen } from '../../../shared/kernel/money'
import { useWords } from '../../i18n/index'
import type { People } from '../../point/people'
import { useLive } from '../../queries/useLive'
import { DataTable, FenText, type TableColumn, Tag } from '../../ui/index'
import intake from './Intake.module.css'
import { MaskedParty } from './MaskedParty'
import { OneLine } from './OneLine'
import styles from './Orders.module.css'
import { amountOf } from './orderTexts'
import type { OrderRow } from './roundOrders'

interface OrdersTableProps {
  readonly rows: readonly OrderRow[]
  readonly open: OrderId | null
  readonly onOpen: (orderId: OrderId) => void
  readonly field: RefObject<HTMLInputElement | null>
}

/** Every order of the round: found by name, phone tail, room or 跟团号; a row opens beside it. */
export function OrdersTable({ rows, open, onOpen, field }: OrdersTableProps) {
  const { t } = useWords()
  const people = useLive((point) => point.people)
  const [search, setSearch] = useState('')
  const found = useMemo(() => matching(rows, search, people), [rows, search, people])
  const columns: readonly TableColumn<OrderRow>[] = [
    {
      key: 'no',
      title: t('intake.preview.col.no'),
      width: '72px',
      align: 'end',
      cell: ({ order }) => order.participateNo,
    },
    {
      key: 'who',
      title: t('intake.preview.col.who'),
      width: '28%',
      cell: (row) => <Who row={row} people={people} />,
    },
    {
      key: 'goods',
      title: t('intake.preview.col.goods'),
      cell: ({ goods }) => <OneLine title={goods}>{goods}</OneLine>,
    },
    {
      key: 'amount',
      title: t('intake.preview.col.amount'),
      width: '96px',
      align: 'end',
      cell: ({ order }) => <FenText fen={fen(amountOf(order))} />,
    },
    {
      key: 'state',
      title: t('intake.preview.col.standing'),
      width: '112px',
      cell: (row) => <State row={row} />,
    },
    { key: 'slot', title: t('terms.slot'), width: '62px', align: 'end', cell: ({ slot }) => slot ?? '–' },
  ]
  return (
    <>
      <input
        ref={field}
        className={styles['search']}
        value={search}
        placeholder={t('intake.orders.search')}
        aria-label={t('intake.orders.search')}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && first) onOpen(first.order.orderId)
        }}
      />
      <DataTable
        label={t('intake.preview.tab.orders')}
        columns={columns}
        rows={found}
        rowKey={({ order }) => order.orderId}
        selected={open}
        onSelect={(key) => {
          const row = found.find(({ order }) => order.orderId === key)
          if (row) onOpen(row.order.orderId)
        }}
        rowTone={({ order }) => (order.cancelled ? 'quiet' : undefined)}
        empty={t('intake.orders.none')}
      />
    </>
  )
}

function Who({ row, people }: { row: OrderRow; people: People }) {
  const identity = people.get(row.order.householdId)
  return identity ? <MaskedParty party={identity} /> : <span className={intake['quiet']}>–</span>
}

function State({ row }: { row: OrderRow }) {
  const { t } = useWords()
  const { order, amended } = row
  if (order.cancelled) return <Tag>{t('intake.preview.standing.cancelled')}</Tag>
  const paid = order.paidFen >= amountOf(order)
  return (
    <span className={styles['tagPair']}>
      <Tag tone={paid ? 'ok' : 'quiet'}>{t(paid ? 'intake.orders.paid' : 'intake.orders.unpaid')}</Tag>
      {amended && <Tag tone="info">{t('intake.orders.amended')}</Tag>}
    </span>
  )
}

/** Digits: 跟团号, or a part of a phone; words: name first, then address and goods. */
function matching(rows: readonly OrderRow[], search: string, people: People): readonly OrderRow[] {
  const text = search.normalize('NFKC').trim().toLowerCase()
  if (text === '') return rows
  const ranked = rows.flatMap((row) => {
    const rank = rankOf(row, text, people)
    return rank === null ? [] : [{ row, rank }]
  })
  return ranked.sort((a, b) => a.rank - b.rank).map(({ row }) => row)
}

function rankOf({ order, goods }: OrderRow, text: string, people: People): number | null {
  const identity = people.get(order.householdId)
  const phone = identity?.phone?.split('x')[0] ?? ''
  if (String(order.participateNo) === text) return 0
  if (/^\d{3,}$/.test(text) && (text.length === 4 ? phone.endsWith(text) : phone.includes(text))) return 1
  if (identity?.name.toLowerCase().includes(text)) return 1
  return `${identity?.address ?? ''} ${goods}`.toLowerCase().includes(text) ? 2 : null
}
