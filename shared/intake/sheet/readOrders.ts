import type { OrderSource } from '../../domain/terms'
import type { GridRow } from '../grid'
import { householdDoubts } from '../household/householdDoubts'
import { householdKey } from '../household/householdKey'
import { type Problem, problem } from '../problem'
import type { ProposedLine, ProposedOrder, SkippedRow } from '../proposal'
import { compactKey } from '../text/cleanText'
import { type Columns, has, repeatsHeader } from './columns'
import { type OrderRow, readOrderRow } from './orderRow'
import { cellDoubts, isTotalRow, type RowCells, rowCells } from './rowCells'

export interface SheetOrders {
  readonly orders: readonly ProposedOrder[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly SkippedRow[]
  readonly rows: number
  readonly goodRows: number
  readonly heldRows: number
}

/** An order as its rows are gathered. */
interface Gathering {
  readonly key: string
  readonly numbered: boolean
  readonly first: OrderRow
  readonly lines: ProposedLine[]
  readonly rows: number[]
  readonly raw: string[]
  amountFen: number | null
  paidFen: number | null
  refundFen: number
  cancelled: boolean
}

/** Which platform's export a sheet is, by the columns only it has. */
export function sourceOf(columns: Columns): OrderSource {
  const titles = new Set(columns.titles.map(compactKey))
  if (titles.has('跟团号')) return 'kuaituantuan'
  return titles.has('接龙号') || titles.has('商品合计') || titles.has('下单序号') ? 'qunjielong' : 'sheet'
}

/** Reads every row below the header into orders; rows of one number, or of one household, become one order. */
export function readOrders(columns: Columns, rows: readonly GridRow[]): SheetOrders {
  const source = sourceOf(columns)
  const platform = source !== 'sheet' || has(columns, 'payment')
  const byKey = new Map<string, Gathering>()
  const problems: Problem[] = []
  const skipped: SkippedRow[] = []
  let previous: Gathering | undefined
  const counts = { rows: 0, goodRows: 0, heldRows: 0 }
  const seen = new Map<string, number>()
  for (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    counts.rows += 1
    const aside = isTotalRow(row, columns) ? 'total' : repeatsHeader(columns, row) ? 'header' : null
    if (aside !== null) {
      skipped.push({ row: row.row, cells: row.cells, reason: aside })
      continue
    }
    const cells = rowCells(row, columns)
    const fit = cellDoubts(cells)
    const read = readOrderRow(cells)
    const placed = fit && read.good ? place(cells, read, source, byKey, previous, seen) : undefined
    problems.push(...cells.problems)
    if (placed === undefined || placed === 'repeated') {
      skipped.push({
        row: row.row,
        cells: row.cells,
        reason: placed === 'repeated' ? 'duplicate' : 'problem',
      })
      if (placed === undefined) counts.heldRows += 1
      continue
    }
    previous = placed
    counts.goodRows += 1
  }
  const orders: ProposedOrder[] = []
  for (const gathering of byKey.values()) orders.push(finish(gathering, source, platform, problems))
  problems.push(...householdDoubts(orders))
  return { orders, problems, skipped, ...counts }
}

/** Puts a row into its order: a new one, one that is there, or the one above it; undefined when it must be fixed. */
function place(
  cells: RowCells,
  read: OrderRow,
  source: OrderSource,
  byKey: Map<string, Gathering>,
  previous: Gathering | undefined,
  seen: Map<string, number>,
): Gathering | 'repeated' | undefined {
  const number = source === 'sheet' ? read.orderNo : read.participateText || read.orderNo
  const numbered = cells.has(
    source === 'sheet' ? 'orderNo' : cells.has('participateNo') ? 'participateNo' : 'orderNo',
  )
  const nobody = read.name === '' && read.phone === null
  if (nobody && number === '') {
    if (previous === undefined) {
      cells.doubt(numbered ? 'order-number-missing' : 'name-missing', numbered ? null : 'name')
      return undefined
    }
    cells.doubt('row-continued', null)
    return join(previous, cells, read)
  }
  if (numbered && number === '') {
    cells.doubt('order-number-missing', source === 'sheet' ? 'orderNo' : 'participateNo')
    return undefined
  }
  const key = numbered ? `n|${number}` : householdKey(read.name, read.phone, read.address)
  const there = byKey.get(key)
  if (there === undefined) {
    if (nobody) {
      cells.doubt('name-missing', 'name')
      return undefined
    }
    const started = start(key, numbered, cells, read)
    byKey.set(key, started)
    seen.set(`${key}\u0000${cells.row.cells.join('\u0000')}`, cells.row.row)
    return started
  }
  if (!numbered) return join(there, cells, read)
  const content = `${key}\u0000${cells.row.cells.join('\u0000')}`
  const same = seen.get(content)
  if (same !== undefined) {
    cells.doubt('duplicate-row', null, { otherRow: same })
    return 'repeated'
  }
  seen.set(content, cells.row.row)
  const perLine =
    (has(cells.columns, 'quantity') || has(cells.columns, 'weightKg') || has(cells.columns, 'weightGrams')) &&
    !has(cells.columns, 'items')
  const sameParty =
    nobody ||
    ((read.name === there.first.name || compactKey(read.name) === compactKey(there.first.name)) &&
      (read.phone ?? there.first.phone) === there.first.phone)
  if (perLine && sameParty) return join(there, cells, read)
  cells.doubt('order-number-conflict', null, { number, otherRow: there.rows[0] ?? 0 })
  return undefined
}

function start(key: string, numbered: boolean, cells: RowCells, read: OrderRow): Gathering {
  const { row } = cells
  return {
    key,
    numbered,
    first: read,
    lines: hosted([], read.lines),
    rows: [row.row],
    raw: [row.cells.join('\t')],
    amountFen: read.amountFen,
    paidFen: read.paidFen,
    refundFen: read.refundFen,
    cancelled: read.status === 'cancelled',
  }
}

// Every line of an order repeats its total, so totals are taken once; a row that was cancelled adds no goods.
function join(order: Gathering, cells: RowCells, read: OrderRow): Gathering {
  order.rows.push(cells.row.row)
  order.raw.push(cells.row.cells.join('\t'))
  order.amountFen ??= read.amountFen
  order.paidFen ??= read.paidFen
  order.refundFen = Math.max(order.refundFen, read.refundFen)
  if (read.status === 'cancelled' && !order.cancelled) {
    cells.doubt('cancelled-row', 'status')
    return order
  }
  if (order.cancelled && read.status !== 'cancelled') {
    order.cancelled = false
    order.lines.length = 0
  }
  const more = hosted(order.lines, read.lines)
  order.lines.push(...more)
  return order
}

/** A gift hangs on the nearest line before it that is no gift. */
function hosted(before: readonly ProposedLine[], lines: readonly ProposedLine[]): ProposedLine[] {
  const all = [...before]
  for (const line of lines) {
    let host: number | null = null
    if (line.giftOf !== null)
      for (let i = all.length - 1; i >= 0 && host === null; i--) if (all[i]?.giftOf === null) host = i
    all.push(line.giftOf === null ? line : { ...line, giftOf: host ?? 0, amountFen: line.amountFen ?? 0 })
  }
  return all.slice(before.length)
}

function finish(
  order: Gathering,
  source: OrderSource,
  platform: boolean,
  problems: Problem[],
): ProposedOrder {
  const { first } = order
  const row = order.rows[0] ?? 0
  const raw = order.raw.join('\n')
  const total =
    order.amountFen ?? (order.lines.every((line) => line.amountFen !== null) ? sum(order.lines) : null)
  const refunded = order.refundFen > 0 && total !== null && order.refundFen >= total
  const cancelled = order.cancelled || refunded
  if (cancelled) problems.push(problem('cancelled-row', { row, raw }))
  else if (order.refundFen > 0)
    problems.push(
      problem(
        'partly-refunded',
        { row, raw },
        { fen: order.refundFen, number: first.orderNo || first.participateText },
      ),
    )
  const paid = first.status === 'paid' || first.paidAtMs !== null || (platform && first.status === 'unknown')
  const paidFen = order.paidFen ?? (paid && total !== null ? Math.max(0, total - order.refundFen) : null)
  return {
    source,
    sourceNo: order.numbered
      ? source === 'sheet'
        ? first.orderNo
        : first.participateText || first.orderNo
      : '',
    keyedBy: order.numbered ? 'number' : 'household',
    participateNo: first.participateNo,
    name: first.name,
    nick: first.nick,
    phone: first.phone,
    address: first.address,
    note: first.note,
    placedAtMs: first.placedAtMs ?? first.paidAtMs,
    paidFen,
    paidInFull: paidFen === null && paid,
    amountFen: order.amountFen,
    status: cancelled ? 'cancelled' : 'active',
    fulfilment: first.fulfilment,
    lines: order.lines,
    raw,
    rows: order.rows,
  }
}

function sum(lines: readonly ProposedLine[]): number {
  return lines.reduce((total, line) => total + (line.amountFen ?? 0), 0)
}
