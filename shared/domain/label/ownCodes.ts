/**
 * The codes we print ourselves. Digits and capitals only: no key needs Shift, no character means anything to an
 * input method, Code 128 packs the digits in pairs. All of fixed length and with two check characters.
 *
 *   bag    B rrrr ssss z n cc   13   B06120034A1…   round, slot, zone A|C|F, bag 1–9 of the household's zone
 *   slot   S ssss cc             7   S0034…
 *   shelf  L hhh yy cc           8   L00A02…        shelf A, layer 2
 * @module
 */
import type { Zone } from '../terms'
import { hasCheckCharacters, withCheckCharacters } from './checkCharacters'

export type ShelfPlace = { readonly shelf: string; readonly layer: number }

/** roundCode: 4 of 0-9A-Z. slot: 1–9999. n: 1–9, counted per household and zone. */
export type BagCodeParts = {
  readonly roundCode: string
  readonly slot: number
  readonly zone: Zone
  readonly n: number
}

const ZONE_LETTER: Record<Zone, string> = { ambient: 'A', chilled: 'C', frozen: 'F' }
const ZONE_OF_LETTER: Readonly<Record<string, Zone>> = { A: 'ambient', C: 'chilled', F: 'frozen' }

/** @throws RangeError if a part does not fit its place on the label. */
export function formatBagCode({ roundCode, slot, zone, n }: BagCodeParts): string {
  if (!/^[0-9A-Z]{4}$/.test(roundCode)) throw new RangeError(`not a round code: ${roundCode}`)
  if (!Number.isInteger(n) || n < 1 || n > 9) throw new RangeError(`not a bag number 1–9: ${n}`)
  return withCheckCharacters(`B${roundCode}${slotDigits(slot)}${ZONE_LETTER[zone]}${n}`)
}

/** Undefined unless `text` is exactly one whole, undamaged bag code (small letters are taken for capitals). */
export function parseBagCode(text: string): BagCodeParts | undefined {
  const code = text.toUpperCase()
  const parts = /^B([0-9A-Z]{4})(\d{4})([ACF])([1-9])[0-9A-Z]{2}$/.exec(code)
  if (!parts || !hasCheckCharacters(code)) return undefined
  const [, roundCode = '', slot = '', letter = '', n = ''] = parts
  const zone = ZONE_OF_LETTER[letter]
  if (zone === undefined || Number(slot) === 0) return undefined
  return { roundCode, slot: Number(slot), zone, n: Number(n) }
}

/** @throws RangeError if the slot is not 1–9999. */
export function formatSlotCode(slot: number): string {
  return withCheckCharacters(`S${slotDigits(slot)}`)
}

/** The slot number, or undefined unless `text` is exactly one whole slot label. */
export function parseSlotCode(text: string): number | undefined {
  const code = text.toUpperCase()
  if (!/^S\d{4}[0-9A-Z]{2}$/.test(code) || !hasCheckCharacters(code)) return undefined
  return Number(code.slice(1, 5)) || undefined
}

/** @throws RangeError if the shelf is not 1–3 of 0-9A-Z without leading 0, or the layer not 1–99. */
export function formatShelfCode({ shelf, layer }: ShelfPlace): string {
  if (!/^[1-9A-Z][0-9A-Z]{0,2}$/.test(shelf)) throw new RangeError(`not a shelf: ${shelf}`)
  if (!Number.isInteger(layer) || layer < 1 || layer > 99) throw new RangeError(`not a layer 1–99: ${layer}`)
  return withCheckCharacters(`L${shelf.padStart(3, '0')}${String(layer).padStart(2, '0')}`)
}

/** Undefined unless `text` is exactly one whole shelf label. */
export function parseShelfCode(text: string): ShelfPlace | undefined {
  const code = text.toUpperCase()
  const parts = /^L0{0,2}([1-9A-Z][0-9A-Z]{0,2})(\d{2})[0-9A-Z]{2}$/.exec(code)
  if (!parts || code.length !== 8 || !hasCheckCharacters(code)) return undefined
  const [, shelf = '', layer = ''] = parts
  return Number(layer) === 0 ? undefined : { shelf, layer: Number(layer) }
}

export type OwnCodeDamage = 'bad-check-digit' | 'incomplete'

/** Why something that was surely one of our labels is not taken; undefined if it was none of ours. */
export function ownCodeDamage(text: string): OwnCodeDamage | undefined {
  const code = text.toUpperCase()
  if (/^(B[0-9A-Z]{4}\d{4}[ACF]\d[0-9A-Z]{2}|S\d{4}[0-9A-Z]{2}|L0[0-9A-Z]{2}\d{2}[0-9A-Z]{2})$/.test(code)) {
    return 'bad-check-digit'
  }
  return /^B[0-9A-Z]{4}\d{4}[0-9A-Z]{0,3}$|^B\d{4,8}$|^S\d{4}[0-9A-Z]?$/.test(code) ? 'incomplete' : undefined
}

function slotDigits(slot: number): string {
  if (!Number.isInteger(slot) || slot < 1 || slot > 9999) throw new RangeError(`not a slot 1–9999: ${slot}`)
  return String(slot).padStart(4, '0')
}
