import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../shared/kernel/canonicalJson'
import { holds } from '../../properties/seeded'

function shuffledMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffledMembers)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffledMembers(member)]),
  )
}

test('the order in which members were written does not matter, and reading it back gives the same value', () => {
  holds(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(shuffledMembers(value))).toBe(text)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    2_000,
  )
})

test('members that are not there are left out, and nothing has no text of its own', () => {
  expect(canonicalJson({ b: undefined, a: [1, undefined, null] })).toBe('{"a":[1,null,null]}')
  expect(canonicalJson(undefined)).toBe('null')
})

test('keys sort by code unit, as every machine does it', () => {
  expect(canonicalJson({ 跟团号: 1, b: 2, B: 3, 10: 4, 9: 5 })).toBe('{"10":4,"9":5,"B":3,"b":2,"跟团号":1}')
})
