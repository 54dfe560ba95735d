import fc from 'fast-check'

export const seed = 20250618

export const codeCharacter = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')

export const aBagParts = fc.record({
  roundCode: fc.string({ unit: codeCharacter, minLength: 4, maxLength: 4 }),
  slot: fc.integer({ min: 1, max: 9999 }),
  zone: fc.constantFrom('ambient' as const, 'chilled' as const, 'frozen' as const),
  n: fc.integer({ min: 1, max: 9 }),
})
