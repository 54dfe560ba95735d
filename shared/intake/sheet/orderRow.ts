import type { Fulfilment } from '../../domain/terms'
import type { ProposedLine } from '../proposal'
import { parseAddress } from '../text/addressText'
import { cleanText, toHalfWidth } from '../text/cleanText'
import { readPhone } from '../text/phoneText'
import { type QuantityReading, readQuantity } from '../text/quantityText'
import { titleAt } from './columns'
import { readItemsCell } from './itemsCell'
import { dateOf, isDamagedNumber, moneyOf, type RowCells } from './rowCells'

/** What one row of an order sheet says. */
export interface OrderRow {
  readonly orderNo: string
  readonly participateNo: number | null
  readonly participateText: string
  readonly name: string
  readonly nick: string | null
  readonly phone: string | null
  readonly address: string | null
  readonly note: string | null
  readonly placedAtMs: number | null
  readonly paidAtMs: number | null
  readonly paidFen: number | null
  readonly refundFen: number
  readonly amountFen: number | null
  readonly status: 'cancelled' | 'unpaid' | 'paid' | 'unknown'
  readonly fulfilment: Fulfilment
  readonly lines: readonly ProposedLine[]
  /** False when the row has to be fixed before it can go in. */
  readonly good: boolean
}

export function readOrderRow(cells: RowCells): OrderRow {
  const orderNo = cells.text('orderNo').replace(/\s/g, '')
  const participateText = toHalfWidth(cells.text('participateNo')).replace(/^[#No.号\s]+|\s/gi, '')
  const serial = cells.text('serial')
  let good = true
  for (const [field, text] of [
    ['orderNo', orderNo],
    ['participateNo', participateText],
  ] as const) {
    if (text === '' || !isDamagedNumber(text)) continue
    cells.doubt('order-number-damaged', field)
    good = false
  }
  const party = partyOf(cells)
  const refund = moneyOf(cells, 'refund')
  const lines = cells.has('itemColumn') && !cells.has('item') ? matrixLines(cells) : linesOf(cells)
  return {
    orderNo,
    participateText,
    participateNo: /^\d{1,7}$/.test(participateText)
      ? Number(participateText)
      : /^\d{1,7}$/.test(serial)
        ? Number(serial)
        : null,
    ...party,
    note: noteOf(cells),
    placedAtMs: placedAt(cells),
    paidAtMs: dateOf(cells, 'paidAt'),
    paidFen: moneyOf(cells, 'paidAmount'),
    refundFen: refund ?? 0,
    amountFen: moneyOf(cells, 'orderAmount'),
    status: statusOf(cells.text('status')),
    fulfilment: fulfilmentOf(cells.text('fulfilment')),
    lines: lines.lines,
    good: good && lines.good,
  }
}

function partyOf(cells: RowCells): Pick<OrderRow, 'name' | 'nick' | 'phone' | 'address'> {
  const nick = cells.text('nick')
  const western = [cells.text('firstName'), cells.text('lastName')].filter((part) => part !== '').join(' ')
  const name = cells.text('name') || western || nick
  const reading = readPhone(cells.text('phone') || cells.text('memberPhone'))
  if (!reading.ok && reading.code !== 'phone-missing') cells.doubt(reading.code, 'phone')
  const address = addressOf(cells)
  const phone = reading.ok ? reading.phone : null
  return {
    name: name || address || phone || '',
    nick: nick !== '' && nick !== name ? nick : null,
    phone,
    address,
  }
}

/** Province to detail, then the leader's own columns 弄号, 楼号, 房号 where the detail names no room. */
function addressOf(cells: RowCells): string | null {
  const detail = cells.text('address')
  const region = (['province', 'city', 'district'] as const)
    .map((field) => cells.text(field))
    .filter((part) => part !== '' && !detail.includes(part))
  const lane = suffixed(cells.text('lane'), '弄')
  const building = suffixed(cells.text('building'), lane === '' ? '栋' : '号')
  const room = [
    lane,
    building,
    suffixed(cells.text('unit'), '单元'),
    suffixed(cells.text('room'), lane + building === '' ? '' : '室'),
  ].join('')
  const own = room !== '' && parseAddress(detail) === undefined ? room : ''
  const whole = [...region, detail].join('')
  const address = [whole, own].filter((part) => part !== '').join(' ')
  return address === '' ? null : address
}

function suffixed(value: string, unit: string): string {
  return value === '' || /[^\dA-Za-z]$/.test(value) ? value : `${value}${unit}`
}

function noteOf(cells: RowCells): string | null {
  const parts = [cells.text('memberNote'), cells.text('leaderNote')].filter(
    (part) => part !== '' && part !== '-' && part !== '无',
  )
  return parts.length === 0 ? null : parts.join(' / ')
}

function placedAt(cells: RowCells): number | null {
  if (cells.has('placedAt')) return dateOf(cells, 'placedAt')
  return cells.has('paidAt') ? null : dateOf(cells, cells.has('date') ? 'date' : 'time')
}

export function statusOf(text: string): OrderRow['status'] {
  if (text === '') return 'unknown'
  if (/部分退款|退款中/.test(text)) return 'paid'
  if (/取消|关闭|作废|退单|退款|cancel|void/i.test(text)) return 'cancelled'
  if (/未支付|待支付|未付|待付|未收款|unpaid|pending|^no$|^否$/i.test(text)) return 'unpaid'
  return /支付|付款|已付|待发|已发|待收|已收|完成|待核销|已核销|待自提|已自提|已提|成功|paid|complete|shipped|ready|^yes$|^是$/i.test(
    text,
  )
    ? 'paid'
    : 'unknown'
}

export function fulfilmentOf(text: string): Fulfilment {
  if (/代收|邻居|neighbou?r/i.test(text)) return 'neighbour'
  return /送货|配送|上门|快递|物流|door|deliver|ship|^yes$/i.test(text) &&
    !/自提|pickup|pick-up|collect/i.test(text)
    ? 'door'
    : 'pickup'
}

interface Lines {
  readonly lines: readonly ProposedLine[]
  readonly good: boolean
}

const none: Lines = { lines: [], good: false }

function linesOf(cells: RowCells): Lines {
  const several = cells.text('items')
  const single = cells.text('item')
  const code = codeOf(cells)
  if (code === undefined) return none
  if (several === '' && single === '' && code === null) {
    cells.doubt('item-missing', cells.has('item') ? 'item' : 'items')
    return none
  }
  const counted = cells.has('quantity') || cells.has('weightKg') || cells.has('weightGrams')
  const listed = several !== '' ? readItemsCell(several) : []
  if (several === '' && (!counted || single.includes('\n'))) listed.push(...readItemsCell(single))
  if (listed.length > 1 || several !== '' || (!counted && listed.length === 1))
    return listedLines(cells, listed)
  const quantity = quantityOf(cells)
  if (!quantity.ok) {
    cells.doubt(quantity.code, cells.has('quantity') ? 'quantity' : 'weightKg', {
      item: single || (code ?? ''),
    })
    return none
  }
  const unitPrice = moneyOf(cells, 'unitPrice')
  const amountFen =
    moneyOf(cells, 'lineAmount') ??
    (unitPrice === null || quantity.grams !== null ? null : unitPrice * quantity.pieces)
  const gift =
    /^\s*[[【(（]?赠/.test(single) ||
    cells.text('giftOf') !== '' ||
    /^(?:是|y|yes|1|赠品?)$/i.test(cells.text('gift'))
  return {
    good: true,
    lines: [
      {
        ...lineAt(cells, single, cells.text('spec') || null),
        code,
        pieces: quantity.pieces,
        grams: quantity.grams,
        amountFen,
        giftOf: gift ? 0 : null,
      },
    ],
  }
}

/** The host of a gift is settled when the order is whole: 0 only marks it here. */
function listedLines(cells: RowCells, listed: ReturnType<typeof readItemsCell>): Lines {
  const field = cells.text('items') !== '' ? 'items' : 'item'
  const kinds = readQuantity(cells.text('kindCount'))
  let good = listed.length > 0
  const lines = listed.map((item): ProposedLine => {
    let pieces = item.pieces
    if (item.itemText === '') {
      cells.doubt('item-missing', field)
      good = false
    } else if (item.refusal !== null) {
      cells.doubt(item.refusal, field, { item: item.itemText })
      good = false
    } else if (pieces === null) {
      // One export carries the quantity of a single good in its column 商品种类数.
      const counted = listed.length === 1 && kinds.ok && kinds.grams === null
      pieces = counted ? kinds.pieces : 1
      if (!counted) cells.doubt('quantity-assumed-one', field, { item: item.itemText })
    }
    return { ...lineAt(cells, item.itemText, item.spec), pieces: pieces ?? 1, giftOf: item.gift ? 0 : null }
  })
  const only = lines.length === 1 ? lines[0] : undefined
  const amountFen = only === undefined ? null : moneyOf(cells, 'lineAmount')
  return { lines: only === undefined ? lines : [{ ...only, amountFen }], good }
}

/** One column per product; the cell says how many. */
function matrixLines(cells: RowCells): Lines {
  const lines: ProposedLine[] = []
  let good = true
  for (const index of cells.columns.at.get('itemColumn') ?? []) {
    const raw = cleanText(cells.row.cells[index] ?? '')
    if (raw === '' || /^[0-]+$/.test(raw)) continue
    const quantity = readQuantity(raw)
    const title = titleAt(cells.columns, index)
    if (!quantity.ok) {
      cells.doubt(quantity.code, 'itemColumn', { item: title })
      good = false
      continue
    }
    const itemText =
      title.replace(/[(（]?\s*[¥￥]?\s*\d+(?:\.\d+)?\s*元[^)）]*[)）]?\s*$/, '').trim() || title
    lines.push({ ...lineAt(cells, itemText, null), pieces: quantity.pieces, grams: quantity.grams })
  }
  if (lines.length === 0 && good) cells.doubt('item-missing', 'itemColumn')
  return { lines, good: good && lines.length > 0 }
}

function lineAt(cells: RowCells, itemText: string, spec: string | null): ProposedLine {
  return {
    itemText,
    code: null,
    spec,
    pieces: 1,
    grams: null,
    amountFen: null,
    giftOf: null,
    row: cells.row.row,
  }
}

/** null: no code; undefined: one that Excel damaged. */
export function codeOf(cells: RowCells): string | null | undefined {
  const code = toHalfWidth(cells.text('code')).replace(/\s/g, '')
  if (code === '') return null
  if (!isDamagedNumber(code)) return code
  cells.doubt('code-damaged', 'code')
  return undefined
}

export function quantityOf(cells: RowCells): QuantityReading {
  const text = cells.text('quantity')
  if (text !== '') return readQuantity(text)
  const grams = cells.text('weightGrams')
  if (grams !== '') return readQuantity(/\d$/.test(grams) ? `${grams}g` : grams)
  const kg = cells.text('weightKg')
  return readQuantity(kg === '' ? '' : /\d$/.test(kg) ? `${kg}kg` : kg)
}
