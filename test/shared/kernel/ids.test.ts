import { expect, test } from 'vitest'
import { deviceOf } from '../../../shared/domain/entry/deviceOf'
import {
  type DeviceId,
  entryIdOf,
  entryOfFact,
  factIdOf,
  type HouseholdId,
  idOf,
  isIdText,
} from '../../../shared/kernel/ids'

test('an id has something in it, fits its column and holds no control character', () => {
  for (const text of ['', 'x'.repeat(161), 'a\nb', 'a\u0000', 'a\u007f']) {
    expect(() => idOf<HouseholdId>(text)).toThrow(RangeError)
    expect(isIdText(text)).toBe(false)
  }
  expect(isIdText(7)).toBe(false)
  expect(idOf<HouseholdId>('户-1/二')).toBe('户-1/二')
})

test('entries of a device sort by their sequence, and a fact names its entry and its device', () => {
  const desk = idOf<DeviceId>('desk#1')
  const ids = [1, 2, 10, 999, 1_000_000].map((seq) => entryIdOf(desk, seq))
  expect([...ids].reverse().sort()).toEqual(ids)
  const [first] = ids
  if (!first) throw new Error('no id')
  expect(entryOfFact(factIdOf(first, 12))).toBe(first)
  expect(deviceOf(first)).toBe(desk)
})
