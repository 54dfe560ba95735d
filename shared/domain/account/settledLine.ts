import type { OrderId, ProductId } from '../../kernel/ids'
import { addFen, type Fen, fen, fenOfWeight, noFen, partOfFen } from '../../kernel/money'
import { type Grams, grams, type Pieces, pieces } from '../../kernel/quantity'
import type { NeededGoods } from '../order/neededGoods'
import type { OrderTerms } from '../terms'
import type { Packed } from './packed'

/** Why money of a line goes back. */
export type RefundReason = 'not-allocated' | 'shorted' | 'refused' | 'weighed-less'

export interface LineRefund {
  readonly reason: RefundReason
  /** Pieces that did not come; 0 where only the weight was less. */
  readonly pieces: Pieces
  readonly fen: Fen
}

/** Money of one order line (of a kit: of one of its components). */
export interface SettledLine {
  readonly orderId: OrderId
  readonly participateNo: number
  readonly line: number
  readonly productId: ProductId
  readonly asked: Pieces
  /** Pieces the household keeps and pays for. */
  readonly kept: Pieces
  /** What was agreed for all that was asked. */
  readonly chargedFen: Fen
  /** chargedFen - refundedFen is what `kept` costs; never negative, never more than was agreed. */
  readonly refundedFen: Fen
  readonly refunds: readonly LineRefund[]
  /** 称重: null for goods sold by piece. Unconfirmed until every portion kept has its own weight. */
  readonly weight:
    | null
    | { readonly status: 'unconfirmed' }
    | { readonly status: 'confirmed'; readonly grams: Grams }
}

export interface ClaimedLine {
  readonly order: OrderTerms
  readonly need: NeededGoods
  readonly allocated: Pieces
}

/**
 * Settles the lines of one household that ask for one product. What went missing while packing or was refused
 * is known per household only: it is taken from the last line backwards.
 */
export function settleLines(
  lines: readonly ClaimedLine[],
  packed: Packed & { readonly shorted: number },
): SettledLine[] {
  const asked = lines.map(({ need }) => Number(need.pieces))
  const allocated = lines.map(({ need, allocated }) => Math.max(0, Math.min(allocated, need.pieces)))
  const total = sum(allocated)
  // A later decision may already count what went missing: what is in the bag was not missing.
  const got = Math.max(0, total - packed.shorted, Math.min(packed.put, sum(asked)))
  const gotOf = got < total ? takeBack(allocated, total - got) : fillUp(allocated, asked, got - total)
  const keptOf = takeBack(gotOf, Math.max(0, Math.min(packed.refused, sum(gotOf))))
  const gramsOf = shareGrams(packed, keptOf)
  return lines.map((line, i) => {
    const [given = 0, received = 0, kept = 0] = [allocated[i], gotOf[i], keptOf[i]]
    return settled(line, { given: Math.max(given, received), received, kept, grams: gramsOf[i] ?? null })
  })
}

interface Reached {
  readonly given: number
  readonly received: number
  readonly kept: number
  readonly grams: number | null
}

function settled({ order, need }: ClaimedLine, { given, received, kept, grams: read }: Reached): SettledLine {
  const { amountFen, pieces: asked, weight } = need
  // A line that asks for nothing costs all the same what was agreed for it.
  const costOf = (some: number) => (asked === 0 ? amountFen : partOfFen(amountFen, some, asked))
  const gone = (reason: RefundReason, from: number, to: number): LineRefund[] =>
    from === to ? [] : [{ reason, pieces: pieces(from - to), fen: fen(costOf(from) - costOf(to)) }]
  const refunds = [
    ...gone('not-allocated', asked, given),
    ...gone('shorted', given, received),
    ...gone('refused', received, kept),
  ]
  if (weight !== null && read !== null && kept > 0) {
    const lessFen = fen(Math.max(0, costOf(kept) - fenOfWeight(weight.fenPerKg, Math.max(0, read))))
    if (lessFen > noFen) refunds.push({ reason: 'weighed-less', pieces: pieces(0), fen: lessFen })
  }
  return {
    orderId: order.orderId,
    participateNo: order.participateNo,
    line: need.line,
    productId: need.productId,
    asked,
    kept: pieces(kept),
    chargedFen: amountFen,
    refundedFen: addFen(...refunds.map((refund) => refund.fen)),
    refunds,
    weight: weight === null || kept === 0 ? null : weightStatus(read),
  }
}

function weightStatus(read: number | null): SettledLine['weight'] {
  return read === null ? { status: 'unconfirmed' } : { status: 'confirmed', grams: grams(read) }
}

/** The weight of all that was kept, over the lines by pieces, to the gram; null while a portion is not weighed. */
function shareGrams({ put, refused, keptGrams }: Packed, keptOf: readonly number[]): (number | null)[] {
  const total = sum(keptOf)
  if (keptGrams === null || total === 0 || put - refused < total) return keptOf.map(() => null)
  // More in the bags than is paid for: the rest is somebody else's.
  const paidFor = Math.round((keptGrams * total) / (put - refused))
  let before = 0
  return keptOf.map((kept) => {
    const from = Math.round((paidFor * before) / total)
    before += kept
    return Math.round((paidFor * before) / total) - from
  })
}

function takeBack(from: readonly number[], missing: number): number[] {
  let left = missing
  return from
    .map((have) => have)
    .reverse()
    .map((have) => {
      const taken = Math.min(have, left)
      left -= taken
      return have - taken
    })
    .reverse()
}

function fillUp(from: readonly number[], most: readonly number[], more: number): number[] {
  let left = more
  return from.map((have, i) => {
    const added = Math.min((most[i] ?? 0) - have, left)
    left -= added
    return have + added
  })
}

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0)
}
