import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptEntries } from '../../server/feed/acceptEntries'
import { makeSnapshot } from '../../server/feed/makeSnapshot'
import { partsIn } from '../../shared/contract/framed'
import {
  type PackedSegment,
  packedSegment,
  paths,
  type SegmentAnswer,
  type SnapshotAnswer,
  segmentLength,
  segmentsType,
} from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import {
  foldIn,
  freshStart,
  openStart,
  packStart,
  putAwayClosedRounds,
} from '../../shared/domain/startingPoint'
import { SealedRounds } from '../bench/sealedRounds'
import { site } from '../builders/aDesk'
import { anyHistory } from '../builders/aHistory'
import { type ACentre, ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from './aCentre'

/** What a new desk starts from. */
export function historyContract(at: () => ACentre): void {
  describe('history', () => {
    const breathe = (): Promise<void> => Promise.resolve()
    const ends = new Map<string, Entry>()
    /** Of one device, which has written nothing before but what came in here. */
    const takeIn = async (siteId: string, entries: readonly Entry[]) => {
      const [newest] = entries.toSorted((a, b) => b.deviceSeq - a.deviceSeq)
      if (!newest) return
      const { deviceId } = newest
      const end = ends.get(deviceId)
      const last = end ? { seq: end.deviceSeq, hash: end.hash } : null
      expect(
        await acceptEntries(at().centre.books, { siteId, deviceId, last, entries, nowMs: 0 }),
      ).toHaveProperty('head')
      if (newest.deviceSeq > (end?.deviceSeq ?? 0)) ends.set(deviceId, newest)
    }

    test('complete segments are served, compressed and for ever; the unfinished one is not', async () => {
      const desk = await anEnrolledDesk(at())
      const entries = desk.writeMany(700)
      for (let i = 0; i < entries.length; i += 350) await desk.push(entries.slice(i, i + 350))
      const epoch = desk.answer?.epoch ?? ''
      const first = `${paths.segment(desk.siteId, 0)}?epoch=${epoch}`
      const response = await desk.call(first, { headers: { 'accept-encoding': 'gzip' } })
      expect(response.headers.get('cache-control')).toContain('immutable')
      expect(response.headers.get('content-encoding')).toBe('gzip')
      const { entries: served }: SegmentAnswer = await desk.json(first)
      expect(served.map(({ position }) => position)).toEqual(Array.from({ length: 512 }, (_, i) => i + 1))
      expect(served.at(-1)?.entry).toEqual(entries[511])
      const etag = response.headers.get('etag') ?? ''
      expect((await desk.call(first, { headers: { 'if-none-match': etag } })).status).toBe(304)
      expect((await desk.call(`${paths.segment(desk.siteId, 1)}?epoch=${epoch}`)).status).toBe(404)
      expect((await desk.call(paths.segment(desk.siteId, 0))).status).toBe(400)
      expect((await desk.call(`${paths.segment(desk.siteId, 0)}?epoch=older`)).status).toBe(409)
    })

    test('whoever takes them packed gets several at once, kept when the feed was folded, and the same entries', async () => {
      const desk = await anEnrolledDesk(at())
      const pushed = async (count: number) => {
        const entries = desk.writeMany(count)
        for (let i = 0; i < count; i += 450) await desk.push(entries.slice(i, i + 450))
        return entries
      }
      const entries = await pushed(2 * segmentLength + 10)
      const { books } = at().centre
      await makeSnapshot(books, desk.siteId, breathe)
      entries.push(...(await pushed(segmentLength)))
      const epoch = desk.answer?.epoch ?? ''
      const answered = async (n: number, most: number) => {
        const path = `${paths.segment(desk.siteId, n)}?epoch=${epoch}&most=${most}`
        const response = await desk.call(path, { headers: { accept: `${segmentsType}, application/json` } })
        expect(response.headers.get('content-type')).toBe(segmentsType)
        const parts = partsIn(new Uint8Array(await response.arrayBuffer()))
        return parts.map(
          (part): PackedSegment => packedSegment.parse(JSON.parse(gunzipSync(part).toString())),
        )
      }
      const kept = await answered(0, 8)
      expect(kept.map(({ segment }) => segment)).toEqual([0, 1])
      const both = kept.flatMap((one) => one.entries.map(({ entry }) => entry))
      expect(both).toEqual(entries.slice(0, 2 * segmentLength))
      expect(await answered(0, 1)).toEqual(kept.slice(0, 1))
      // Not folded yet, it is made for whoever asks.
      const [last] = await answered(2, 8)
      expect(last?.entries.at(-1)?.entry).toEqual(entries[3 * segmentLength - 1])
      const plain: SegmentAnswer = await desk.json(`${paths.segment(desk.siteId, 1)}?epoch=${epoch}`)
      expect(plain).toEqual({ ...kept[1], epoch })
    })

    test('the snapshot of the centre is the fold of the desk, also made in two goes', async () => {
      const [history = []] = fc.sample(anyHistory, { seed: 7, numRuns: 1 })
      const desk = new ADeskOfTheCentre(at().call, undefined, site)
      await desk.enrol(await aCode(at(), await aPoint(at())), { hasEntries: true })
      expect((await desk.call(paths.snapshot(site))).status).toBe(404)
      const half = Math.ceil(history.length / 2)
      for (const part of [history.slice(0, half), history.slice(half)]) {
        for (const entry of part) {
          await takeIn(site, [entry])
        }
        await makeSnapshot(at().centre.books, site, breathe)
      }
      const snapshot: SnapshotAnswer = await desk.json(paths.snapshot(site))
      expect(snapshot.position).toBe(history.length)
      const start = openStart(snapshot.start)
      const own = history.reduce(foldIn, freshStart())
      expect(start && JSON.parse(packStart(start))).toEqual(JSON.parse(packStart(own)))
    })

    test('rounds put away as a long feed is folded come back for a late entry', async () => {
      const desk = await anEnrolledDesk(at())
      const { siteId } = desk
      const rounds = new SealedRounds(desk, { households: 30, products: 5, lines: 2 })
      const written = [...rounds.closed(800)]
      const [late] = written.splice(40, 1)
      if (!late) throw new Error('no round')
      const arrived = [...written, late]
      for (let i = 0; i < arrived.length; i += 200) {
        const entries = arrived.slice(i, i + 200)
        await takeIn(siteId, entries)
      }
      await makeSnapshot(at().centre.books, siteId, breathe)
      const snapshot: SnapshotAnswer = await desk.json(paths.snapshot(siteId))
      expect(snapshot.position).toBe(arrived.length)
      const start = openStart(snapshot.start)
      expect(start && late.roundId && start.picture.round(late.roundId)).toBeUndefined()
      const own = arrived.reduce(foldIn, freshStart())
      putAwayClosedRounds(own)
      expect(start && JSON.parse(packStart(start))).toEqual(JSON.parse(packStart(own)))
    })
  })
}
