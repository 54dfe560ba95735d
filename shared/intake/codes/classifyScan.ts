/**
 * One text from a scanner (classifyScan) or from the search field (classifyTyped) becomes one closed answer.
 * Never throws, never guesses: what is not surely one code is `unknown` with a named doubt.
 *
 * Priority: 1 control characters and line ends · 2 GS1 if marked as such (brackets, GS, AIM prefix, Digital Link)
 * · 3 our bag, slot and shelf labels · 4 pickup code · 5 four digits · 6 digits with a check digit (in-store by its
 * prefix before retail) · 7 unmarked GS1 · 8 two codes glued · 9 unknown.
 * @module
 */

import { ownCodeDamage, parseBagCode, parseShelfCode, parseSlotCode } from '../../domain/label/ownCodes'
import { cleanScan, LONGEST_CODE, visible, withRealSeparators } from './cleanScan'
import type { CodeSettings } from './codeSettings'
import { digitalLinkElements } from './digitalLink'
import { cutGlued } from './gluedCodes'
import { gluedElements, gs1Fields } from './gs1Code'
import { type Gs1Element, type Gs1Elements, parseBracketed, parseRaw } from './gs1ElementString'
import { canonicalGtin } from './gtin'
import { parseInStoreCode } from './inStoreCode'
import { parsePickupCode } from './pickupCode'
import type { CertainCode, ScanDoubt, ScannedCode, UnknownScan } from './scannedCode'

const GS = '\u001d'
const AIM = /^\][A-Za-z][0-9A-Za-z]/
const GS1_AIM = /^\](C1|e0|d2|Q3|J1)/

/** What a scanner read. Four digits are a phone tail; text is never an answer here. */
export function classifyScan(raw: string, settings: CodeSettings): ScannedCode {
  if (raw.length > LONGEST_CODE * 4) return unknown(raw, 'too-long')
  const text = cleanScan(raw)
  if (text === '') return unknown(raw, 'empty')
  if (text.length > LONGEST_CODE) return unknown(raw, 'too-long')
  const lines = text.split(/[\r\n\t]+|(?=\][A-Za-z]\d)/).filter((line) => line.trim() !== '')
  if (lines.length > 1) return severalLines(raw, lines, settings)
  if (/\p{Cc}|\p{Surrogate}/u.test(text.replaceAll(GS, ''))) return unknown(raw, 'control-characters')
  return oneLine(text, settings)
}

/** What a person typed into the search field: a sure code, four digits of a phone, or words to search for. */
export function classifyTyped(raw: string, settings: CodeSettings): ScannedCode {
  const text = cleanScan(raw.slice(0, LONGEST_CODE))
  if (/^\d{4}$/.test(text)) return { kind: 'phone-tail', tail: text }
  // Short runs of digits are phones, rooms and order numbers far oftener than EAN-8.
  const sure = /^\d{1,11}$/.test(text) ? undefined : certainCode(text, settings)
  if (sure) return sure
  const code = classifyScan(text, settings)
  return code.kind === 'gs1' ? code : { kind: 'text', text }
}

function severalLines(raw: string, lines: readonly string[], settings: CodeSettings): ScannedCode {
  const codes = lines.map((line) => oneLine(line.trim(), settings)).filter(isCertain)
  return codes.length >= 2 ? unknown(raw, 'two-glued', codes) : unknown(raw, 'control-characters')
}

function oneLine(line: string, settings: CodeSettings): ScannedCode {
  const marked = withRealSeparators(line)
  const link = digitalLinkElements(line)
  if (link) return fromElements(line, { ok: true, elements: link }, settings)
  const text = marked.replace(AIM, '')
  if (GS1_AIM.test(marked) || text.includes(GS) || /^\(\d{2,4}\)/.test(text)) {
    const parsed = text.startsWith('(') ? parseBracketed(text) : parseRaw(text, settings.currentYear)
    return fromElements(text, parsed, settings)
  }
  if (/^\d{4}$/.test(text)) return { kind: 'phone-tail', tail: text }
  return certainCode(text, settings) ?? unmarkedGs1(text, settings) ?? doubtful(text, settings)
}

/** Codes that prove themselves by shape and check digit, whatever marked them. */
function certainCode(text: string, settings: CodeSettings): CertainCode | undefined {
  if (parseBagCode(text)) return { kind: 'bag', bagCode: text.toUpperCase() }
  const slot = parseSlotCode(text)
  if (slot !== undefined) return { kind: 'slot', slot }
  const place = parseShelfCode(text)
  if (place) return { kind: 'shelf', place }
  const pickupCode = parsePickupCode(text)
  if (pickupCode !== undefined) return { kind: 'pickup', pickupCode }
  const inStore = parseInStoreCode(text, settings.inStore)
  if (inStore) return inStore === 'bad-check-digit' ? undefined : inStore
  const gtin = /^\d+$/.test(text) ? canonicalGtin(text) : undefined
  return gtin === undefined ? undefined : { kind: 'retail', gtin, raw: text }
}

/** Digits that start like GS1 with a right check digit: a scanner that sends neither prefix nor separator. */
function unmarkedGs1(text: string, settings: CodeSettings): ScannedCode | undefined {
  if (!/^(00\d{18}|0[12]\d{14})/.test(text)) return undefined
  const code = fromElements(text, parseRaw(text, settings.currentYear), settings)
  const glued = code.kind === 'unknown' && code.doubt === 'two-glued'
  return code.kind === 'gs1' || glued ? code : undefined
}

function fromElements(raw: string, parsed: Gs1Elements, settings: CodeSettings): CertainCode | UnknownScan {
  if (!parsed.ok && parsed.doubt !== 'group-separator-lost') return unknown(raw, parsed.doubt)
  const groups = gluedElements(parsed.elements)
  if (groups.length > 1) {
    const codes = groups.map((group) => fromGroup(raw, group, settings)).filter(isCertain)
    return unknown(raw, 'two-glued', codes)
  }
  const code = fromGroup(raw, parsed.elements, settings)
  if (parsed.ok || code.kind !== 'gs1') return code
  const named = code.gtin !== undefined || code.contentGtin !== undefined || code.sscc !== undefined
  return named ? { ...code, doubt: 'group-separator-lost' } : unknown(raw, 'group-separator-lost')
}

function fromGroup(
  raw: string,
  group: readonly Gs1Element[],
  settings: CodeSettings,
): CertainCode | UnknownScan {
  const fields = gs1Fields(group, settings.currentYear)
  return typeof fields === 'string' ? unknown(raw, fields) : { kind: 'gs1', ...fields, raw: visible(raw) }
}

function doubtful(text: string, settings: CodeSettings): UnknownScan {
  const damage = ownCodeDamage(text)
  if (damage) return unknown(text, damage)
  // A leading 0 proves nothing for eight digits: no EAN-8 starts so, half a long number often does.
  const parts = cutGlued(text, (part) => (/^0\d{7}$/.test(part) ? undefined : certainCode(part, settings)))
  if (parts) return unknown(text, 'two-glued', parts)
  if (!/^\d+$/.test(text)) return unknown(text, 'not-recognised')
  if ([8, 12, 13, 14].includes(text.length)) return unknown(text, 'bad-check-digit')
  if (parseInStoreCode(text, settings.inStore) === 'bad-check-digit') return unknown(text, 'bad-check-digit')
  return unknown(text, [7, 9, 10, 11].includes(text.length) ? 'incomplete' : 'not-recognised')
}

function isCertain(code: ScannedCode): code is CertainCode {
  return code.kind !== 'unknown' && code.kind !== 'text' && code.kind !== 'phone-tail'
}

const NO_PRODUCT_CODE: readonly ScanDoubt[] = ['empty', 'two-glued', 'too-long', 'control-characters']

function unknown(raw: string, doubt: ScanDoubt, candidates?: readonly CertainCode[]): UnknownScan {
  return {
    kind: 'unknown',
    raw: visible(raw),
    ...(NO_PRODUCT_CODE.includes(doubt) ? {} : { text: raw }),
    doubt,
    ...(candidates && candidates.length > 0 ? { candidates } : {}),
  }
}
