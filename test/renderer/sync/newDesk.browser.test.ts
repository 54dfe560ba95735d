import { afterEach, beforeEach, expect, test } from 'vitest'
import { startLink } from '../../../renderer/app/startLink'
import type { Desk } from '../../../renderer/commands/desk'
import { Workplace } from '../../../renderer/commands/workplace'
import { openSettings } from '../../../renderer/point/deskSettings'
import { openStores } from '../../../renderer/storage/openStores'
import type { CentreLink } from '../../../renderer/sync/centreLink'
import { machineAmbient } from '../../../renderer/sync/syncAmbient'
import { segmentLength } from '../../../shared/contract/sync'
import type { Entry } from '../../../shared/domain/entry/entry'
import { foldIn, foldVersion, freshStart, packStart } from '../../../shared/domain/startingPoint'
import { chainOf, firstRound, secondDesk, siteId } from '../storage/chainOf'
import { freshDatabases, noVault } from '../storage/freshDatabases'

const open: { close(): Promise<void> }[] = []

beforeEach(freshDatabases)
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A centre with a feed, a snapshot of its beginning, and segments it may hold back. */
class ACentreWithHistory {
  epoch = 'first'
  asked: string[] = []
  holdsSegments = false
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
    return this.answer(what, Number(searchParams.get('after')), Number(searchParams.get('limit')))
  }

  private answer(what: string, after: number, limit: number): Response {
    const { epoch } = this
    const placed = (from: number, to: number) =>
      this.entries.slice(from, to).map((entry, i) => ({ position: from + i + 1, entry }))
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
      return Response.json({ epoch, head: this.entries.length, entries: placed(after, after + limit) })
    if (what === 'identities') return Response.json({ epoch, head: 0, identities: [] })
    const [, n] = /^segments\/(\d+)$/.exec(what) ?? []
    if (n === undefined || this.holdsSegments) return Response.json({ code: 'not-found' }, { status: 404 })
    const from = Number(n) * segmentLength
    return Response.json({ epoch, segment: Number(n), entries: placed(from, from + segmentLength) })
  }
}

async function aDeskAt(centre: ACentreWithHistory): Promise<{ desk: Desk; link: CentreLink }> {
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
  return { desk: workplace.desk, link }
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
  for (const one of open.splice(0).reverse()) await one.close()
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
    for (const one of open.splice(0).reverse()) await one.close()
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
