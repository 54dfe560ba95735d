import type { OrderId } from '../../kernel/ids'
import { type Pieces, pieces } from '../../kernel/quantity'
import type { Fold } from '../fold/fold'
import { type NeededGoods, neededGoods } from '../order/neededGoods'
import type { AllocationDecision } from '../product/productState'
import type { OrderTerms, Share } from '../terms'

/** What a decision gave to one line of an order as the order now stands. */
export interface LineShare {
  readonly pieces: Pieces
  readonly locked: boolean
}

const nothing: readonly Share[] = []

/** The shares that a decision wrote for one order; empty for an order it did not know. */
export function decidedShares(fold: Fold, decision: AllocationDecision, orderId: OrderId): readonly Share[] {
  const byOrder = fold.memo(`shares:${decision.productId}`, [decision], () => {
    const all = new Map<OrderId, Share[]>()
    for (const share of decision.shares) {
      const known = all.get(share.orderId)
      if (known) known.push(share)
      else all.set(share.orderId, [share])
    }
    return all
  })
  return byOrder.get(orderId) ?? nothing
}

/**
 * Lays what was decided for an order over its lines as they stand now. An amendment moves and drops lines, so a
 * share belongs to the order: a line has its own share first, what is left of the others fills up in line order.
 * Never more than a line asks for, never more together than was decided.
 */
export function lineShare(
  fold: Fold,
  decision: AllocationDecision,
  { order, line }: { readonly order: OrderTerms; readonly line: number },
): LineShare | undefined {
  const shares = decidedShares(fold, decision, order.orderId)
  const needs = neededGoods(order).filter(({ productId }) => productId === decision.productId)
  const at = needs.findIndex((need) => need.line === line)
  if (shares.length === 0 || at === -1) return undefined
  const own = shares.find((share) => share.line === line)
  return { pieces: pieces(laidOut(shares, needs)[at] ?? 0), locked: (own ?? shares[0])?.locked ?? false }
}

/** Pieces that an order asks for beyond what it asked when it was decided, and pieces it was given and wants no more. */
export function askedSince(
  fold: Fold,
  decision: AllocationDecision,
  order: OrderTerms,
): { readonly known: boolean; readonly more: number; readonly freed: number } {
  const shares = decidedShares(fold, decision, order.orderId)
  const now = sum(neededGoods(order).filter(({ productId }) => productId === decision.productId))
  const then = shares.reduce((total, share) => total + (share.asked ?? share.pieces), 0)
  const knowsAsked = shares.every((share) => share.asked !== undefined)
  return {
    known: shares.length > 0,
    more: knowsAsked ? Math.max(0, now - then) : 0,
    freed: Math.max(0, sum(shares) - now),
  }
}

function laidOut(shares: readonly Share[], needs: readonly NeededGoods[]): number[] {
  let left = sum(shares)
  const laid = needs.map((need) => {
    const own = shares.find((share) => share.line === need.line)?.pieces ?? 0
    const some = Math.min(own, need.pieces, left)
    left -= some
    return some
  })
  return laid.map((some, i) => {
    const more = Math.min((needs[i]?.pieces ?? 0) - some, left)
    left -= more
    return some + more
  })
}

function sum(list: readonly { readonly pieces: number }[]): number {
  return list.reduce((total, one) => total + one.pieces, 0)
}
