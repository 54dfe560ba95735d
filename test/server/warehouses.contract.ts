import { expect, test } from 'vitest'
import { runCommand } from '../../server/command/runCommand'
import { sha256Hex } from '../../server/hq/secrets'
import { addSite, findSite, packFor, packNoMore } from '../../server/hq/sites'
import { type EntriesAnswer, type MeAnswer, paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import {
  type ACentre,
  ADeskOfTheCentre,
  aCode,
  anEnrolledDesk,
  aPoint,
  aWarehouse,
  fresh,
  seededBytes,
} from './aCentre'
import { aPhoto, sendPart } from './blobs.contract'

/** A warehouse and the points it packs for. */
export function warehousesContract(at: () => ACentre): void {
  const feedsOf = async (desk: ADeskOfTheCentre) =>
    (await desk.json<MeAnswer>(paths.me)).feeds.map(({ siteId, siteSecret }) => [siteId, siteSecret])

  test('a warehouse is told at once when it packs for a point no more, or for one that has just got its first desk', async () => {
    const { sql } = at().centre
    const desk = {
      ...{ sql, deviceChanged, randomBytes: seededBytes(98), folder: '.' },
      nowMs: () => at().clock.nowMs,
      tell: () => {},
    }
    const told: string[] = []
    function deviceChanged(deviceId: string): void {
      told.push(deviceId)
    }
    const names = { point: fresh('point'), other: fresh('other'), warehouse: fresh('warehouse') }
    const name = fresh('organisation')
    const organisation = ['--organisation', name]
    await runCommand(desk, ['organisation', 'add', name])
    await runCommand(desk, ['site', 'add', names.point, ...organisation])
    await runCommand(desk, ['site', 'add', names.other, ...organisation])
    await runCommand(desk, ['site', 'add', names.warehouse, '--kind', 'warehouse', ...organisation])
    await runCommand(desk, ['warehouse', 'packs', names.warehouse, names.point])
    const siteKey = async (name: string) => (await findSite(sql, name)).site_key
    const warehouse = await anEnrolledDesk(at(), { siteKey: await siteKey(names.warehouse) })
    expect(await feedsOf(warehouse)).toEqual([[warehouse.siteId, `secret-of-${warehouse.siteId}`]])

    const changed: string[] = []
    const followed = at().centre.hints.follow({
      siteIds: new Set(),
      deviceId: warehouse.deviceId,
      more: () => {},
      stale: () => {},
      changed: () => changed.push('again'),
      closed: () => {},
    })
    const point = await anEnrolledDesk(at(), { siteKey: await siteKey(names.point) })
    expect(changed).toEqual(['again'])
    expect(await feedsOf(warehouse)).toContainEqual([point.siteId, `secret-of-${point.siteId}`])
    followed()

    await runCommand(desk, ['warehouse', 'leaves', names.warehouse, names.point])
    expect(told).toEqual([warehouse.deviceId])
    expect(await feedsOf(warehouse)).toHaveLength(1)
    const entry = warehouse.write(undefined, point.siteId)
    expect((await warehouse.push([entry])).outcomes).toMatchObject([{ reason: 'wrong-feed' }])
    await expect(runCommand(desk, ['warehouse', 'leaves', names.warehouse, names.other])).rejects.toThrow(
      'does not pack for',
    )
  })

  test('a warehouse desk that lost its settings and took a point for its own is let in again as the warehouse’s', async () => {
    const { warehouse, points } = await aWarehouse(at(), {
      warehouse: fresh('warehouse'),
      points: [fresh('point')],
    })
    const point = await anEnrolledDesk(at(), { siteKey: points[0] ?? '' })
    const desk = await anEnrolledDesk(at(), { siteKey: warehouse })
    const { siteId } = desk
    await desk.enrol(await aCode(at(), warehouse), { siteId: point.siteId, hasEntries: true })
    expect(desk.answer?.site.siteId).toBe(siteId)
  })

  /** A PC of a warehouse and a copy of it, and the points they write for. */
  async function aCopiedWarehouse() {
    const keys = await aWarehouse(at(), {
      warehouse: fresh('warehouse'),
      points: [fresh('east'), fresh('west')],
    })
    const points = await Promise.all(keys.points.map((siteKey) => anEnrolledDesk(at(), { siteKey })))
    const [east = '', west = ''] = points.map(({ siteId }) => siteId)
    const first = await anEnrolledDesk(at(), { siteKey: keys.warehouse })
    const copy = new ADeskOfTheCentre(at().call, first.deviceId, first.siteId)
    copy.token = first.token
    return { keys, first, copy, east, west }
  }

  test('of two copies of a warehouse nothing is taken of what one wrote after the other got on, for whichever point', async () => {
    const { first, copy, east, west } = await aCopiedWarehouse()
    const mine = [first.write(undefined, east), first.write(undefined, west)]
    const theirs = [copy.write(undefined, west), copy.write(undefined, west), copy.write(undefined, east)]
    await first.push(mine.slice(0, 1))
    for (const some of [theirs, theirs.slice(1), theirs.slice(2)])
      expect((await copy.pushing(some)).status).toBe(409)
    expect((await first.push(mine.slice(1))).outcomes).toMatchObject([{ outcome: 'accepted' }])
  })

  test('of two copies of a warehouse that push for two points at the same moment, one is taken', async () => {
    for (let n = 0; n < 5; n += 1) {
      const { first, copy, east, west } = await aCopiedWarehouse()
      const answers = await Promise.all([
        first.pushing([first.write(undefined, east)]),
        copy.pushing([copy.write(undefined, west)]),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    }
  })

  test('what a warehouse wrote for a point it packs for no more is of its chain all the same', async () => {
    const { keys, first, copy, east, west } = await aCopiedWarehouse()
    const [, westKey = ''] = keys.points
    await first.push([first.write(undefined, west)])
    await packNoMore(at().centre.sql, keys.warehouse, westKey)
    expect(await copy.json<MeAnswer>(paths.me)).toMatchObject({ last: first.last, upTo: 0, beyond: [] })
    expect((await copy.pushing([copy.write(undefined, east)])).status).toBe(409)
    expect((await first.push([first.write(undefined, east)])).outcomes).toMatchObject([
      { outcome: 'accepted' },
    ])
    await packFor(at().centre.sql, keys.warehouse, westKey)
    expect(await first.json<MeAnswer>(paths.me)).toMatchObject({ last: first.last, upTo: 2 })
  })

  /** A push whose body stays on the way until it is let go; resolves once the centre waits for it. */
  async function aPushOnTheWay(desk: ADeskOfTheCentre, entries: readonly Entry[]) {
    const body = new TextEncoder().encode(JSON.stringify({ last: desk.last, entries }))
    let letGo = () => {}
    const sent = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let answer: Promise<Response> | undefined
    await new Promise<void>((isAwaited) => {
      const pull = async (controller: ReadableStreamDefaultController) => {
        isAwaited()
        await sent
        controller.enqueue(body)
        controller.close()
      }
      const stream = new ReadableStream({ pull }, { highWaterMark: 0 })
      answer = desk.call(paths.push, { method: 'POST', body: stream, duplex: 'half' } as RequestInit)
    })
    return async () => {
      letGo()
      return (await answer) as Response
    }
  }

  test('of a warehouse’s push that was long on the way nothing is taken where a copy wrote for a new point meanwhile', async () => {
    const { keys, first, copy, east } = await aCopiedWarehouse()
    const { sql } = at().centre
    const [row] = await sql.query('select organisation_id from sites where site_key = $1', [keys.warehouse])
    const site = {
      organisationId: String(Object(row).organisation_id),
      ...{ kind: 'point' as const, name: fresh('new') },
    }
    const newKey = await addSite(sql, site, seededBytes(101))
    const point = await anEnrolledDesk(at(), { siteKey: newKey })
    const arrives = await aPushOnTheWay(first, [first.write(undefined, east)])
    await packFor(sql, keys.warehouse, newKey)
    await copy.push([copy.write(undefined, point.siteId)])
    expect(await (await arrives()).json()).toMatchObject({ code: 'other-last', last: copy.last })
  })

  test('of a warehouse’s push that was long on the way nothing is taken where its desk is let in no more by then', async () => {
    const { first, east } = await aCopiedWarehouse()
    const arrives = await aPushOnTheWay(first, [first.write(undefined, east)])
    await at().centre.sql.query('update devices set revoked_at_ms = 1 where device_id = $1', [first.deviceId])
    expect(await (await arrives()).json()).toMatchObject({ code: 'revoked' })
  })

  test('a push is answered as far as it came: up to where two copies part, or until others have waited for long enough', async () => {
    const { first, copy, east, west } = await aCopiedWarehouse()
    const shared = first.write(undefined, east)
    await first.push([shared, first.write(undefined, west)])
    copy.write(undefined, east)
    const parted = copy.write([{ kind: 'AnotherStory', v: 1 }], west)
    expect((await copy.push([shared, parted])).outcomes).toMatchObject([{ index: 0, outcome: 'known' }])

    const { clock } = at()
    const startedMs = clock.nowMs
    let looked = 0
    Object.defineProperty(clock, 'nowMs', { get: () => startedMs + ++looked * 700, configurable: true })
    const entries = [east, west, east, west].map((siteId) => first.write(undefined, siteId))
    const came = (await first.push(entries)).outcomes.length
    Object.defineProperty(clock, 'nowMs', { value: startedMs, writable: true })
    expect(came).toBeGreaterThan(0)
    expect(came).toBeLessThan(entries.length)
    expect((await first.push(entries.slice(came))).outcomes).toHaveLength(entries.length - came)
    expect(await first.json<MeAnswer>(paths.me)).toMatchObject({ upTo: 6, missing: [] })
  })

  test('one push brings what a warehouse wrote for several points, each into its feed, in the order it was written', async () => {
    const { first, east, west } = await aCopiedWarehouse()
    const entries = [east, west, west, first.siteId, east].map((siteId) => first.write(undefined, siteId))
    const [, , third] = entries
    const spoilt = { ...third, basis: 7 }
    const { outcomes } = await first.push(entries.with(2, spoilt as never))
    expect(outcomes.map(({ index, outcome, reason }) => [index, reason ?? outcome])).toEqual([
      [0, 'accepted'],
      [1, 'accepted'],
      [2, 'wrong-hash'],
      [3, 'accepted'],
      [4, 'accepted'],
    ])
    expect(await first.json<MeAnswer>(paths.me)).toMatchObject({
      upTo: 2,
      beyond: [[4, 5]],
      last: { seq: 5 },
    })
    const inFeeds = await Promise.all(
      [east, west, first.siteId].map((siteId) => first.json<EntriesAnswer>(paths.entries(siteId))),
    )
    expect(inFeeds.map((page) => page.entries.map(({ entry }) => (entry as Entry).deviceSeq))).toEqual([
      [1, 5],
      [2],
      [4],
    ])
  })

  test('a warehouse writes into the feeds of the points it packs for, and its sequence is whole over all of them', async () => {
    const pointKey = await aPoint(at())
    const point = await anEnrolledDesk(at(), { siteKey: pointKey })
    const { sql } = at().centre
    const [row] = await sql.query('select organisation_id from sites where site_key = $1', [pointKey])
    const organisationId: string = Object(row).organisation_id
    const site = { organisationId, kind: 'warehouse' as const, name: fresh('warehouse') }
    const warehouseKey = await addSite(sql, site, seededBytes(99))
    await packFor(sql, warehouseKey, pointKey)
    const warehouse = await anEnrolledDesk(at(), { siteKey: warehouseKey })
    expect(warehouse.answer?.feeds.map(({ siteId }) => siteId)).toEqual([warehouse.siteId, point.siteId])
    const own = warehouse.write()
    const forPoint = warehouse.write(undefined, point.siteId)
    await warehouse.push([own])
    const { outcomes } = await warehouse.push([forPoint])
    expect(outcomes).toMatchObject([{ outcome: 'accepted' }])
    expect(await warehouse.json<MeAnswer>(paths.me)).toMatchObject({ upTo: 2, beyond: [], missing: [] })
    expect((await point.call(paths.entries(warehouse.siteId))).status).toBe(403)
    // A photo goes where the entry is that names it: the point sees what the warehouse took for it, and no more.
    const [ofPoint, ofWarehouse] = [aPhoto(10), aPhoto(11)]
    await sendPart(warehouse, { photo: ofPoint, from: 0, to: 10, siteId: point.siteId })
    await sendPart(warehouse, { photo: ofWarehouse, from: 0, to: 11 })
    const seenBy = async (desk: ADeskOfTheCentre, siteId: string, photo: Uint8Array) =>
      (await desk.call(paths.blob(siteId, sha256Hex(photo)))).status
    expect(await seenBy(point, point.siteId, ofPoint)).toBe(200)
    expect(await seenBy(point, point.siteId, ofWarehouse)).toBe(404)
    expect(await seenBy(point, warehouse.siteId, ofWarehouse)).toBe(403)
  })
}
