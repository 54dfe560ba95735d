import { expect, test } from 'vitest'
import { currentGeneration, storeNames } from '../../../renderer/storage/storeNames'

test('a desk whose records were never set aside keeps the names it always had', () => {
  expect(
    currentGeneration(['tuandian-local', 'rxdb-dexie-tuandian--0--entries'], ['tuandian-log-length']),
  ).toBe(0)
  expect(storeNames(0)).toEqual({
    generation: 0,
    log: 'tuandian',
    local: 'tuandian-local',
    lengthWitness: 'tuandian-log-length',
  })
})

test('the newest generation that was begun is the one in use; one half made is not', () => {
  expect(currentGeneration(['tuandian-local-1', 'tuandian-begun-1', 'tuandian-local-2'], [])).toBe(1)
  expect(currentGeneration(['tuandian-begun-1', 'tuandian-begun-12', 'tuandian-begun-x'], [])).toBe(12)
})

test('databases that vanished are missed in the generation they were in, not looked for in the one before', () => {
  expect(currentGeneration([], ['tuandian-log-length', 'tuandian-log-length-3'])).toBe(3)
})
