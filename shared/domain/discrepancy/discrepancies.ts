import type { DiscrepancyId, FactId } from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import type { Fold } from '../fold/fold'
import type { Finding } from '../fold/subject'
import type { DiscrepancyStage, Responsible } from '../terms'
import type { AttachedPhoto, DiscrepancyStep } from './discrepancyState'

/** One object from the first wrong count to the settled claim, found by the fold or noted by a person. */
export interface Discrepancy extends Omit<Finding, 'factIds' | 'responsible'> {
  readonly stage: DiscrepancyStage
  readonly responsible: Responsible
  readonly reason: string | null
  readonly steps: readonly DiscrepancyStep[]
  readonly photos: readonly AttachedPhoto[]
  readonly factIds: readonly FactId[]
}

/** Oldest first. */
export function discrepancies(fold: Fold): readonly Discrepancy[] {
  const found = fold.findings().map((finding) => fromFinding(fold, finding))
  const noted = fold.members('noted-discrepancies').flatMap((id) => fromNote(fold, id as DiscrepancyId) ?? [])
  return [...found, ...noted].sort((a, b) => compareStamps(a.since, b.since))
}

export function discrepancyOf(fold: Fold, id: DiscrepancyId): Discrepancy | undefined {
  const finding = fold.finding(id)
  return finding ? fromFinding(fold, finding) : fromNote(fold, id)
}

/** Still waiting for somebody. */
export function isOpen(discrepancy: Discrepancy): boolean {
  return discrepancy.stage !== 'settled' && discrepancy.stage !== 'written-off'
}

function fromFinding(fold: Fold, finding: Finding): Discrepancy {
  const state = fold.state('discrepancy', finding.discrepancyId)
  return {
    ...finding,
    stage: state?.stage ?? 'open',
    responsible: state?.responsible ?? finding.responsible,
    reason: null,
    steps: state?.steps ?? [],
    photos: state?.photos ?? [],
  }
}

function fromNote(fold: Fold, id: DiscrepancyId): Discrepancy | undefined {
  const state = fold.state('discrepancy', id)
  const noted = state?.noted
  if (!state || !noted) return undefined
  const { productId, householdId, bagId, deliveryId, pieces, grams } = noted
  return {
    discrepancyId: id,
    kind: noted.what,
    since: noted.at,
    productId,
    householdId,
    bagId,
    deliveryId,
    pieces,
    grams,
    stage: state.stage,
    responsible: state.responsible ?? noted.responsible,
    reason: noted.reason,
    steps: state.steps,
    photos: state.photos,
    factIds: fold
      .history('discrepancy', id)
      .filter(({ fact }) => fact.kind === 'DiscrepancyNoted')
      .map(({ factId }) => factId),
  }
}

function compareStamps(a: Stamp, b: Stamp): number {
  return a < b ? -1 : a > b ? 1 : 0
}
