import type { BagId, FactId, HouseholdId, OperatorId, VisitId } from '../../kernel/ids'
import { stampMs } from '../../kernel/stamp'
import { handoverHourMs } from '../bag/bagState'
import type { HandoverProof, Receiver } from '../facts'
import type { Fold } from '../fold/fold'

/** One coming of one household, as the counter's list shows it. */
export interface PastVisit {
  readonly visitId: VisitId
  readonly householdId: HouseholdId
  readonly slot: number
  /** Of its last bag, ms since 1970 UTC. */
  readonly atMs: number
  readonly by: OperatorId
  readonly proof: HandoverProof
  readonly receiver: Receiver
  readonly bagIds: readonly BagId[]
  /** The handovers that still stand: what an undo of the visit takes back. */
  readonly handovers: readonly FactId[]
}

/** Newest first. Looks at hours until it has enough, so the length of the day does not matter. */
export function recentVisits(fold: Fold, limit: number): readonly PastVisit[] {
  const hours = fold
    .members('handover-hours')
    .map(Number)
    .sort((a, b) => b - a)
  const visits = new Map<VisitId, PastVisit>()
  for (const hour of hours) {
    for (const visitId of fold.members(`visits-in:${hour}`)) {
      const visit = pastVisit(fold, visitId as VisitId)
      if (visit) visits.set(visit.visitId, visit)
    }
    if (visits.size >= limit) break
  }
  return [...visits.values()].sort((a, b) => b.atMs - a.atMs).slice(0, limit)
}

/** Households served in the sixty minutes before `nowMs`. */
export function servedInLastHour(fold: Fold, nowMs: number): number {
  const thisHour = Math.floor(nowMs / handoverHourMs)
  const households = new Set<HouseholdId>()
  for (const hour of [thisHour - 1, thisHour, thisHour + 1])
    for (const visitId of fold.members(`visits-in:${hour}`)) {
      const visit = pastVisit(fold, visitId as VisitId)
      if (visit && visit.atMs > nowMs - handoverHourMs) households.add(visit.householdId)
    }
  return households.size
}

/** Undefined once every handover of the visit was undone. */
export function pastVisit(fold: Fold, visitId: VisitId): PastVisit | undefined {
  const bags = fold
    .members(`bags-in:${visitId}`)
    .flatMap((bagId) => fold.state('bag', bagId) ?? [])
    .sort((a, b) => (a.bagId < b.bagId ? -1 : 1))
  const taken = bags.flatMap((bag) =>
    bag.handovers.filter((one) => one.visitId === visitId).map((handover) => ({ bag, handover })),
  )
  const last = taken.reduce<(typeof taken)[number] | undefined>(
    (latest, one) => (latest === undefined || one.handover.at > latest.handover.at ? one : latest),
    undefined,
  )
  if (!last?.bag.bag) return undefined
  const { at, by, proof, receiver } = last.handover
  return {
    visitId,
    householdId: fold.householdOf(last.bag.bag.householdId),
    slot: last.bag.bag.slot,
    atMs: stampMs(at),
    by,
    proof,
    receiver,
    bagIds: taken.map(({ bag }) => bag.bagId),
    handovers: taken.map(({ handover }) => handover.factId),
  }
}
