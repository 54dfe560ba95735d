import { afterEach, beforeEach, expect, test } from 'vitest'
import { startLink } from '../../../renderer/app/startLink'
import type { Desk } from '../../../renderer/commands/desk'
import { Workplace } from '../../../renderer/commands/workplace'
import { openSettings } from '../../../renderer/point/deskSettings'
import { LocalTables } from '../../../renderer/storage/localTables'
import type { DeskStores } from '../../../renderer/storage/openedStores'
import { openStores } from '../../../renderer/storage/openStores'
import { storeNames } from '../../../renderer/storage/storeNames'
import type { CentreLink } from '../../../renderer/sync/centreLink'
import { machineAmbient } from '../../../renderer/sync/syncAmbient'
import { framed } from '../../../shared/contract/framed'
import { nowHeader, paths, segmentLength, segmentsType } from '../../../shared/contract/sync'
import type { Entry } from '../../../shared/domain/entry/entry'
import { foldIn, foldVersion, freshStart, packStart } from '../../../shared/domain/startingPoint'
import { chainOf, firstRound, secondDesk, siteId } from '../storage/chainOf'
import { freshDatabases, noVault } from '../storage/freshDatabases'

const open: { close(): Promise<void> }[] = []

beforeEach(freshDatabases)
afterEach(closeAll)

async function closeAll(): Promise<void> {
  for (const one of open.splice(0).reverse()) await one.close()
}

/** A centre with a feed, a snapshot of its beginning, and segments it may hold back. */
class ACentreWithHistory {
  epoch = 'first'
  asked: string[] = []
  holdsSegments = false
  /** As a newer one does: segments packed, some in one answer. */
  packs = false
  /** Not in one piece. */
  tooLarge: number | undefined
  /** The line cuts an answer with more segments than this. */
  mostAtOnce = Number.POSITIVE_INFINITY
  private readonly snapshot: unknown

  constructor(
    readonly entries: readonly Entry[],
    snapshotAt: number,
  ) {
    const start = entries.slice(0, snapshotAt).reduce(foldIn, freshStart())
    this.snapshot = { epoch: this.epoch, position: snapshotAt, foldVersion, start: packStart(start) }
  }

  fetch = async (address: string, { method = 'GET' }: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(address)
    const what = pathname.replace(`/v1/feeds/${siteId}/`, '')
    this.asked.push(
      `${method} ${what}${searchParams.has('after') ? `?after=${searchParams.get('after')}` : ''}`,
    )
    const [, n] = /^segments\/(\d+)$/.exec(what) ?? []
    if (n !== undefined && Number(n) === this.tooLarge)
      return Response.json({ code: 'too-large' }, { status: 413 })
    if (n !== undefined && this.packs) return this.packed(Number(n), Number(searchParams.get('most')))
    return this.answer(what, Number(searchParams.get('after')), Number(searchParams.get('limit')))
  }

  private placed(from: number, to: number) {
    return this.entries.slice(from, to).map((entry, i) => ({ position: from + i + 1, entry }))
  }

  private async packed(from: number, most: number): Promise<Response> {
    if (most > this.mostAtOnce) throw new TypeError('the connection was cut')
    const parts: Uint8Array[] = []
    for (let n = from; n < from + most; n++) {
      const entries = this.placed(n * segmentLength, (n + 1) * segmentLength)
      parts.push(await gzip(JSON.stringify({ segment: n, entries })))
    }
    return new Response(framed(parts), { headers: { 'content-type': segmentsType } })
  }

  private answer(what: string, after: number, limit: number): Response {
    const { epoch } = this
    if (what === paths.health) return new Response('ok', { headers: { [nowHeader]: String(Date.now()) } })
    if (what === '/v1/me') {
      const site = { siteId, kind: 'point', name: 'East gate' }
      const device = { deviceId: 'new', name: '1' }
      return Response.json({
        epoch,
        device,
        organisation: 'o',
        site,
        feeds: [site],
        upTo: 0,
        beyond: [],
        missing: [],
      })
    }
    if (what === 'snapshot') return Response.json(this.snapshot)
    if (what === 'entries')
      return Response.json({ epoch, head: this.entries.length, entries: this.placed(after, after + limit) })
    if (what === 'identities') return Response.json({ epoch, head: 0, identities: [] })
    const [, n] = /^segments\/(\d+)$/.exec(what) ?? []
    if (n === undefined || this.holdsSegments) return Response.json({ code: 'not-found' }, { status: 404 })
    const from = Number(n) * segmentLength
    return Response.json({ epoch, segment: Number(n), entries: this.placed(from, from + segmentLength) })
  }
}

async function aDeskAt(
  centre: ACentreWithHistory,
): Promise<{ desk: Desk; link: CentreLink; stores: DeskStores }> {
  const opened = await openStores({ siteId, vault: noVault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  const { stores } = opened
  open.push(stores)
  const settings = await openSettings(stores.local, {
    newId: () => siteId,
    language: 'en',
    firstOperator: '1',
  })
  const ambient = { nowMs: () => Date.now(), newId: () => crypto.randomUUID() }
  const workplace = await Workplace.open({ stores, settings, ambient })
  const enrolment = {
    address: 'http://centre',
    token: 'token',
    organisation: 'o',
    feeds: [{ siteId, kind: 'point' as const, name: 'East gate' }],
  }
  const link = await startLink(workplace, stores, enrolment, { ...machineAmbient, fetch: centre.fetch })
  open.push({ close: () => link.stop() })
  return { desk: workplace.desk, link, stores }
}

async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await machineAmbient.gzip?.(text)) ?? new Uint8Array()
}

const until = async (wanted: () => boolean | Promise<boolean>) => {
  while (!(await wanted())) await new Promise((resolve) => setTimeout(resolve, 5))
}
const seqOf = (desk: Desk) => desk.point.seen[secondDesk]?.upTo ?? 0

test('a new desk takes the picture, then the history in segments, then the tail; a restart has it all', async () => {
  const entries = chainOf(3 * segmentLength + 100, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength + 20)
  const { desk, link } = await aDeskAt(centre)
  await until(
    () => link.view.state === 'in-step' && link.view.progress === null && seqOf(desk) === entries.length,
  )
  expect(centre.asked.filter((one) => one.startsWith('GET entries'))[0]).toBe(
    `GET entries?after=${3 * segmentLength}`,
  )
  expect(desk.point.knownPosition).toBe(entries.length)
  const [stores] = open
  await until(async () => centre.asked.filter((one) => one.startsWith('GET segments')).length === 3)
  await closeAll()
  expect(stores).toBeDefined()

  centre.asked = []
  const again = await aDeskAt(centre)
  expect(seqOf(again.desk)).toBe(entries.length)
  await until(() => again.link.view.state === 'in-step')
  expect(centre.asked.filter((one) => one.includes('segments') || one.includes('snapshot'))).toEqual([])
})

test('history is read along with the log: a round of long ago comes back whole', async () => {
  const entries = chainOf(2 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 2 * segmentLength)
  const { desk, link } = await aDeskAt(centre)
  await until(
    () => link.view.state === 'in-step' && link.view.progress === null && desk.point.knownPosition > 0,
  )
  const opened = await (async () => {
    await closeAll()
    return openStores({ siteId, vault: noVault })
  })()
  if (opened.status !== 'ready') throw new Error(opened.status)
  open.push(opened.stores)
  const { entries: log } = opened.stores
  expect(await log.count()).toBe(0)
  expect(await log.ofRound(firstRound)).toEqual(entries)
  expect(await log.after({})).toEqual(entries)
  expect(await log.ofDevice(secondDesk, 500, 520)).toEqual(entries.slice(499, 520))
})

test('segments that come packed, some at a time, are all there after a restart, and read like any', async () => {
  const entries = chainOf(3 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength)
  centre.packs = true
  const { desk, link } = await aDeskAt(centre)
  await until(() => link.view.progress === null && desk.point.knownPosition > 0)
  expect(centre.asked.filter((one) => one.includes('segments'))).toEqual(['GET segments/0'])
  await closeAll()
  const opened = await openStores({ siteId, vault: noVault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  open.push(opened.stores)
  expect(await opened.stores.entries.count()).toBe(0)
  expect(await opened.stores.entries.ofDevice(secondDesk, 1, entries.length)).toEqual(entries)
})

test('on a line that cuts what is long the history comes all the same, a segment at a time', async () => {
  const entries = chainOf(3 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength)
  Object.assign(centre, { packs: true, mostAtOnce: 1 })
  const { desk, link } = await aDeskAt(centre)
  await until(() => link.view.progress?.done === segmentLength)
  await until(() => {
    link.wake()
    return link.view.progress === null
  })
  expect(desk.point.knownPosition).toBe(entries.length)
})

test('an entry of the history that cannot be read is looked at anew with every start, as a later version may', async () => {
  const entries = chainOf(segmentLength, { deviceId: secondDesk })
  const segment = async (seventh: unknown) => {
    const placed = entries.map((entry, i) => ({ position: i + 1, entry: i === 6 ? seventh : entry }))
    const bytes = await gzip(JSON.stringify({ segment: 0, entries: placed }))
    return [{ n: 0, bytes, entries: placed.map(({ entry }) => entry) }]
  }
  const centre = new ACentreWithHistory([], 0)
  const first = await aDeskAt(centre)
  await until(() => first.link.view.state === 'in-step')
  await first.stores.history?.keep(siteId, await segment({ ...entries[6], ofALaterVersion: true }))
  await closeAll()
  const second = await aDeskAt(centre)
  await until(() => second.link.view.state === 'in-step')
  expect(second.desk.point.seen[secondDesk]).toEqual({ upTo: 6, beyond: [[8, segmentLength]] })
  await second.desk.point.keep()
  // This version reads it only once it is another: what is on the disk changes in place of the program.
  await second.stores.history?.keep(siteId, await segment(entries[6]))
  await closeAll()
  const third = await aDeskAt(centre)
  await until(() => third.link.view.state === 'in-step')
  expect(third.desk.point.seen[secondDesk]).toEqual({ upTo: segmentLength, beyond: [] })
})

test('history that an earlier version kept as text is read like any', async () => {
  const entries = chainOf(segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, segmentLength)
  const { link } = await aDeskAt(centre)
  await until(() => link.view.progress === null && link.view.state === 'in-step')
  await closeAll()
  const tables = new LocalTables(storeNames(0).local)
  await tables.segments.put({ siteId, n: 0, text: JSON.stringify(entries) })
  tables.close()
  const { stores } = await aDeskAt(centre)
  expect(await stores.entries.ofDevice(secondDesk, 1, segmentLength)).toEqual(entries)
})

test('a segment too large for one piece comes in pages instead, and is in the log', async () => {
  const entries = chainOf(3 * segmentLength, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, 3 * segmentLength)
  centre.tooLarge = 1
  const { link } = await aDeskAt(centre)
  await until(() => link.view.progress === null && link.view.keptOut === segmentLength)
  await closeAll()
  const again = await aDeskAt(centre)
  await until(() => again.link.view.state === 'in-step')
  expect(await again.stores.entries.count()).toBe(segmentLength)
  expect(await again.stores.entries.ofDevice(secondDesk, 1, entries.length)).toEqual(entries)
})

test('a desk whose history is not all here is ready all the same', async () => {
  const entries = chainOf(segmentLength + 5, { deviceId: secondDesk })
  const centre = new ACentreWithHistory(entries, segmentLength + 5)
  centre.holdsSegments = true
  const { desk, link } = await aDeskAt(centre)
  await until(() => desk.point.knownPosition === entries.length)
  expect(seqOf(desk)).toBe(entries.length)
  expect(link.view.progress).toEqual({ done: 0, total: segmentLength })
  const answer = await desk.run(
    'site',
    () => ({
      ok: true,
      facts: [{ kind: 'FloatSet', v: 1, businessDay: '2026-04-01' as never, fen: 1 as never }],
    }),
    {},
  )
  expect(answer).toMatchObject({ ok: true, entries: [{ basis: entries.length }] })
  centre.holdsSegments = false
  link.wake()
  await until(() => link.view.progress === null)
})
