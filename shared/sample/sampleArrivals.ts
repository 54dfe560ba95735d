import { neededGoods } from '../domain/order/neededGoods'
import { minLifeOf } from '../domain/receiving/shelfLife'
import type { AnnouncedLine, DeliveryTerms, OrderTerms, ProductTerms } from '../domain/terms'
import { addDays, type BusinessDay, daysBetween } from '../kernel/businessDay'
import { type DeliveryId, idOf, type ProductId, type RoundId } from '../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../kernel/quantity'
import type { Chance } from './chance'
import { sampleKitParts } from './sampleGoods'

/** What really comes off the truck of one product in one condition. */
export interface SampleArrival {
  readonly deliveryId: DeliveryId
  readonly productId: ProductId
  readonly condition: 'good' | 'damaged'
  readonly pieces: Pieces
  /** Of all pieces together; null for goods sold by piece. */
  readonly grams: Grams | null
  /** What each portion weighs, one per piece; empty for goods sold by piece. */
  readonly portions: readonly Grams[]
  readonly productionDay: BusinessDay | null
  readonly bestBefore: BusinessDay | null
}

/** How many products differ from what was announced. */
export interface SampleTrouble {
  readonly shorts: number
  readonly overs: number
  readonly damaged: number
}

export interface SampleDays {
  readonly arrivalDay: BusinessDay
  readonly pickupUntil: BusinessDay
}

/** One delivery per supplier, announcing exactly what was ordered, kits as their components. */
export function sampleDeliveries(
  roundId: RoundId,
  { products, orders }: { products: readonly ProductTerms[]; orders: readonly OrderTerms[] },
  dueDay: BusinessDay,
): readonly DeliveryTerms[] {
  const ordered = new Map<ProductId, number>()
  for (const need of orders.flatMap(neededGoods))
    ordered.set(need.productId, (ordered.get(need.productId) ?? 0) + need.pieces)
  const suppliers = new Map(
    products.flatMap((product) =>
      product.supplierId === null ? [] : [[product.supplierId, product.supplierName ?? ''] as const],
    ),
  )
  return [...suppliers].map(([supplierId, supplierName], i) => ({
    deliveryId: idOf<DeliveryId>(`${roundId}/d${i + 1}`),
    roundId,
    supplierId,
    supplierName,
    dueDay,
    lines: products.flatMap((product): AnnouncedLine[] => {
      const count = ordered.get(product.productId) ?? 0
      if (product.supplierId !== supplierId || count === 0) return []
      // Portions are announced by the piece: what they weigh is only known on the scale.
      return [{ productId: product.productId, pieces: pieces(count), grams: null }]
    }),
  }))
}

export function sampleArrivals(
  chance: Chance,
  deliveries: readonly DeliveryTerms[],
  {
    products,
    trouble,
    days,
  }: { products: readonly ProductTerms[]; trouble: SampleTrouble; days: SampleDays },
): readonly SampleArrival[] {
  const termsOf = new Map(products.map((product) => [product.productId, product]))
  const change = changesOf(chance, deliveries, termsOf, trouble)
  return deliveries.flatMap(({ deliveryId, lines }) =>
    lines.flatMap(({ productId, pieces: announced }) => {
      const product = termsOf.get(productId)
      if (!product) return []
      const { more, broken } = change.get(productId) ?? { more: 0, broken: 0 }
      const dates = datesOf(chance, product, days)
      const arrived = (condition: SampleArrival['condition'], count: number): SampleArrival[] =>
        count === 0
          ? []
          : [{ deliveryId, productId, condition, ...weighed(chance, product, count), ...dates }]
      return [...arrived('good', announced + more - broken), ...arrived('damaged', broken)]
    }),
  )
}

interface Change {
  readonly more: number
  readonly broken: number
}

/** Short, over and damaged are different products; one of the short ones is in the kit, two are weighed. */
function changesOf(
  chance: Chance,
  deliveries: readonly DeliveryTerms[],
  termsOf: ReadonlyMap<ProductId, ProductTerms>,
  { shorts, overs, damaged }: SampleTrouble,
): ReadonlyMap<ProductId, Change> {
  const kitNames = new Set<string>(sampleKitParts.map((part) => part.name))
  const lines = chance.shuffled(
    deliveries.flatMap((delivery) => delivery.lines).filter((line) => line.pieces >= 8),
  )
  const typeOf = ({ productId }: AnnouncedLine) => {
    const product = termsOf.get(productId)
    if (!product || product.gift) return 'left-alone'
    if (kitNames.has(product.name)) return 'in-kit'
    return product.sale.by
  }
  const of = (type: ReturnType<typeof typeOf>) => lines.filter((line) => typeOf(line) === type)
  const inOrder = [...of('in-kit').slice(0, 1), ...of('weight').slice(0, 2), ...of('piece')]
  const changed = new Map<ProductId, Change>()
  inOrder.slice(0, shorts + overs + damaged).forEach(({ productId, pieces: announced }, i) => {
    const missing = Math.max(2, Math.round(announced * (0.1 + 0.2 * chance.next())))
    if (i < shorts) changed.set(productId, { more: -missing, broken: 0 })
    else if (i < shorts + overs) changed.set(productId, { more: chance.int(2, 5), broken: 0 })
    else changed.set(productId, { more: 0, broken: chance.int(1, 3) })
  })
  return changed
}

/** Portions come 8 % lighter to 6 % heavier than they were sold as. */
function weighed(
  chance: Chance,
  { sale }: ProductTerms,
  count: number,
): Pick<SampleArrival, 'pieces' | 'grams' | 'portions'> {
  if (sale.by === 'piece') return { pieces: pieces(count), grams: null, portions: [] }
  const portions = Array.from({ length: count }, () =>
    grams(Math.round(sale.nominalGrams * (0.92 + 0.14 * chance.next()))),
  )
  return { pieces: pieces(count), grams: grams(portions.reduce((a, b) => a + b, 0)), portions }
}

/** Fresh enough for the five checks: at least two thirds of the life left, and past the last pickup day. */
function datesOf(
  chance: Chance,
  product: ProductTerms,
  { arrivalDay, pickupUntil }: SampleDays,
): Pick<SampleArrival, 'productionDay' | 'bestBefore'> {
  const life = product.shelfLifeDays
  if (life === null) return { productionDay: null, bestBefore: null }
  const needed = Math.max(
    minLifeOf({ ...product, productionDay: null, bestBefore: null }),
    daysBetween(arrivalDay, pickupUntil),
  )
  const productionDay = addDays(arrivalDay, -chance.int(0, Math.min(60, Math.max(0, life - needed))))
  return { productionDay, bestBefore: addDays(productionDay, life) }
}
