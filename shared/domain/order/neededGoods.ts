import type { ProductId } from '../../kernel/ids'
import { addFen, type Fen, fen } from '../../kernel/money'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { KitComponent, OrderLine, OrderTerms } from '../terms'

/** Goods one order line asks for, with the money that hangs on them. */
export interface NeededGoods {
  readonly line: number
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly amountFen: Fen
  readonly weight: OrderLine['weight']
  readonly giftOf: number | null
}

/** Orders never change, they are replaced: every product's claims ask for the same goods of an order again. */
const known = new WeakMap<OrderTerms, readonly NeededGoods[]>()

/** Kits (套餐) are received as components and packed as one: a kit line asks for its components. */
export function neededGoods(order: OrderTerms): readonly NeededGoods[] {
  const before = known.get(order)
  if (before) return before
  const needed = order.lines.flatMap((line, index) => neededByLine(line, index))
  known.set(order, needed)
  return needed
}

function neededByLine(line: OrderLine, index: number): NeededGoods[] {
  const { giftOf, weight, productId, amountFen } = line
  if (line.components.length === 0)
    return [{ line: index, productId, pieces: line.pieces, amountFen, weight, giftOf }]
  const components = listedOnce(line.components)
  const amounts = splitByValue(
    amountFen,
    components.map((component) => component.valueFen),
  )
  return components.map((component, i) => ({
    line: index,
    productId: component.productId,
    pieces: pieces(component.pieces * line.pieces),
    amountFen: amounts[i] ?? fen(0),
    weight: null,
    giftOf,
  }))
}

/** A line asks for a product once: shares, bags and refunds are counted by line and product. */
function listedOnce(components: readonly KitComponent[]): readonly KitComponent[] {
  const byProduct = new Map<ProductId, KitComponent>()
  for (const component of components) {
    const known = byProduct.get(component.productId)
    byProduct.set(component.productId, {
      productId: component.productId,
      pieces: pieces((known?.pieces ?? 0) + component.pieces),
      valueFen: addFen(known?.valueFen ?? fen(0), component.valueFen),
    })
  }
  return byProduct.size === components.length ? components : [...byProduct.values()]
}

/**
 * Splits a price over components in proportion to their value, to the fen (largest remainder, first wins a tie).
 * The parts always add up to `total`; components of no value share equally.
 */
export function splitByValue(total: Fen, values: readonly Fen[]): Fen[] {
  const sum = addFen(...values)
  const weights = sum > 0 ? values.map(Number) : values.map(() => 1)
  const whole = sum > 0 ? sum : values.length
  const exact = weights.map((weight) => (total * weight) / whole)
  const parts = exact.map(Math.floor)
  const spare = total - parts.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((share, i) => ({ i, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (let n = 0; n < spare; n++) {
    const at = byRemainder[n % byRemainder.length]
    if (at) parts[at.i] = (parts[at.i] ?? 0) + 1
  }
  return parts.map(fen)
}
