import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { QuietFolding } from '../../server/feed/quietFolding'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Notes what is folded when, in seconds; each fold takes `tookMs`. */
function aFolding(tookMs = 0, failing: readonly string[] = []) {
  const startMs = Date.now()
  const folded: string[] = []
  const logged: string[] = []
  const fold = async (siteId: string, signal: AbortSignal): Promise<void> => {
    folded.push(`${siteId} at ${Math.round((Date.now() - startMs) / 1000)}`)
    await new Promise((resolve, reject) => {
      setTimeout(resolve, tookMs)
      signal.addEventListener('abort', () => reject(signal.reason))
    })
    if (failing.includes(siteId)) throw new Error('no')
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

test('a feed that cannot be folded is said so, and holds up no other', async () => {
  const { folding, folded, logged } = aFolding(0, ['east'])
  for (const site of ['east', 'west']) folding.noticed(site)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(folded).toHaveLength(2)
  expect(logged).toEqual(['not-folded'])
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
