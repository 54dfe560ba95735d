import { expect, test } from 'vitest'
import { addFen, fen, fenOfWeight, partOfFen, splitFen } from '../../../shared/kernel/money'
import { grams, pieces } from '../../../shared/kernel/quantity'

test('half a fen, a lost digit or no number at all is never money', () => {
  for (const n of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => fen(n)).toThrow(RangeError)
  for (const n of [0.5, Number.NaN]) {
    expect(() => pieces(n)).toThrow(RangeError)
    expect(() => grams(n)).toThrow(RangeError)
  }
})

test('minus nothing is nothing', () => {
  expect(Object.is(fen(-0), 0)).toBe(true)
  expect(Object.is(pieces(-0), 0)).toBe(true)
  expect(Object.is(grams(-0), 0)).toBe(true)
})

test('ten yuan split three ways never loses a fen', () => {
  expect(splitFen(fen(1_000), 3)).toEqual([334, 333, 333])
  expect(splitFen(fen(2), 5)).toEqual([1, 1, 0, 0, 0])
  expect(addFen(...splitFen(fen(-1_000), 3))).toBe(-1_000)
})

test('the first of three pieces for ten yuan costs the spare fen', () => {
  expect([0, 1, 2, 3].map((some) => partOfFen(fen(1_000), some, 3))).toEqual([0, 334, 667, 1_000])
  expect(partOfFen(fen(1_000), 0, 0)).toBe(0)
})

test('a weight costs its price per kilogram, to the nearest fen', () => {
  expect(fenOfWeight(fen(1_180), 500)).toBe(590)
  expect(fenOfWeight(fen(1_999), 333)).toBe(666)
  expect(fenOfWeight(fen(1), 500)).toBe(1)
  expect(fenOfWeight(fen(5_980), 0)).toBe(0)
})
