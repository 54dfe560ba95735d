import { expect, test } from 'vitest'
import type { LinkView } from '../../../renderer/sync/linkView'
import { TimeLeft } from '../../../renderer/sync/timeLeft'

const calm: Omit<LinkView, 'leftMs'> = {
  state: 'in-step',
  ...{ unsent: 0, peopleUnsent: 0, heldBack: 0, oldestUnsentMs: null, lastContactMs: null, skewMs: null },
  ...{ progress: null, aside: [], keptOut: 0, lostPeople: 0, refusedPeople: 0 },
  ...{ photosWaiting: 0, photosFetched: 0 },
}
const sending = (unsent: number, heldBack = 0) => ({ ...calm, state: 'sending' as const, unsent, heldBack })
const offline = (unsent: number) => ({ ...calm, state: 'offline' as const, unsent })
const receiving = (done: number, total: number) => ({
  ...calm,
  state: 'receiving' as const,
  progress: { done, total },
})

test('a long queue says how long it still takes, by how fast it becomes shorter', () => {
  const left = new TimeLeft()
  expect(left.of(sending(20_000), 0)).toBeNull()
  // The first parcels are no measure.
  expect(left.of(sending(19_900), 1_000)).toBeNull()
  expect(left.of(sending(19_800), 2_000)).toBe(198_000)
  expect(left.of(sending(19_700), 3_000)).toBe(197_000)
})

test('what is written meanwhile makes it longer, and is not taken for going backwards', () => {
  const left = new TimeLeft()
  left.of(sending(1_000), 0)
  left.of(sending(900), 2_000)
  expect(left.of(sending(950), 2_000)).toBe(19_000)
})

test('the pace is that of the last while: a line that became slow is said to be', () => {
  const left = new TimeLeft()
  for (let s = 0; s <= 10; s++) left.of(sending(20_000 - 1_000 * s), s * 1_000)
  expect(left.of(sending(10_000), 10_000)).toBe(10_000)
  for (let s = 11; s <= 60; s++) left.of(sending(10_000 - 10 * (s - 10)), s * 1_000)
  expect(left.of(sending(9_500), 60_000)).toBe(950_000)
})

test('nothing is said of what stands still from the start, is offline, or is held back', () => {
  const left = new TimeLeft()
  expect([left.of(sending(5, 5), 0), left.of(sending(5, 5), 5_000)]).toEqual([null, null])
  expect([left.of(sending(5), 6_000), left.of(sending(5), 60_000)]).toEqual([null, null])
  left.of(sending(4), 61_000)
  expect(left.of(offline(4), 62_000)).toBeNull()
  // The wait is not part of the pace.
  expect(left.of(sending(4), 3_600_000)).toBeNull()
})

test('what comes in is told by its own count; what is sent by its own, also while it comes back', () => {
  const left = new TimeLeft()
  left.of(receiving(0, 50_000), 0)
  expect(left.of(receiving(10_000, 50_000), 4_000)).toBe(16_000)
  const comesBack = { progress: { done: 1, total: 50_000 } }
  left.of({ ...sending(1_000), ...comesBack }, 5_000)
  expect(left.of({ ...sending(500), ...comesBack }, 7_000)).toBe(2_000)
})
