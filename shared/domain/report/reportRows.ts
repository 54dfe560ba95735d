import { z } from 'zod'
import type { BusinessDay } from '../../kernel/businessDay'
import { bagStatuses } from '../bag/bagState'
import { discrepancyKinds, discrepancyStages, responsibles, zones } from '../terms'

// What is looked back on, one row for each. Ids of households, never who they are. Instants in ms since 1970 UTC.

const count = z.int()
const fen = z.int()
const instant = z.int().nullable()
const id = z.string()

/** One 团期. Charged + owedBack = paid + due + refunded + waived, to the fen. */
export const reportedRound = z.object({
  roundId: id,
  roundCode: z.string().nullable(),
  title: z.string(),
  pickupFrom: z.string().nullable(),
  pickupUntil: z.string().nullable(),
  openedAtMs: instant,
  cutOffAtMs: instant,
  releasedAtMs: instant,
  closedAtMs: instant,
  /** Those that were not cancelled. */
  orders: count,
  households: count,
  orderedPieces: count,
  /** Whatever its condition. */
  receivedPieces: count,
  allocatedPieces: count,
  packedPieces: count,
  /** Packed, and asked for: over ordered, the fill rate (满足率). */
  filledPieces: count,
  handedOverPieces: count,
  /** 报损: over received, the loss rate (损耗率). */
  writtenOffPieces: count,
  chargedFen: fen,
  refundedFen: fen,
  paidFen: fen,
  waivedFen: fen,
  /** Still to be collected, of all households that owe something. */
  dueFen: fen,
  /** Still to be paid back, of all households that are owed something. */
  owedBackFen: fen,
  bags: count,
  /** Packed and not handed over: 滞留 once `pickupUntil` is past. */
  waitingBags: count,
  contestedBags: count,
  openDiscrepancies: count,
})
export type ReportedRound = z.infer<typeof reportedRound>

/** One product of one round. */
export const reportedProduct = z.object({
  productId: id,
  /** Empty for goods that came and were never listed. */
  name: z.string(),
  spec: z.string(),
  /** Of the listing, else of the delivery that announced it. */
  supplierName: z.string().nullable(),
  orderedPieces: count,
  allocatedPieces: count,
  goodPieces: count,
  damagedPieces: count,
  /** Wrong, short-dated or unordered. */
  otherPieces: count,
  /** Against what was announced, once the delivery is closed. */
  shortPieces: count,
  overPieces: count,
  packedPieces: count,
  handedOverPieces: count,
  writtenOffPieces: count,
  writtenOffGrams: count,
  returnedPieces: count,
  /** On the floor and held apart. */
  onHandPieces: count,
  onHandGrams: count,
})
export type ReportedProduct = z.infer<typeof reportedProduct>

/** One discrepancy of one round, without what people wrote about it. */
export const reportedDiscrepancy = z.object({
  discrepancyId: id,
  kind: z.enum(discrepancyKinds),
  stage: z.enum(discrepancyStages),
  responsible: z.enum(responsibles),
  productId: id.nullable(),
  householdId: id.nullable(),
  bagId: id.nullable(),
  deliveryId: id.nullable(),
  pieces: count.nullable(),
  grams: count.nullable(),
  sinceMs: z.int(),
})
export type ReportedDiscrepancy = z.infer<typeof reportedDiscrepancy>

/** One bag of one round. */
export const reportedBag = z.object({
  bagId: id,
  householdId: id,
  slot: count,
  zone: z.enum(zones),
  bagNo: count,
  status: z.enum(bagStatuses),
  /** Handovers that count; more than one is a contradiction. */
  handovers: count,
  handedOverAtMs: instant,
})
export type ReportedBag = z.infer<typeof reportedBag>

/** The parts of a report, in the order they are read in. */
export const reportParts = ['rounds', 'products', 'discrepancies', 'bags'] as const
export type ReportPart = (typeof reportParts)[number]

/** A row as it stands among those of other rounds. */
export const reportRows = {
  rounds: reportedRound,
  products: z.object({ roundId: id, ...reportedProduct.shape }),
  discrepancies: z.object({ roundId: id, ...reportedDiscrepancy.shape }),
  bags: z.object({ roundId: id, ...reportedBag.shape }),
} as const
export type ReportRow<P extends ReportPart> = z.infer<(typeof reportRows)[P]>

/** What names a row within its round. */
export const reportKeys = {
  rounds: 'roundId',
  products: 'productId',
  discrepancies: 'discrepancyId',
  bags: 'bagId',
} as const

/** Everything that is looked back on of one round; each list by id. */
export type RoundReport = { readonly [P in ReportPart]: readonly ReportRow<P>[] }

export const emptyReport: RoundReport = { rounds: [], products: [], discrepancies: [], bags: [] }

/** Packed and not picked up although the round's time is over. @param today the business day */
export function unclaimedBags({ pickupUntil, waitingBags }: ReportedRound, today: BusinessDay): number {
  return pickupUntil !== null && pickupUntil < today ? waitingBags : 0
}

/** Grows whenever what the rows say changes: those of an older version are folded anew. */
export const reportVersion = 1
