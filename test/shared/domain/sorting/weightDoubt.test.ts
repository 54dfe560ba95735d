import { expect, test } from 'vitest'
import { weightDoubt } from '../../../../shared/domain/sorting/weightDoubt'
import { grams, pieces } from '../../../../shared/kernel/quantity'

const doubt = (nominal: number, count: number, read: number) =>
  weightDoubt(grams(nominal), pieces(count), grams(read))

test('a weight 100 × off is refused, both ways, and so is nothing at all', () => {
  expect(doubt(500, 1, 50_000)).toBe('absurd')
  expect(doubt(500, 1, 5)).toBe('absurd')
  expect(doubt(500, 1, 0)).toBe('absurd')
  expect(doubt(500, 1, -480)).toBe('absurd')
  expect(doubt(500, 2, 100_000)).toBe('absurd')
})

test('less than half or more than twice is asked back', () => {
  expect(doubt(500, 1, 249)).toBe('unusual')
  expect(doubt(500, 1, 1_001)).toBe('unusual')
  expect(doubt(500, 3, 600)).toBe('unusual')
})

test('an ordinary portion is taken without a word', () => {
  for (const read of [250, 480, 500, 523, 1_000]) expect(doubt(500, 1, read)).toBeNull()
})
