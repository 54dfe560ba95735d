import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { QuietFolding } from '../../server/feed/quietFolding'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Notes what is folded when, in seconds; each fold takes `tookMs`, and those of some feeds fail as often as said. */
function aFolding(tookMs = 0, failing: Readonly<Record<string, number>> = {}) {
  const startMs = Date.now()
  const folded: string[] = []
  const logged: string[] = []
  const left = new Map(Object.entries(failing))
  const fold = async (siteId: string, signal: AbortSignal): Promise<void> => {
    folded.push(`${siteId} at ${Math.round((Date.now() - startMs) / 1000)}`)
    await new Promise((resolve, reject) => {
      setTimeout(resolve, tookMs)
      signal.addEventListener('abort', () => reject(signal.reason))
    })
    const failures = left.get(siteId) ?? 0
    left.set(siteId, failures - 1)
    if (failures > 0) throw new Error('no')
  }
  const folding = new QuietFolding(fold, Date.now, (_level, event) => logged.push(event))
  return { folding, folded, logged }
}

test('a feed is folded when its desks have been quiet for a while, and not again until they write', async () => {
  const { folding, folded } = aFolding()
  folding.noticed('east')
  await vi.advanceTimersByTimeAsync(3_000)
  folding.noticed('east')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(folded).toEqual(['east at 10'])
})

test('one whose desks never rest is folded after a minute all the same', async () => {
  const { folding, folded } = aFolding()
  for (let second = 0; second < 130; second++) {
    folding.noticed('east')
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(folded).toEqual(['east at 60', 'east at 120'])
})

test('many feeds take turns, and most of the time nothing is folded', async () => {
  const { folding, folded } = aFolding(1_000)
  for (const site of ['east', 'west', 'north']) folding.noticed(site)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(folded).toEqual(['east at 5', 'west at 10', 'north at 15'])
})

test('a fold that takes long keeps nobody from stopping', async () => {
  const { folding, folded } = aFolding(600_000)
  folding.noticed('east')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(folded).toHaveLength(1)
  const stopped = vi.fn()
  void folding.stop(5_000).then(stopped)
  await vi.advanceTimersByTimeAsync(4_900)
  expect(stopped).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(stopped).toHaveBeenCalled()
})

test('a feed whose fold failed is folded again though nobody writes, as where the database was away', async () => {
  const { folding, folded, logged } = aFolding(0, { east: 1 })
  folding.noticed('east')
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(folded).toEqual(['east at 5', 'east at 15'])
  expect(logged).toEqual(['not-folded'])
})

test('a feed that can never be folded is said so, tried ever less often, and holds up no other', async () => {
  const { folding, folded, logged } = aFolding(0, { east: Number.POSITIVE_INFINITY })
  for (const site of ['east', 'west']) folding.noticed(site)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(folded).toEqual(['east at 5', 'west at 5', 'east at 15', 'east at 35'])
  await vi.advanceTimersByTimeAsync(3_600_000)
  const tries = folded.filter((one) => one.startsWith('east')).length
  expect(tries).toBeGreaterThan(12)
  expect(tries).toBeLessThan(20)
  expect(logged).toHaveLength(tries)
})

test('writing into a feed that cannot be folded does not have it tried more often', async () => {
  const { folding, folded } = aFolding(0, { east: Number.POSITIVE_INFINITY })
  for (let second = 0; second < 3_600; second += 10) {
    folding.noticed('east')
    await vi.advanceTimersByTimeAsync(10_000)
  }
  expect(folded.length).toBeLessThan(20)
})

test('while desks are told to come again nothing is folded, and the fold that ran is begun again afterwards', async () => {
  const { folding, folded, logged } = aFolding(3_000)
  folding.noticed('east')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(folded).toEqual(['east at 5'])
  for (let second = 6; second < 40; second++) {
    folding.crowded(1_000)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(folded).toEqual(['east at 5'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(folded).toHaveLength(2)
  expect(logged).toEqual([])
})

test('a feed is folded after ten minutes though there is a crowd all the time', async () => {
  const { folding, folded } = aFolding(3_000)
  folding.noticed('east')
  for (let second = 0; second < 660; second++) {
    folding.crowded(1_000)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(folded).toEqual(['east at 600'])
})

test('a feed whose fold gave way to a crowd has waited since before that', async () => {
  const { folding, folded } = aFolding(3_000)
  folding.noticed('east')
  await vi.advanceTimersByTimeAsync(6_000)
  for (let second = 6; second < 660; second++) {
    folding.crowded(1_000)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(folded).toEqual(['east at 5', expect.stringMatching(/^east at 60[0-5]$/)])
})

test('a feed whose fold failed gives way to a crowd like any other', async () => {
  const { folding, folded } = aFolding(0, { east: Number.POSITIVE_INFINITY })
  folding.noticed('east')
  await vi.advanceTimersByTimeAsync(1_200_000)
  const before = folded.length
  for (let second = 0; second < 250; second++) {
    folding.crowded(1_000)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(folded).toHaveLength(before)
})

test('nothing is folded before the last desk that was told to come again has been in', async () => {
  const { folding, folded } = aFolding()
  folding.noticed('east')
  folding.crowded(60_000)
  folding.crowded(1_000)
  await vi.advanceTimersByTimeAsync(64_000)
  expect(folded).toEqual([])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(folded).toHaveLength(1)
})

test('a crowd is given way to also after the clock was set back', async () => {
  const { folding, folded } = aFolding()
  vi.setSystemTime(Date.now() + 3_600_000)
  folding.crowded(1_000)
  vi.setSystemTime(Date.now() - 3_600_000)
  folding.noticed('east')
  folding.crowded(20_000)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(folded).toEqual([])
  await vi.advanceTimersByTimeAsync(20_000)
  expect(folded).toHaveLength(1)
})
