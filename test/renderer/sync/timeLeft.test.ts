import { expect, test } from 'vitest'
import { TimeLeft } from '../../../renderer/sync/timeLeft'
import { underWayOf } from '../../../renderer/sync/underWay'

test('a long queue says how long it still takes, by how fast it becomes shorter', () => {
  const left = new TimeLeft()
  expect(left.of('queue', 20_000, 0)).toBeNull()
  // The first parcels are no measure.
  expect(left.of('queue', 19_900, 1_000)).toBeNull()
  expect(left.of('queue', 19_800, 2_000)).toBe(198_000)
  expect(left.of('queue', 19_700, 3_000)).toBe(197_000)
})

test('what is written meanwhile makes it longer, and is not taken for going backwards', () => {
  const left = new TimeLeft()
  left.of('queue', 1_000, 0)
  left.of('queue', 900, 2_000)
  expect(left.of('queue', 950, 2_000)).toBe(19_000)
})

test('the pace is that of the last while: a line that became slow is said to be', () => {
  const left = new TimeLeft()
  for (let s = 0; s <= 10; s++) left.of('queue', 20_000 - 1_000 * s, s * 1_000)
  expect(left.of('queue', 10_000, 10_000)).toBe(10_000)
  for (let s = 11; s <= 60; s++) left.of('queue', 10_000 - 10 * (s - 10), s * 1_000)
  expect(left.of('queue', 9_500, 60_000)).toBe(950_000)
})

test('nothing is said of what does not move, or moves no more', () => {
  const left = new TimeLeft()
  expect([left.of('queue', 5, 0), left.of('queue', 5, 60_000)]).toEqual([null, null])
  for (let s = 61; s <= 64; s++) left.of('queue', 65 - s, s * 1_000)
  expect(left.of('queue', 1, 70_000)).toBe(17_500)
  expect(left.of('queue', 1, 200_000)).toBeNull()
})

test('over a line on which a parcel takes half a minute, a time is said all the same', () => {
  const left = new TimeLeft()
  for (let parcel = 0; parcel < 6; parcel++) left.of('queue', 400 - 20 * parcel, parcel * 40_000)
  expect(left.of('queue', 300, 230_000)).not.toBeNull()
})

test('a wait, and another thing that is counted, are no part of the pace', () => {
  const left = new TimeLeft()
  left.of('history of the one', 45_000, 0)
  left.of('history of the one', 44_000, 3_000)
  expect(left.of('live', 2_000, 4_000)).toBeNull()
  expect(left.of('history of the one', 43_000, 5_000)).toBeNull()
  left.of(null, 43_000, 6_000)
  expect(left.of('history of the one', 43_000, 3_600_000)).toBeNull()
})

test('what comes in is counted, and a scan sent meanwhile changes nothing in that; a long queue goes before', () => {
  const coming = { of: 'live', progress: { done: 10_000, total: 50_000 } }
  const inward = { progress: coming.progress, counted: 'live', left: 40_000 }
  expect(underWayOf('receiving', 0, coming)).toEqual(inward)
  expect(underWayOf('sending', 1, coming)).toEqual(inward)
  expect(underWayOf('sending', 900, coming)).toEqual({ progress: null, counted: 'queue', left: 900 })
  expect(underWayOf('offline', 900, coming)).toEqual({ progress: coming.progress, counted: null, left: 0 })
})
