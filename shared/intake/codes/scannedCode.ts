/**
 * What a scan or a typed text turned out to be. Closed: whoever reads one switches over `kind`.
 * @module
 */

import type { ShelfPlace } from '../../domain/label/ownCodes'
import type { BusinessDay } from '../../kernel/businessDay'
import type { Fen } from '../../kernel/money'
import type { Grams, Pieces } from '../../kernel/quantity'

export type BagScan = { readonly kind: 'bag'; readonly bagCode: string }
export type PickupScan = { readonly kind: 'pickup'; readonly pickupCode: string }
/** A label on the sort wall: scanning it confirms a put. `slot` is 1–9999. */
export type SlotScan = { readonly kind: 'slot'; readonly slot: number }
export type ShelfScan = { readonly kind: 'shelf'; readonly place: ShelfPlace }

/** `gtin` is in its trade form: 8, 13 or 14 digits, check digit verified; 12-digit UPC-A gets its leading 0. */
export type RetailScan = { readonly kind: 'retail'; readonly gtin: string; readonly raw: string }

/**
 * A code the shop's own scale or till printed. `grams` and `amountFen` are whole and as printed:
 * 0 or a hundredfold weight is for the domain to refuse.
 */
export type InStoreScan = {
  readonly kind: 'in-store'
  readonly plu: string
  readonly grams?: Grams
  readonly amountFen?: Fen
  readonly raw: string
}

/**
 * GS1 element string (GS1-128, GS1 DataMatrix, GS1 QR, Digital Link). With a `doubt` the fields that may be
 * wrong are left out: with a lost group separator only what stood before it is told.
 */
export type Gs1Scan = {
  readonly kind: 'gs1'
  readonly gtin?: string
  /** GTIN of the items inside a logistic unit (AI 02); `count` pieces of it (AI 37). */
  readonly contentGtin?: string
  readonly count?: Pieces
  readonly lot?: string
  readonly production?: BusinessDay
  readonly packaged?: BusinessDay
  readonly bestBefore?: BusinessDay
  readonly sellBy?: BusinessDay
  readonly expiry?: BusinessDay
  /** Net weight in whole grams (AI 310n). */
  readonly grams?: Grams
  readonly serial?: string
  readonly sscc?: string
  readonly doubt?: 'group-separator-lost'
  readonly raw: string
}

/** Exactly four digits: a search, never a proof. */
export type PhoneTailScan = { readonly kind: 'phone-tail'; readonly tail: string }
/** Words from the search field; a scanner never makes one. */
export type TextScan = { readonly kind: 'text'; readonly text: string }

export type ScanDoubt =
  | 'empty'
  | 'two-glued'
  | 'too-long'
  | 'control-characters'
  | 'bad-check-digit'
  | 'bad-date'
  | 'group-separator-lost'
  | 'incomplete'
  | 'not-recognised'

/**
 * Not one code we are sure of. `raw` is safe to show: shortened, control characters as pictures (␝).
 * `text` is the whole cleaned text, for looking up a code somebody attached to a product; absent where the
 * text cannot be a product's code (empty, too long, control characters, glued).
 */
export type UnknownScan = {
  readonly kind: 'unknown'
  readonly raw: string
  readonly text?: string
  readonly doubt: ScanDoubt
  readonly candidates?: readonly CertainCode[]
}

/** A code that carries its own proof (check digit, fixed shape). */
export type CertainCode = BagScan | PickupScan | SlotScan | ShelfScan | RetailScan | InStoreScan | Gs1Scan

export type ScannedCode = CertainCode | PhoneTailScan | TextScan | UnknownScan
