import type { BagId, DeliveryId, DiscrepancyId, HouseholdId, ProductId } from '../../kernel/ids'
import type { Grams, Pieces } from '../../kernel/quantity'
import { type Decide, facts, refuse } from '../decide'
import { type DiscrepancyKind, type DiscrepancyStage, discrepancyStages, type Responsible } from '../terms'
import { discrepancyOf } from './discrepancies'

export interface NoteDiscrepancy {
  readonly what: DiscrepancyKind
  readonly productId: ProductId | null
  readonly householdId: HouseholdId | null
  readonly bagId: BagId | null
  readonly deliveryId: DeliveryId | null
  readonly pieces: Pieces | null
  readonly grams: Grams | null
  readonly reason: string
  readonly responsible: Responsible
}

export const noteDiscrepancy: Decide<NoteDiscrepancy> = ({ roundId, newId }, args) => {
  if (args.reason.trim() === '') return refuse('needs-reason')
  const discrepancyId = `noted/${newId()}` as DiscrepancyId
  return facts({ kind: 'DiscrepancyNoted', v: 1, discrepancyId, roundId, ...args })
}

export interface AdvanceDiscrepancy {
  readonly discrepancyId: DiscrepancyId
  readonly to: DiscrepancyStage
  readonly responsible: Responsible
  readonly note: string
}

/** open → confirmed → claimed → accepted | rejected → settled | written off. Undo goes back. */
export const advanceDiscrepancy: Decide<AdvanceDiscrepancy> = ({ fold, roundId }, args) => {
  const discrepancy = discrepancyOf(fold, args.discrepancyId)
  if (!discrepancy) return refuse('discrepancy-unknown')
  if (rank(args.to) <= rank(discrepancy.stage)) return refuse('stage-not-forward')
  return facts({ kind: 'DiscrepancyAdvanced', v: 1, roundId, ...args })
}

function rank(stage: DiscrepancyStage): number {
  return discrepancyStages.indexOf(stage)
}
