/**
 * What can be wrong with a row of a sheet or a line of a pasted text. Closed list: every code has a sentence
 * in both languages, which names the place and the next act.
 */
export const problemCodes = [
  // the sheet or the text as a whole
  'header-not-found',
  'no-orders-found',
  'goods-list-without-households',
  'price-column-missing',
  'several-jielong',
  'title-weekday-contradicts',
  'merged-cells-filled',
  'formula-values-used',
  'formula-without-value',
  'formula-text-kept',
  // a row or a line
  'row-too-short',
  'row-too-long',
  'row-continued',
  'cell-too-long',
  'control-characters-removed',
  'duplicate-row',
  'order-number-missing',
  'order-number-damaged',
  'order-number-conflict',
  'jielong-number-twice',
  'same-name-twice',
  'cancelled-row',
  'partly-refunded',
  // who
  'name-missing',
  'phone-bad',
  'phone-masked',
  'address-not-parsed',
  'phone-shared',
  'room-shared',
  // what and how much
  'item-missing',
  'code-damaged',
  'product-twice',
  'unknown-product',
  'ambiguous-product',
  'gift-without-host',
  'component-unknown',
  'quantity-missing',
  'quantity-assumed-one',
  'pack-or-pieces',
  'quantity-zero',
  'quantity-negative',
  'quantity-too-large',
  'quantity-not-whole',
  'quantity-unreadable',
  'weight-hundredfold',
  'weight-for-piece-goods',
  'money-unreadable',
  'money-negative',
  'amount-differs',
  'date-unreadable',
  'barcode-bad',
  'zone-unknown',
  'kind-unreadable',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** Why a whole file could not be read. */
export const fileProblemCodes = [
  'file-empty',
  'file-too-big',
  'file-zip-bomb',
  'file-password',
  'file-old-xls',
  'file-not-a-sheet',
  'file-damaged',
  'file-too-many-rows',
  'file-encoding-unknown',
  'file-cancelled',
  'file-too-slow',
  'file-secret-lost',
] as const
export type FileProblemCode = (typeof fileProblemCodes)[number]

/** `blocks`: the row is kept aside to be fixed. `flags`: it goes in, somebody should look. `notes`: for the record. */
export type Severity = 'blocks' | 'flags' | 'notes'

const flagging: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'goods-list-without-households',
  'price-column-missing',
  'several-jielong',
  'title-weekday-contradicts',
  'merged-cells-filled',
  'formula-without-value',
  'formula-text-kept',
  'jielong-number-twice',
  'partly-refunded',
  'phone-bad',
  'phone-masked',
  'phone-shared',
  'room-shared',
  'gift-without-host',
  'quantity-assumed-one',
  'pack-or-pieces',
  'money-unreadable',
  'money-negative',
  'amount-differs',
  'date-unreadable',
  'barcode-bad',
  'zone-unknown',
])
const noting: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'formula-values-used',
  'row-continued',
  'control-characters-removed',
  'duplicate-row',
  'same-name-twice',
  'cancelled-row',
  'address-not-parsed',
])

export function severityOf(code: ProblemCode): Severity {
  return flagging.has(code) ? 'flags' : noting.has(code) ? 'notes' : 'blocks'
}

export interface Problem {
  readonly code: ProblemCode
  /** Row of the sheet or line of the pasted text, from 1; null for the whole. */
  readonly row: number | null
  /** Header of the column, or its letter where there is no header. */
  readonly column: string | null
  /** What stood there, at most 200 characters. */
  readonly raw: string
  /** What the sentence of the code names besides row, column and raw. */
  readonly params: Readonly<Record<string, string | number>>
}

const maxRaw = 200

export function problem(
  code: ProblemCode,
  place: { readonly row?: number | null; readonly column?: string | null; readonly raw?: string },
  params: Readonly<Record<string, string | number>> = {},
): Problem {
  const raw = place.raw ?? ''
  return {
    code,
    row: place.row ?? null,
    column: place.column ?? null,
    raw: raw.length > maxRaw ? `${raw.slice(0, maxRaw)}…` : raw,
    params,
  }
}

/** What blocks first, then by place. */
export function inPlace(problems: readonly Problem[]): Problem[] {
  const rank = { blocks: 0, flags: 1, notes: 2 }
  return [...problems].sort(
    (a, b) => rank[severityOf(a.code)] - rank[severityOf(b.code)] || (a.row ?? 0) - (b.row ?? 0),
  )
}
