/**
 * The GS1 application identifiers that goods, cases and pallets in this trade carry (GS1 General Specifications,
 * section 3). One row per identifier; `310` stands for 3100–3105, whose last digit places the decimal point.
 * @module
 */
export type Ai = {
  readonly ai: string
  /** Fixed or longest length of the value. */
  readonly length: number
  readonly fixed: boolean
  readonly digits: boolean
  /** The identifier is one digit longer: that digit counts decimals. */
  readonly decimals: boolean
}

const row = (kind: Pick<Ai, 'fixed' | 'digits' | 'decimals'>, length: number, ais: string): Ai[] =>
  ais.split(' ').map((ai) => ({ ...kind, ai, length }))
const fixedDigits = { fixed: true, digits: true, decimals: false }
const upToDigits = { fixed: false, digits: true, decimals: false }
const upToText = { fixed: false, digits: false, decimals: false }
const fixedMeasure = { fixed: true, digits: true, decimals: true }
const upToMeasure = { fixed: false, digits: true, decimals: true }

const ROWS: readonly Ai[] = [
  ...row(fixedDigits, 18, '00'),
  ...row(fixedDigits, 14, '01 02 03'),
  ...row(upToText, 20, '10 21 22 243 254'),
  ...row(fixedDigits, 6, '11 12 13 15 16 17'),
  ...row(fixedDigits, 2, '20'),
  ...row(upToText, 28, '235'),
  ...row(upToText, 30, '240 241 250 251 400 401 403'),
  ...row(upToDigits, 6, '242'),
  ...row(upToDigits, 8, '30 37'),
  ...row(fixedMeasure, 6, '310 311 312 313 314 315 316 320 330 331 332 333 334 335 336'),
  ...row(fixedMeasure, 6, '340 356 357 360 361'),
  ...row(upToMeasure, 15, '390 392'),
  ...row(upToMeasure, 18, '391 393'),
  ...row(fixedDigits, 17, '402'),
  ...row(fixedDigits, 13, '410 411 412 413 414 415 416 417'),
  ...row(upToText, 20, '420'),
  ...row(upToText, 12, '421'),
  ...row(fixedDigits, 3, '422 424 425 426'),
  ...row(upToDigits, 15, '423'),
  ...row(fixedDigits, 13, '7001'),
  ...row(upToText, 30, '7002'),
  ...row(fixedDigits, 10, '7003'),
  ...row(upToDigits, 12, '7007'),
  ...row(upToText, 20, '710 711 712 713 714'),
  ...row(upToText, 34, '8004'),
  ...row(fixedDigits, 6, '8005'),
  ...row(upToDigits, 12, '8008'),
  ...row(upToText, 70, '8200'),
  ...row(upToText, 30, '90'),
  ...row(upToText, 90, '91 92 93 94 95 96 97 98 99'),
]

const BY_PREFIX: ReadonlyMap<string, Ai> = new Map(ROWS.map((ai) => [ai.ai, ai]))

/** An identifier found in a text: `code` as printed (`3103`), `ai` the row it belongs to. */
export type FoundAi = { readonly code: string; readonly row: Ai }

/** The identifier that starts at `at`; undefined if the table has none. No identifier is the start of another. */
export function aiAt(text: string, at: number): FoundAi | undefined {
  for (const width of [2, 3, 4]) {
    const found = BY_PREFIX.get(text.slice(at, at + width))
    if (!found) continue
    const code = text.slice(at, at + width + (found.decimals ? 1 : 0))
    return found.decimals && !/[0-5]$/.test(code) ? undefined : { code, row: found }
  }
  return undefined
}
