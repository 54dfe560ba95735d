import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import type { Identity } from '../../shared/domain/identity'
import { idOf, type SiteId } from '../../shared/kernel/ids'
import { type Grams, grams } from '../../shared/kernel/quantity'
import { chanceOf } from '../../shared/sample/chance'
import { samplePeople } from '../../shared/sample/samplePeople'

const folder = join(projectRoot, '../shared/data')

/** Files of a supermarket's till as published; not part of the project, and not everywhere. */
export const realFiles = {
  products: join(folder, 'vegetable-products.csv'),
  scans: join(folder, 'vegetable-scans.csv'),
}

export function areHere(): boolean {
  return Object.values(realFiles).every((file) => existsSync(file))
}

/** One sale at the till: goods by weight have grams, goods by piece a whole number of pieces. */
interface Sale {
  readonly code: string
  readonly fen: number
  readonly grams: Grams
}

export interface RealProduct {
  readonly code: string
  readonly name: string
  readonly category: string
  readonly byWeight: boolean
  /** The price in the middle: per kg, or per piece. */
  readonly priceFen: number
  /** The weight in the middle of all sales; null for goods by piece. */
  readonly portionGrams: number | null
}

export interface RealRound {
  readonly products: readonly RealProduct[]
  /** What really lay on the scale, one weight per portion, in the order of the till; empty for goods by piece. */
  readonly portionsOf: ReadonlyMap<string, readonly Grams[]>
  readonly piecesOf: ReadonlyMap<string, number>
  readonly households: number
  /** The three lists a shop would write beside its own product list, as CSV. */
  readonly priceList: string
  readonly orders: string
  readonly deliveryNote: string
}

/** Some hundred sales in a row, taken for the orders of as many households as `people` says. */
export function realRound(seed: number, sales: number, people: number): RealRound {
  const chance = chanceOf(seed)
  const all = salesOf(readFileSync(realFiles.scans, 'utf8'))
  const names = namesOf(readFileSync(realFiles.products, 'utf8'))
  const from = chance.int(0, all.length - sales)
  const taken = all.slice(from, from + sales)
  const products = [...new Set(taken.map(({ code }) => code))].toSorted().map((code): RealProduct => {
    const own = all.filter((sale) => sale.code === code)
    const byWeight = own.some((sale) => sale.grams % 1000 !== 0)
    const named = names.get(code)
    if (!named) throw new Error(`the product list has no ${code}`)
    return {
      ...{ code, ...named, byWeight },
      priceFen: middle(own.map((sale) => sale.fen)),
      portionGrams: byWeight ? middle(own.map((sale) => sale.grams)) : null,
    }
  })
  const weighed = new Set(products.filter(({ byWeight }) => byWeight).map(({ code }) => code))
  const portionsOf = new Map<string, Grams[]>()
  const piecesOf = new Map<string, number>()
  // Several portions of one product in one household are one row: '数量 2'.
  const orders = new Map<number, Map<string, number>>()
  taken.forEach((sale, i) => {
    const { code } = sale
    const n = weighed.has(code) ? 1 : sale.grams / 1000
    if (weighed.has(code)) portionsOf.set(code, [...(portionsOf.get(code) ?? []), sale.grams])
    piecesOf.set(code, (piecesOf.get(code) ?? 0) + n)
    const household = i < people ? i : chance.int(0, people - 1)
    const order = orders.get(household) ?? new Map<string, number>()
    orders.set(household, order.set(code, (order.get(code) ?? 0) + n))
  })
  const identities = samplePeople(chance, people, { siteId: idOf<SiteId>('any'), siteSalt: 'any' })
  return {
    ...{ products, portionsOf, piecesOf, households: people },
    priceList: csv(
      ['单品编码', '单品名称', '单位', '单价', '净含量', '店内码', '条码'],
      products.map(priceRow),
    ),
    orders: csv(
      ['订单号', '姓名', '电话', '地址', '单品编码', '单品名称', '数量'],
      orderRows(orders, identities, names),
    ),
    deliveryNote: csv(
      ['单品编码', '单品名称', '供应商', '数量'],
      products.map(({ code, name, category }) => [code, name, `${category}基地`, piecesOf.get(code) ?? 0]),
    ),
  }
}

/** The last 13 digits of a code are the shop's own barcode; the scale knows an article by five digits. */
function priceRow({ code, name, byWeight, priceFen, portionGrams }: RealProduct): (string | number)[] {
  const price = (priceFen / 100).toFixed(2)
  return byWeight
    ? [code, name, 'kg', price, `${portionGrams}g`, code.slice(-5), '']
    : [code, name, '份', price, '', '', code.slice(-13)]
}

function orderRows(
  orders: ReadonlyMap<number, ReadonlyMap<string, number>>,
  identities: readonly Identity[],
  names: ReturnType<typeof namesOf>,
): (string | number)[][] {
  return identities.flatMap(({ name, phone, address }, i) =>
    [...(orders.get(i) ?? [])].map(([code, n]) => [
      `H${String(i + 1).padStart(4, '0')}`,
      ...[name, phone ?? '', address ?? ''],
      ...[code, names.get(code)?.name ?? '', n],
    ]),
  )
}

function namesOf(text: string): ReadonlyMap<string, { readonly name: string; readonly category: string }> {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [code = '', name = '', , category = ''] = line.split(',').map((cell) => cell.trim())
      return /^\d{15}$/.test(code) ? [[code, { name, category }] as const] : []
    }),
  )
}

/** Only whole rows: date, time, code, weight, price, kind, discount. */
function salesOf(text: string): readonly Sale[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, , code = '', kg = '', yuan = '', kind, , ...more] = line.split(',').map((cell) => cell.trim())
    if (kind !== '销售' || more.length > 0) return []
    return [{ code, fen: Math.round(Number(yuan) * 100), grams: grams(Math.round(Number(kg) * 1000)) }]
  })
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

function csv(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`
  return `\ufeff${[titles, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
