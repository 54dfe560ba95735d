import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatBagCode,
  formatShelfCode,
  formatSlotCode,
  parseBagCode,
  parseShelfCode,
  parseSlotCode,
} from '../../../../shared/domain/label/ownCodes'
import { classifyScan } from '../../../../shared/intake/codes/classifyScan'
import { defaultCodeSettings } from '../../../../shared/intake/codes/codeSettings'
import { aBagParts, codeCharacter, seed } from '../../intake/codes/codeArbitraries'

const settings = defaultCodeSettings(2025)
const bagIn = (text: string): string | undefined => {
  const code = classifyScan(text, settings)
  return code.kind === 'bag' ? code.bagCode : undefined
}
const many = { seed, numRuns: 20_000 }

test('a bag code says exactly what was put into it', () => {
  fc.assert(
    fc.property(aBagParts, (parts) => {
      expect(parseBagCode(formatBagCode(parts))).toEqual(parts)
    }),
    many,
  )
})

test('slot and shelf labels come back as they went in', () => {
  const aPlace = fc.record({
    shelf: fc.stringMatching(/^[1-9A-Z][0-9A-Z]{0,2}$/),
    layer: fc.integer({ min: 1, max: 99 }),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), aPlace, (slot, place) => {
      expect(parseSlotCode(formatSlotCode(slot))).toBe(slot)
      expect(parseShelfCode(formatShelfCode(place))).toEqual(place)
    }),
    many,
  )
})

test('bag codes need no Shift key and no input method', () => {
  fc.assert(
    fc.property(aBagParts, (parts) => {
      expect(formatBagCode(parts)).toMatch(/^B[0-9A-Z]{12}$/)
    }),
    { seed, numRuns: 1_000 },
  )
})

test('one changed character never names another bag', () => {
  fc.assert(
    fc.property(aBagParts, fc.nat(12), codeCharacter, (parts, at, other) => {
      const code = formatBagCode(parts)
      const damaged = code.slice(0, at) + other + code.slice(at + 1)
      expect([undefined, code]).toContain(bagIn(damaged))
    }),
    many,
  )
})

test('every single change of one code is refused, none left out', () => {
  const code = formatBagCode({ roundCode: 'Z9A0', slot: 1234, zone: 'frozen', n: 7 })
  for (let at = 0; at < code.length; at++) {
    for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      if (other === code[at]) continue
      expect(parseBagCode(code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined()
    }
  }
})

test('a dropped or doubled character never names another bag', () => {
  fc.assert(
    fc.property(aBagParts, fc.nat(12), (parts, at) => {
      const code = formatBagCode(parts)
      expect(bagIn(code.slice(0, at) + code.slice(at + 1))).toBeUndefined()
      expect(bagIn(code.slice(0, at + 1) + code.slice(at))).toBeUndefined()
    }),
    many,
  )
})

test('two characters changing places, side by side or over one, never name another bag', () => {
  fc.assert(
    fc.property(aBagParts, fc.nat(11), fc.constantFrom(1, 2), (parts, at, apart) => {
      const code = formatBagCode(parts)
      const swapped = [...code]
      const first = swapped[at] ?? ''
      const second = swapped[at + apart] ?? ''
      if (second === '') return
      swapped[at] = second
      swapped[at + apart] = first
      expect([undefined, code]).toContain(bagIn(swapped.join('')))
    }),
    many,
  )
})

test('parts that do not fit a label are refused when printing', () => {
  const good = { roundCode: '0612', slot: 34, zone: 'ambient' as const, n: 1 }
  for (const bad of [{ roundCode: '061' }, { roundCode: 'ab12' }, { slot: 0 }, { slot: 10_000 }, { n: 10 }]) {
    expect(() => formatBagCode({ ...good, ...bad })).toThrow(RangeError)
  }
  expect(() => formatSlotCode(1.5)).toThrow(RangeError)
  expect(() => formatShelfCode({ shelf: '0A', layer: 1 })).toThrow(RangeError)
})
