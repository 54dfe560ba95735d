import type { HouseholdId, OrderId, ProductId } from '../../kernel/ids'
import type { Pieces } from '../../kernel/quantity'

/** One active order line that asks for a product of which there may be too little. */
export interface Claim {
  readonly orderId: OrderId
  readonly line: number
  readonly householdId: HouseholdId
  /** 跟团号: breaks every tie. */
  readonly participateNo: number
  /** When the household ordered, ms since 1970 UTC. */
  readonly placedAtMs: number
  readonly asked: Pieces
  /** Put into a bag already: cannot be taken back. */
  readonly already: Pieces
  /** Set by a person; null while the policy may move it. */
  readonly locked: Pieces | null
  /** 1 comes first; left out comes after every rank. Read by 'priority' alone. */
  readonly priority?: number
  /** Other short products that this household also waits for. Read by 'complete-households' alone. */
  readonly waitsFor?: readonly ProductId[]
}

/** Why one line gets what it gets. The screen turns it into a sentence. */
export type Because =
  | { readonly reason: 'enough' }
  | { readonly reason: 'locked' }
  /** In a bag already, and that is more than the policy would have given. */
  | { readonly reason: 'already-packed'; readonly pieces: Pieces }
  /** 'earlier' got everything, 'later' came when little or nothing was left. */
  | {
      readonly reason: 'ordered-earlier' | 'ordered-later'
      readonly position: number
      readonly ofTotal: number
    }
  /** `exact` pieces, before rounding to whole ones. */
  | { readonly reason: 'proportional'; readonly exact: number; readonly rounded: 'up' | 'down' | 'whole' }
  /** Everyone gets `base` or, asking for less, what was asked; `extra` is 1 for the first ones by 跟团号. */
  | { readonly reason: 'equal-share'; readonly base: Pieces; readonly extra: 0 | 1 }
  | { readonly reason: 'complete-first'; readonly position: number; readonly ofTotal: number }
  /** Could not be made complete: got what the complete ones left. */
  | { readonly reason: 'left-over'; readonly waitsFor: readonly ProductId[] }
  | {
      readonly reason: 'priority'
      readonly rank: number | null
      readonly position: number
      readonly ofTotal: number
    }

/** 跟团号, then order, then line: the order that decides between equals, the same on every desk. */
export function compareClaims(a: Claim, b: Claim): number {
  if (a.participateNo !== b.participateNo) return a.participateNo - b.participateNo
  if (a.orderId !== b.orderId) return a.orderId < b.orderId ? -1 : 1
  return a.line - b.line
}
