import type { Fulfilment, OrderSource, Zone } from '../domain/terms'
import type { Problem } from './problem'

/** The most pieces one order line may ask for: more is a typing mistake. */
export const maxPieces = 9_999

/** One line as somebody wrote it, not yet matched to a listed product. */
export interface ProposedLine {
  readonly itemText: string
  readonly code: string | null
  readonly spec: string | null
  /** Whole pieces; for an item ordered by weight alone, 1. */
  readonly pieces: number
  /** Grams where a weight was ordered, for all pieces together; null for piece goods. */
  readonly grams: number | null
  /** What the whole line costs, in fen; null when the source does not say. */
  readonly amountFen: number | null
  /** For a gift (赠品): index of the line it hangs on. */
  readonly giftOf: number | null
  /** Row or line it was read from. */
  readonly row: number
}

/** One order as somebody wrote it. Holds personal data: lives in a preview, never in a fact. */
export interface ProposedOrder {
  readonly source: OrderSource
  /** The number the source gives it; '' where it gives none. */
  readonly sourceNo: string
  /**
   * What makes it the same order next time: its number, or (接龙 renumbers when somebody leaves, and
   * hand-made sheets have no numbers) its household and which order of that household it is.
   */
  readonly keyedBy: 'number' | 'household'
  readonly participateNo: number | null
  /** Who fetches the goods. */
  readonly name: string
  /** Who ordered, where that is another name (群昵称). */
  readonly nick: string | null
  /** Normalised as `Identity.phone`. */
  readonly phone: string | null
  readonly address: string | null
  readonly note: string | null
  /** ms since 1970 UTC */
  readonly placedAtMs: number | null
  readonly paidFen: number | null
  /** Marked as paid without an amount (已付). */
  readonly paidInFull: boolean
  /** Total the source names for the whole order, in fen. */
  readonly amountFen: number | null
  readonly status: 'active' | 'cancelled'
  readonly fulfilment: Fulfilment
  readonly lines: readonly ProposedLine[]
  /** The original text, word for word. */
  readonly raw: string
  readonly rows: readonly number[]
}

export interface ProposedProduct {
  readonly code: string | null
  readonly name: string
  readonly spec: string
  /** null: the sheet does not say; taken as by piece. */
  readonly sale: 'piece' | 'weight' | null
  /** Per piece, or per portion of `nominalGrams`. */
  readonly unitPriceFen: number | null
  readonly fenPerKg: number | null
  readonly nominalGrams: number | null
  readonly zone: Zone | null
  readonly barcodes: readonly string[]
  readonly plu: string | null
  readonly supplierName: string | null
  readonly caseSize: number | null
  readonly shelfLifeDays: number | null
  readonly gift: boolean
  readonly limitPerHousehold: number | null
  /** A kit's (套餐) components as written. */
  readonly components: readonly { readonly itemText: string; readonly pieces: number }[]
  /** Pieces a goods list (拣货单, 配送单) says are coming; null for a catalogue. */
  readonly announcedPieces: number | null
  readonly row: number
}

/** One reading of a till (weighed or counted), where a sheet holds those instead of orders. */
export interface ProposedScan {
  readonly atMs: number | null
  readonly code: string
  /** Whole pieces, or null for a weight. */
  readonly pieces: number | null
  readonly grams: number | null
  /** Fen per kg for a weight, fen per piece otherwise. */
  readonly unitPriceFen: number | null
  readonly returned: boolean
  readonly row: number
}

export type SkipReason =
  | 'problem'
  | 'total'
  | 'header'
  | 'menu'
  | 'example'
  | 'title'
  | 'remark'
  | 'empty-number'
  | 'duplicate'

/** A row or line that became no order, kept so that nothing is lost. */
export interface SkippedRow {
  readonly row: number
  readonly cells: readonly string[]
  readonly reason: SkipReason
}

export interface ImportPreview {
  readonly products: readonly ProposedProduct[]
  readonly orders: readonly ProposedOrder[]
  readonly scans: readonly ProposedScan[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly SkippedRow[]
  readonly totals: ImportTotals
}

export interface ImportTotals {
  /** Rows or lines with anything in them, below the header. */
  readonly rows: number
  readonly goodRows: number
  /** Rows kept aside to be fixed. */
  readonly heldRows: number
  readonly orders: number
  readonly cancelled: number
  readonly lines: number
  readonly pieces: number
  readonly amountFen: number
}

export function totalsOf(
  orders: readonly ProposedOrder[],
  rows: { readonly rows: number; readonly goodRows: number; readonly heldRows: number },
): ImportTotals {
  let cancelled = 0
  let lines = 0
  let pieces = 0
  let amountFen = 0
  for (const order of orders) {
    if (order.status === 'cancelled') {
      cancelled += 1
      continue
    }
    lines += order.lines.length
    let sum = 0
    for (const line of order.lines) {
      pieces += line.pieces
      sum += line.amountFen ?? 0
    }
    amountFen += order.amountFen ?? sum
  }
  return { ...rows, orders: orders.length, cancelled, lines, pieces, amountFen }
}
