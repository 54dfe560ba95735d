import type { Fold } from '../../../shared/domain/fold/fold'
import { arrivedAgainst, countedAs, type DeliveryState } from '../../../shared/domain/receiving/deliveryState'
import type { Amount } from '../../../shared/domain/stock/amount'
import type { AnnouncedLine, Condition, ProductTerms } from '../../../shared/domain/terms'
import type { ProductId } from '../../../shared/kernel/ids'

/** One line of a delivery as the screen shows it. */
export interface ReceivingLine {
  readonly productId: ProductId
  readonly product: ProductTerms | null
  /** Null for goods nobody announced. */
  readonly announced: AnnouncedLine | null
  readonly good: Amount
  readonly apart: readonly { readonly condition: Exclude<Condition, 'good'>; readonly amount: Amount }[]
  readonly differs: DeliveryState['lines'][string]['differs']
  readonly state: 'waiting' | 'agrees' | 'short' | 'over' | 'unordered'
}

const apartConditions = ['damaged', 'wrong', 'short-dated', 'unordered'] as const

/** Lines in the order announced; unordered goods last. */
export function receivingLines(fold: Fold, delivery: DeliveryState): readonly ReceivingLine[] {
  const announced = delivery.delivery?.lines ?? []
  const known = new Set(announced.map((line) => line.productId))
  const extra = Object.values(delivery.lines)
    .filter((line) => !known.has(line.productId))
    .map(({ productId }) => ({ productId, announced: null }))
  return [...announced.map((line) => ({ productId: line.productId, announced: line })), ...extra].map(
    ({ productId, announced: expected }) => lineOf(fold, delivery, productId, expected),
  )
}

function lineOf(
  fold: Fold,
  delivery: DeliveryState,
  productId: ProductId,
  announced: AnnouncedLine | null,
): ReceivingLine {
  const line = delivery.lines[productId]
  const apart = apartConditions
    .map((condition) => ({ condition, amount: countedAs(line, condition) }))
    .filter(({ amount }) => amount.pieces !== 0 || amount.grams !== 0)
  return {
    productId,
    product: fold.state('product', productId)?.product ?? null,
    announced,
    good: countedAs(line, 'good'),
    apart,
    differs: line?.differs ?? [],
    state: stateOf(announced, line),
  }
}

function stateOf(
  announced: AnnouncedLine | null,
  line: DeliveryState['lines'][string] | undefined,
): ReceivingLine['state'] {
  if (announced === null) return 'unordered'
  if (line === undefined) return 'waiting'
  const { pieces, grams } = arrivedAgainst(announced, line)
  const off = announced.grams === null ? pieces : grams
  return off === 0 ? 'agrees' : off < 0 ? 'short' : 'over'
}

/** Lines that do not agree with what was announced, or hold goods set apart: all that closing shows. */
export function differingLines(lines: readonly ReceivingLine[]): readonly ReceivingLine[] {
  return lines.filter(
    ({ state, apart, differs }) => state !== 'agrees' || apart.length > 0 || differs.length > 0,
  )
}
