import type { BagId, DeliveryId, DiscrepancyId, FactId, HouseholdId, ProductId } from '../../kernel/ids'
import type { Grams, Pieces } from '../../kernel/quantity'
import type { Stamp } from '../../kernel/stamp'
import type { DiscrepancyKind, Responsible } from '../terms'
import type { Recorded } from './recorded'

/**
 * A subject is the smallest thing with a life of its own: one bag, one order, one delivery …
 * Every fact belongs to exactly one. A late fact refolds its subject and nothing else.
 */
export type SubjectKind =
  | 'round'
  | 'household'
  | 'order'
  | 'delivery'
  | 'product'
  | 'bag'
  | 'account'
  | 'discrepancy'
  | 'barcode'
  | 'day'
  | 'looks'

export type SubjectKey = `${SubjectKind}:${string}`

/** A contradiction or a loss that the facts of one subject show by themselves. */
export interface Finding {
  readonly discrepancyId: DiscrepancyId
  readonly kind: DiscrepancyKind
  readonly since: Stamp
  readonly productId: ProductId | null
  readonly householdId: HouseholdId | null
  readonly bagId: BagId | null
  readonly deliveryId: DeliveryId | null
  readonly pieces: Pieces | null
  readonly grams: Grams | null
  readonly responsible: Responsible
  /** What it was seen from. */
  readonly factIds: readonly FactId[]
}

/**
 * What one subject adds to the whole. Tallies are sums over all subjects, links are an index with counts:
 * when a subject changes, its old yield is taken away and its new one added, whatever the order of arrival.
 */
export interface Yield {
  readonly tallies: readonly (readonly [key: string, n: number])[]
  readonly links: readonly (readonly [index: string, member: string])[]
  readonly findings: readonly Finding[]
}

export const emptyYield: Yield = { tallies: [], links: [], findings: [] }

/** Answers with the household that another was merged into, or itself. */
export type HouseholdOf = (householdId: HouseholdId) => HouseholdId

/** How one kind of subject folds. States are plain JSON and never mutated. */
export interface SubjectRule<State> {
  /** Before its first fact. @param id the subject's key without its kind */
  begin(id: string): State
  /** Takes what did happen and never refuses; called in stamp order. */
  evolve(state: State, recorded: Recorded): State
  /**
   * The same for the same state, for it is worked out anew to be taken away. Each household that is asked for stands in
   * a link `subjects-of:…`: merged into another, the yield is moved.
   */
  yieldOf(state: State, householdOf: HouseholdOf): Yield
}
