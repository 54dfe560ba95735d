import { expect, test } from 'vitest'
import { Hints, mostOfADevice } from '../../server/feed/hints'

test('streams that a device leaves open do not add up: the oldest is closed for the next', () => {
  const hints = new Hints()
  const closed: number[] = []
  const follow = (deviceId: string, nth: number) => {
    const leave = hints.follow({
      ...{ siteIds: new Set<string>(), deviceId, more: () => {}, stale: () => {}, changed: () => {} },
      closed: () => {
        closed.push(nth)
        leave()
      },
    })
  }
  follow('other', 0)
  for (let nth = 1; nth <= mostOfADevice + 3; nth++) follow('desk', nth)
  expect(closed).toEqual([1, 2, 3])
  expect(hints.size).toBe(mostOfADevice + 1)
})
