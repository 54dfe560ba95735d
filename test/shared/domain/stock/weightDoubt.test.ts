import { expect, test } from 'vitest'
import { weightDoubt } from '../../../../shared/domain/stock/weightDoubt'

test('a weight 100 × off is refused, both ways, and so is nothing at all', () => {
  expect(weightDoubt(500, 1, 50_000)).toBe('impossible')
  expect(weightDoubt(500, 1, 5)).toBe('impossible')
  expect(weightDoubt(500, 1, 0)).toBe('impossible')
  expect(weightDoubt(500, 1, -480)).toBe('impossible')
  expect(weightDoubt(500, 2, 100_000)).toBe('impossible')
})

test('less than half or more than twice is asked back', () => {
  expect(weightDoubt(500, 1, 249)).toBe('unusual')
  expect(weightDoubt(500, 1, 1_001)).toBe('unusual')
  expect(weightDoubt(500, 3, 600)).toBe('unusual')
})

test('an ordinary portion is taken without a word', () => {
  for (const read of [250, 480, 500, 523, 1_000]) expect(weightDoubt(500, 1, read)).toBeNull()
})
