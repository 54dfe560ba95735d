import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countOf,
  hasSeen,
  missingOf,
  nothingSeen,
  SeenSoFar,
  type SeenVector,
  seenOf,
  seenTogether,
  witnessAll,
} from '../../../../shared/domain/entry/seen'
import { type DeviceId, idOf } from '../../../../shared/kernel/ids'

const seed = 20_251_121
const deviceIds = ['desk-1', 'desk-2', '__proto__', 'constructor'].map((text) => idOf<DeviceId>(text))
const anyEntries = fc.array(
  fc.record({ deviceId: fc.constantFrom(...deviceIds), deviceSeq: fc.integer({ min: 1, max: 12 }) }),
  { maxLength: 40 },
)

function oneByOne(
  entries: readonly { readonly deviceId: DeviceId; readonly deviceSeq: number }[],
  from: SeenVector = nothingSeen,
): SeenVector {
  const seen = new SeenSoFar(from)
  for (const { deviceId, deviceSeq } of entries) seen.witness(deviceId, deviceSeq)
  for (const { deviceId, deviceSeq } of entries) expect(seen.has(deviceId, deviceSeq)).toBe(true)
  return seen.vector
}

test('what was given of a vector stays as it was when more is witnessed', () => {
  const [first, second] = [idOf<DeviceId>('desk-1'), idOf<DeviceId>('desk-2')]
  const growing = new SeenSoFar()
  growing.witness(first, 1)
  const then = growing.vector
  growing.witness(first, 2)
  growing.witness(second, 1)
  expect(then).toEqual({ 'desk-1': { upTo: 1, beyond: [] } })
  expect(Object.keys(growing.vector)).toEqual(['desk-1', 'desk-2'])
})

test('a desk has seen exactly the entries it witnessed, in whatever order they came and however often', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const seen = oneByOne(entries)
      for (const deviceId of deviceIds)
        for (let seq = 1; seq <= 13; seq++)
          expect(hasSeen(seen, deviceId, seq)).toBe(
            entries.some((entry) => entry.deviceId === deviceId && entry.deviceSeq === seq),
          )
    }),
    { seed, numRuns: 1000 },
  )
})

test('witnessing many entries at once comes to the same as one by one', () => {
  fc.assert(
    fc.property(anyEntries, anyEntries, (before, entries) => {
      const start = witnessAll(nothingSeen, before)
      for (const deviceId of deviceIds)
        expect(seenOf(witnessAll(start, entries), deviceId)).toEqual(
          seenOf(oneByOne(entries, start), deviceId),
        )
    }),
    { seed, numRuns: 1000 },
  )
})

test('what several pictures hold together is what any of them holds', () => {
  fc.assert(
    fc.property(fc.array(anyEntries, { maxLength: 4 }), (feeds) => {
      const together = seenTogether(feeds.map((entries) => witnessAll(nothingSeen, entries)))
      const all = witnessAll(nothingSeen, feeds.flat())
      for (const deviceId of deviceIds) expect(seenOf(together, deviceId)).toEqual(seenOf(all, deviceId))
    }),
    { seed, numRuns: 1000 },
  )
})

test('twenty thousand entries that alternate between two feeds are witnessed in a moment', () => {
  const deviceId = idOf<DeviceId>('warehouse')
  const stretch = 20
  const ofFeed = (feed: number) =>
    Array.from({ length: 20_000 }, (_, i) => i + 1).filter((seq) => Math.floor(seq / stretch) % 2 === feed)
  const seen = oneByOne(ofFeed(0).map((deviceSeq) => ({ deviceId, deviceSeq })))
  expect(countOf(seenOf(seen, deviceId))).toBe(ofFeed(0).length)
  expect(seenOf(seen, deviceId).beyond.length).toBeLessThan(20_000 / stretch)
})

test('a gap in a chain is named by the numbers that are missing', () => {
  const deviceId = idOf<DeviceId>('desk-1')
  const seen = oneByOne([1, 2, 5, 9, 8].map((deviceSeq) => ({ deviceId, deviceSeq })))
  const { upTo, beyond } = seenOf(seen, deviceId)
  expect({ upTo, beyond }).toEqual({
    upTo: 2,
    beyond: [
      [5, 5],
      [8, 9],
    ],
  })
  expect(missingOf({ upTo, beyond })).toEqual([
    [3, 4],
    [6, 7],
  ])
})

test('witnessing what is known gives back the same vector, so nothing is stored again', () => {
  const deviceId = idOf<DeviceId>('desk-1')
  const growing = new SeenSoFar()
  growing.witness(deviceId, 1)
  const seen = growing.vector
  growing.witness(deviceId, 1)
  expect(growing.vector).toBe(seen)
  expect(witnessAll(seen, [])).toBe(seen)
})
