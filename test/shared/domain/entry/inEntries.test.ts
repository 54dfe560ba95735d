import { expect, test } from 'vitest'
import { entryBytes } from '../../../../shared/contract/sync'
import { inEntries } from '../../../../shared/domain/entry/inEntries'
import type { Fact } from '../../../../shared/domain/facts'

const facts = (count: number, characters: number): Fact[] =>
  Array.from(
    { length: count },
    (_, fen) => ({ kind: 'FloatSet', v: 1, fen, note: '团'.repeat(characters) }) as never,
  )

test('an import of 50,000 short lines is 125 entries, in order, and nothing of it is missing', () => {
  const all = facts(50_000, 20)
  const entries = inEntries(all)
  expect(entries).toHaveLength(125)
  expect(entries.flat()).toEqual(all)
})

test('long facts make more entries, none of which the centre would find too large; one alone stays whole', () => {
  const all = [...facts(400, 4_000), ...facts(1, 500_000), ...facts(2, 1)]
  const entries = inEntries(all)
  expect(entries.flat()).toEqual(all)
  for (const one of entries) expect(Buffer.byteLength(JSON.stringify(one))).toBeLessThan(entryBytes)
  expect(entries.map(({ length }) => length).slice(-2)).toEqual([1, 2])
  expect(inEntries([])).toEqual([])
})
