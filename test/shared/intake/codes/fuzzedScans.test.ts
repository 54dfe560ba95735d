import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatBagCode, formatSlotCode } from '../../../../shared/domain/label/ownCodes'
import { classifyScan, classifyTyped } from '../../../../shared/intake/codes/classifyScan'
import { defaultCodeSettings } from '../../../../shared/intake/codes/codeSettings'
import { aBagParts, seed } from './codeArbitraries'

const settings = defaultCodeSettings(2025)

/** What scanners, input methods and tired people do to a code. */
const mangles: Record<string, (text: string, at: number) => string> = {
  whole: (text) => text,
  'a dropped character': (text, at) => text.slice(0, at) + text.slice(at + 1),
  'a doubled character': (text, at) => text.slice(0, at + 1) + text.slice(at),
  'cut off': (text, at) => text.slice(0, at),
  'a lost beginning': (text, at) => text.slice(at),
  CapsLock: (text) => text.toLowerCase(),
  'full width': (text) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  'a control character': (text, at) => `${text.slice(0, at)}\u0007${text.slice(at)}`,
  'a separator': (text, at) => `${text.slice(0, at)}\u001d${text.slice(at)}`,
  'a line end inside': (text, at) => `${text.slice(0, at)}\r\n${text.slice(at)}`,
  'a tab after': (text) => `${text}\t`,
  'an AIM prefix': (text, at) => [']C1', ']d2', ']Q3', ']e0', ']C0', ']E0'][at % 6] + text,
  'half of a pair': (text, at) => `${text.slice(0, at)}\ud83d${text.slice(at)}`,
  'four kilobytes': (text) => text.repeat(Math.ceil(4096 / Math.max(1, text.length))),
}

const aBagCode = aBagParts.map(formatBagCode)
const someDigits = fc.stringMatching(/^\d{1,40}$/)
const gs1Like = fc
  .array(
    fc.tuple(
      fc.constantFrom('01', '02', '00', '10', '17', '15', '21', '37', '3103', '8005', '99', '77'),
      fc.stringMatching(/^[0-9A-Z]{0,20}$/),
    ),
    { maxLength: 5 },
  )
  .map((pairs) => pairs.map(([ai, value]) => `(${ai})${value}`).join(''))
const known = fc.constantFrom(
  '6901234567892',
  '2212345006809',
  '2-5-2418',
  '(01)06901234567892(10)A12<GS>(17)251231',
  'https://id.gs1.org/01/06901234567892?17=251231',
  formatSlotCode(34),
)
const anything = fc.oneof(
  aBagCode,
  known,
  someDigits,
  gs1Like,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0x1f }).map((n) => String.fromCharCode(n)), maxLength: 20 }),
  fc.string({ maxLength: 60 }),
)
const aMangle = fc.constantFrom(...Object.values(mangles))

test('a hundred thousand fuzzed scans: no exception, no bag that was not scanned whole', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(anything, anything, fc.boolean(), aMangle, fc.nat(60), (one, two, glued, mangle, at) => {
      const original = glued ? one + two : one
      const raw = mangle(original, original.length === 0 ? 0 : at % original.length)
      const code = classifyScan(raw, settings)
      if (code.kind === 'bag') expect([one, two]).toContain(code.bagCode)
      if (code.kind === 'bag' && glued)
        expect(one === '' || two === '' || isTrimming(raw, code.bagCode)).toBe(true)
      if (code.kind === 'unknown') expect(code.raw).not.toMatch(/\p{Cc}/u)
      expect(code.kind).not.toBe('text')
    }),
    { seed, numRuns: 100_000 },
  )
})

/** A lost beginning or end may leave exactly one of the two codes: then it was one whole code. */
function isTrimming(raw: string, bagCode: string): boolean {
  return raw.toUpperCase().replace(/[^0-9A-Z]/g, '').length <= bagCode.length + 2
}

test('two whole bags run together are never one of them', () => {
  fc.assert(
    fc.property(aBagCode, aBagCode, fc.constantFrom('', '\r', '\t', ' '), (one, two, between) => {
      const code = classifyScan(one + between + two, settings)
      expect(code.kind).toBe('unknown')
    }),
    { seed, numRuns: 5_000 },
  )
})

test('whatever is typed into the search field has an answer', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(classifyTyped(text, settings).kind).not.toBe('unknown')
    }),
    { seed, numRuns: 20_000 },
  )
})
