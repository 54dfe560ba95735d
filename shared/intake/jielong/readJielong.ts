import type { BusinessDay } from '../../kernel/businessDay'
import { householdDoubts } from '../household/householdDoubts'
import { inPlace, type Problem, problem } from '../problem'
import {
  type ImportPreview,
  type ProposedOrder,
  type ProposedProduct,
  type SkippedRow,
  totalsOf,
} from '../proposal'
import { weekdayContradiction } from '../text/dateText'
import { type MenuItem, readMenuLine, readTitle } from './jielongTitle'
import { type JielongGoods, readEntry } from './readEntry'
import { splitRecords } from './splitRecords'

export interface JielongOptions {
  /** Decides the year of a date in the title. */
  readonly today: BusinessDay
  /** Names of the round's products: tells '张三土豆2斤' apart. */
  readonly knownItems?: readonly string[]
  /** What '张三 2份' means when neither title nor menu say. */
  readonly defaultItem?: string
}

export interface JielongPreview extends ImportPreview {
  readonly title: string
  readonly menu: readonly MenuItem[]
  readonly defaultItem: string | null
}

/** Reads a pasted 接龙 in any of its shapes. Never throws; what it cannot read is a problem with its line. */
export function readJielong(text: string, options: JielongOptions): JielongPreview {
  const split = splitRecords(text)
  const skipped: SkippedRow[] = [...split.skipped]
  const problems: Problem[] = [...split.problems]
  const title = split.title.map((line) => line.text.trim()).filter((line) => line !== '')
  for (const line of split.title) {
    const wrong = weekdayContradiction(line.text, options.today)
    if (wrong)
      problems.push(
        problem(
          'title-weekday-contradicts',
          { row: line.row, raw: line.raw },
          { written: wrong.written, weekday: wrong.weekday, day: wrong.day },
        ),
      )
  }
  const goods = goodsOf(split, title, options)
  const orders: ProposedOrder[] = []
  let held = 0
  for (const record of split.records) {
    const reading = readEntry(record, goods)
    if (reading.kind === 'empty') {
      skipped.push({ row: record.row, cells: record.raw, reason: 'empty-number' })
      continue
    }
    problems.push(...reading.problems)
    if (reading.kind === 'order') orders.push(reading.order)
    else {
      held += 1
      skipped.push({ row: record.row, cells: record.raw, reason: 'problem' })
    }
  }
  problems.push(...numberDoubts(orders), ...householdDoubts(orders))
  if (orders.length === 0 && held === 0) problems.push(problem('no-orders-found', { raw: title[0] ?? '' }))
  const rows = split.records.length
  return {
    title: title.join(' '),
    menu: goods.menu,
    defaultItem: goods.defaultItem?.name ?? null,
    products: productsOf(goods),
    orders,
    scans: [],
    problems: inPlace(problems),
    skipped,
    totals: totalsOf(orders, { rows, goodRows: orders.length, heldRows: held }),
  }
}

function goodsOf(
  split: ReturnType<typeof splitRecords>,
  title: readonly string[],
  options: JielongOptions,
): JielongGoods {
  const menu: MenuItem[] = []
  for (const line of split.menu) {
    const item = readMenuLine(line.text, true)
    if (item) menu.push(item)
  }
  for (const [i, line] of title.entries()) {
    if (
      i === 0 &&
      split.hasHeader === false &&
      title.length > 1 &&
      readMenuLine(line, false)?.letter === null
    )
      continue
    const item = readMenuLine(line, false)
    if (item && (item.letter !== null || (i > 0 && !/接龙|团购|预[定订购]/.test(line)))) menu.push(item)
  }
  const given =
    options.defaultItem === undefined ? null : { letter: null, name: options.defaultItem, priceFen: null }
  const only = options.knownItems?.length === 1 ? options.knownItems[0] : undefined
  const listed = only === undefined ? null : { letter: null, name: only, priceFen: null }
  const single = menu.length === 1 ? (menu[0] ?? null) : null
  const defaultItem = given ?? single ?? (menu.length === 0 ? (listed ?? readTitle(title) ?? null) : null)
  const names = [
    ...(options.knownItems ?? []),
    ...menu.map((item) => item.name),
    ...(defaultItem ? [defaultItem.name] : []),
  ]
  const knownItems = [...new Set(names)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length)
  return { defaultItem, menu, knownItems: knownItems.slice(0, 6_000) }
}

function productsOf(goods: JielongGoods): ProposedProduct[] {
  const items = goods.menu.length > 0 ? goods.menu : goods.defaultItem ? [goods.defaultItem] : []
  return items.map((item, i) => ({
    code: null,
    name: item.name,
    spec: '',
    sale: 'piece',
    unitPriceFen: item.priceFen,
    fenPerKg: null,
    nominalGrams: null,
    zone: null,
    barcodes: [],
    plu: null,
    supplierName: null,
    caseSize: null,
    shelfLifeDays: null,
    gift: false,
    limitPerHousehold: null,
    components: [],
    announcedPieces: null,
    row: i + 1,
  }))
}

function numberDoubts(orders: readonly ProposedOrder[]): Problem[] {
  const found: Problem[] = []
  const rowOf = new Map<number, number>()
  const nameOf = new Map<string, number>()
  for (const order of orders) {
    const row = order.rows[0] ?? 0
    const key = order.nick ?? order.name
    if (order.participateNo !== null) {
      const other = rowOf.get(order.participateNo)
      if (other === undefined) rowOf.set(order.participateNo, row)
      else
        found.push(
          problem(
            'jielong-number-twice',
            { row, raw: order.raw },
            { number: order.participateNo, otherRow: other },
          ),
        )
    }
    const same = nameOf.get(key)
    if (same === undefined) nameOf.set(key, row)
    else found.push(problem('same-name-twice', { row, raw: order.raw }, { name: key, otherRow: same }))
  }
  return found
}
