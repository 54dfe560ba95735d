import { type ReportedRound, type ReportRow, unclaimedBags } from '../../shared/domain/report/reportRows'
import { type BusinessDay, businessDayAt } from '../../shared/kernel/businessDay'

/** One line of a report by its headings, for a terminal and for a spreadsheet. */
export type Cells = Readonly<Record<string, string | number>>

const yuan = (fen: number): number => fen / 100
const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)}%`
const dayOf = (atMs: number | null): string => (atMs === null ? '' : businessDayAt(atMs))

export function roundCells(round: ReportedRound, today: BusinessDay): Cells {
  return {
    round: round.title === '' ? round.roundId : round.title,
    opened: dayOf(round.openedAtMs),
    'cut off': dayOf(round.cutOffAtMs),
    released: dayOf(round.releasedAtMs),
    closed: dayOf(round.closedAtMs),
    orders: round.orders,
    households: round.households,
    ordered: round.orderedPieces,
    received: round.receivedPieces,
    allocated: round.allocatedPieces,
    packed: round.packedPieces,
    'handed over': round.handedOverPieces,
    'fill rate': percent(round.filledPieces, round.orderedPieces),
    'loss rate': percent(round.writtenOffPieces, round.receivedPieces),
    'charged yuan': yuan(round.chargedFen),
    'refunded yuan': yuan(round.refundedFen),
    'waived yuan': yuan(round.waivedFen),
    'paid yuan': yuan(round.paidFen),
    'due yuan': yuan(round.dueFen),
    'owed back yuan': yuan(round.owedBackFen),
    bags: round.bags,
    waiting: round.waitingBags,
    unclaimed: unclaimedBags(round, today),
    contested: round.contestedBags,
    'open discrepancies': round.openDiscrepancies,
  }
}

export function productCells(row: ReportRow<'products'>, titles: ReadonlyMap<string, string>): Cells {
  return {
    round: titles.get(row.roundId) || row.roundId,
    product: row.name === '' ? row.productId : row.name,
    spec: row.spec,
    supplier: row.supplierName ?? '',
    ordered: row.orderedPieces,
    allocated: row.allocatedPieces,
    good: row.goodPieces,
    damaged: row.damagedPieces,
    'wrong or short-dated': row.otherPieces,
    short: row.shortPieces,
    over: row.overPieces,
    packed: row.packedPieces,
    'handed over': row.handedOverPieces,
    'written off': row.writtenOffPieces,
    'written off g': row.writtenOffGrams,
    returned: row.returnedPieces,
    'on hand': row.onHandPieces,
    'on hand g': row.onHandGrams,
  }
}

/** @param names of products, by round and product */
export function discrepancyCells(
  row: ReportRow<'discrepancies'>,
  titles: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): Cells {
  return {
    round: titles.get(row.roundId) || row.roundId,
    since: dayOf(row.sinceMs),
    kind: row.kind,
    stage: row.stage,
    responsible: row.responsible,
    product: names.get(`${row.roundId}|${row.productId}`) || (row.productId ?? ''),
    pieces: row.pieces ?? '',
    grams: row.grams ?? '',
    household: row.householdId ?? '',
    bag: row.bagId ?? '',
    delivery: row.deliveryId ?? '',
  }
}
