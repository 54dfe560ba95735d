import type { RoundId } from '../../kernel/ids'
import { type Stamp, stampMs } from '../../kernel/stamp'
import { plainText } from '../../kernel/wellFormed'
import { type Discrepancy, discrepancies, isOpen } from '../discrepancy/discrepancies'
import type { Fold } from '../fold/fold'
import { reportedBags } from './reportedBags'
import { reportedMoney } from './reportedMoney'
import { reportedProducts } from './reportedProducts'
import type { ReportedDiscrepancy, ReportedProduct, ReportedRound, RoundReport } from './reportRows'

/**
 * What is looked back on of one round; the same whatever order its entries came in.
 * @param fold the round's
 */
export function reportOf(fold: Fold, roundId: RoundId): RoundReport {
  const all = discrepanciesById(fold)
  const products = reportedProducts(fold, all)
  const bags = reportedBags(fold)
  const count = (...statuses: readonly string[]) =>
    bags.filter(({ status }) => statuses.includes(status)).length
  const round: ReportedRound = {
    ...headOf(fold, roundId),
    ...totalsOf(products),
    ...reportedMoney(fold),
    orders: fold.memberCount('orders') - fold.memberCount('cancelled-orders'),
    households: fold.memberCount('households'),
    bags: bags.length,
    waitingBags: count('closed', 'on-shelf'),
    contestedBags: count('contested'),
    openDiscrepancies: all.filter(isOpen).length,
  }
  return {
    rounds: [round],
    products: products.map((product) => ({ roundId, ...product })),
    discrepancies: all.map((one) => ({ roundId, ...rowOf(one) })),
    bags: bags.map((bag) => ({ roundId, ...bag })),
  }
}

function headOf(fold: Fold, roundId: RoundId) {
  const state = fold.state('round', roundId)
  const openedAt = fold.history('round', roundId).findLast(({ fact }) => fact.kind === 'RoundOpened')?.stamp
  const instant = (stamp: Stamp | null | undefined) => (stamp == null ? null : stampMs(stamp))
  return {
    roundId,
    roundCode: state?.opened?.roundCode ?? null,
    title: plainText(state?.opened?.title ?? ''),
    pickupFrom: state?.opened?.pickupFrom ?? null,
    pickupUntil: state?.opened?.pickupUntil ?? null,
    openedAtMs: instant(openedAt),
    cutOffAtMs: instant(state?.cutOffAt),
    releasedAtMs: instant(state?.released?.at),
    closedAtMs: instant(state?.closedAt),
  }
}

function totalsOf(products: readonly ReportedProduct[]) {
  const sum = (of: (product: ReportedProduct) => number) =>
    products.reduce((total, product) => total + of(product), 0)
  return {
    orderedPieces: sum((one) => one.orderedPieces),
    receivedPieces: sum((one) => one.goodPieces + one.damagedPieces + one.otherPieces),
    allocatedPieces: sum((one) => one.allocatedPieces),
    packedPieces: sum((one) => one.packedPieces),
    filledPieces: sum((one) => Math.min(one.packedPieces, one.orderedPieces)),
    handedOverPieces: sum((one) => one.handedOverPieces),
    writtenOffPieces: sum((one) => one.writtenOffPieces),
  }
}

/** One of each id: what a person noted under the id of one that was found is that one. */
function discrepanciesById(fold: Fold): readonly Discrepancy[] {
  const byId = new Map<string, Discrepancy>()
  for (const one of discrepancies(fold))
    if (!byId.has(one.discrepancyId) || fold.finding(one.discrepancyId)) byId.set(one.discrepancyId, one)
  return [...byId.values()].sort((a, b) => (a.discrepancyId < b.discrepancyId ? -1 : 1))
}

function rowOf(one: Discrepancy): ReportedDiscrepancy {
  const { discrepancyId, kind, stage, responsible, productId, householdId, bagId, deliveryId } = one
  const { pieces, grams, since } = one
  return {
    discrepancyId,
    kind,
    stage,
    responsible,
    productId,
    householdId,
    bagId,
    deliveryId,
    pieces,
    grams,
    sinceMs: stampMs(since),
  }
}
