import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../server/command/runCommand'
import { sha256Hex } from '../../server/hq/secrets'
import { addSite, findSite, packFor, revokeDevice } from '../../server/hq/sites'
import { operations } from '../../server/http/openApi'
import type { IdentitiesPushAnswer } from '../../shared/contract/people'
import { type MeAnswer, type PushAnswer, paths } from '../../shared/contract/sync'
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

const tableRow = z.object({
  name: z.string(),
  partition: z.boolean(),
  guarded: z.boolean(),
  forced: z.boolean(),
  policies: z.coerce.number(),
  read: z.boolean(),
})

const ofFeeds = `
  select c.relname as name, c.relispartition as partition, c.relrowsecurity as guarded,
    c.relforcerowsecurity as forced, has_table_privilege('tuandian_feed', c.oid, 'select') as read,
    (select count(*) from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'site_id'
  where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace and c.relname <> 'sites'`

/** Who may see what. */
export function tenantsContract(at: () => ACentre): void {
  const count = async (tx: { query(text: string): Promise<readonly unknown[]> }, table: string) =>
    Number((await tx.query(`select count(*)::int as n from ${table}`)).map((row) => Object(row).n)[0])

  const feedsOf = async (desk: ADeskOfTheCentre) =>
    (await desk.json<MeAnswer>(paths.me)).feeds.map(({ siteId, siteSecret }) => [siteId, siteSecret])

  describe('tenants', () => {
    /** A point and a warehouse with its point, of two organisations, in any order. */
    const twoTenants = async (): Promise<readonly ADeskOfTheCentre[]> => {
      const { warehouse, points } = await aWarehouse(at(), {
        warehouse: fresh('warehouse'),
        points: [fresh('point')],
      })
      const ofOne = await anEnrolledDesk(at())
      await anEnrolledDesk(at(), { siteKey: points[0] ?? '' })
      const ofOther = await anEnrolledDesk(at(), { siteKey: warehouse })
      for (const desk of [ofOne, ofOther])
        await desk.sent(paths.entries(desk.siteId), { entries: desk.writeMany(3) })
      return [ofOne, ofOther]
    }

    test('no endpoint answers for a feed of another organisation, nor says whether there is one', async () => {
      const [one, other] = await twoTenants()
      const third = await anEnrolledDesk(at())
      if (!one || !other) throw new Error('no desks')
      const pairs = [
        [one, other],
        [other, one],
        [third, other],
      ] as const
      for (const [mine, theirs] of pairs) await refusesAll(mine, theirs)
    })

    async function refusesAll(mine: ADeskOfTheCentre, theirs: ADeskOfTheCentre): Promise<void> {
      const ofFeeds = operations.filter(({ path }) => path.includes('{siteId}'))
      expect(ofFeeds.length).toBeGreaterThan(8)
      for (const { path, method } of ofFeeds) {
        const ask = async (siteId: string): Promise<[number, string]> => {
          const address = path
            .replace('{siteId}', siteId)
            .replace('{n}', '0')
            .replace('{householdId}', 'h-1')
            .replace('{sha256}', sha256Hex('x'))
          const body = method === 'post' ? JSON.stringify({ entries: [], rows: [] }) : null
          const response = await mine.call(`${address}?epoch=${mine.answer?.epoch}`, {
            method: method.toUpperCase(),
            body,
          })
          return [response.status, await response.text()]
        }
        const refused = await ask(theirs.siteId)
        expect([method, path, ...refused]).toEqual([method, path, 403, '{"code":"not-your-feed"}'])
        expect(await ask('no-such-site')).toEqual(refused)
        expect((await ask(mine.siteId))[0]).not.toBe(403)
      }
    }

    test('who a desk is, what its stream says and whom it goes on for name nothing of another organisation', async () => {
      for (const turned of [false, true]) {
        const pair = await twoTenants()
        const [mine, theirs] = turned ? [...pair].reverse() : pair
        if (!mine || !theirs) throw new Error('no desks')
        const said = [JSON.stringify(await mine.json(paths.me))]
        const stream = await mine.call(paths.stream)
        const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
        for (const desk of [theirs, mine]) {
          await desk.sent(paths.entries(desk.siteId), { entries: [desk.write()] })
          at().centre.deviceChanged(desk.deviceId)
        }
        for (;;) {
          const part = await reader?.read()
          if (!part || part.done) break
          said.push(part.value)
        }
        expect(said.join('')).toContain(mine.siteId)
        expect(said.join('')).toMatch(/event: again/)
        for (const text of [theirs.siteId, theirs.deviceId, theirs.answer?.organisation ?? '?'])
          expect(said.join('')).not.toContain(text)

        const next = new ADeskOfTheCentre(at().call, undefined, mine.siteId)
        await revokeDevice(at().centre.sql, theirs.deviceId, at().clock.nowMs)
        await next.enrol(undefined, { formerToken: mine.token, formerDevices: [theirs.deviceId] })
        const me: MeAnswer = await next.json(paths.me)
        expect(me.predecessors).toEqual([mine.deviceId])
        expect(me.feeds.map(({ siteId }) => siteId)).not.toContain(theirs.siteId)
      }
    })

    test('every table that holds something of a feed shows it by the name of the feed alone', async () => {
      const { sql } = at().centre
      const rows = z.array(tableRow).parse(await sql.query(ofFeeds))
      const tables = rows.filter(({ partition }) => !partition)
      expect(tables.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['snapshots', 'entries', 'report_marks', 'report_products', 'report_bags']),
      )
      for (const one of tables) expect(one).toMatchObject({ guarded: true, forced: true, policies: 1 })
      // A partition is reached through its table, whose policy holds; by its own name it is not reached at all.
      for (const one of rows.filter(({ partition }) => partition)) expect(one).toMatchObject({ read: false })
    })

    test('every endpoint but those of health asks for a token', async () => {
      for (const { path, method, open } of operations) {
        const response = await at().call(path.replace('{siteId}', 's').replace('{n}', '0'), {
          method: method.toUpperCase(),
          headers: { 'tuandian-protocol': '1' },
        })
        if (open) expect([path, response.status]).not.toEqual([path, 401])
        else expect([401, 404], path).toContain(response.status)
      }
      expect((await at().call('/metrics')).status).toBe(404)
      expect((await at().call('/openapi.json')).status).toBe(404)
    })

    test('the database itself shows one feed, lets nobody edit an entry, and shows nothing without a feed', async () => {
      const mine = await anEnrolledDesk(at())
      const theirs = await anEnrolledDesk(at())
      for (const desk of [mine, theirs]) {
        await desk.sent<PushAnswer>(paths.entries(desk.siteId), { entries: [desk.write(), {}] })
        const identity = {
          erased: false,
          householdId: 'h',
          version: 1,
          name: 'x',
          phone: null,
          address: null,
          note: null,
        }
        await desk.sent<IdentitiesPushAnswer>(paths.identities(desk.siteId), {
          rows: [{ assumed: null, identity }],
        })
        await sendPart(desk, { photo: aPhoto(9), from: 0, to: 9 })
        await sendPart(desk, { photo: aPhoto(8), from: 0, to: 4 })
        await at().centre.books.inFeed(desk.siteId, async (book) => {
          await book.keepSnapshot({ position: 1, foldVersion: 1, start: '' })
          await book.markReports({ position: 0, version: 0 })
        })
      }
      const { sql } = at().centre
      const tables = [
        ...['feeds', 'entries', 'quarantine', 'identities', 'blobs', 'blob_parts'],
        ...['snapshots', 'report_marks'],
      ]
      const inFeed = `select set_config('role', 'tuandian_feed', true), set_config('app.feed', $1, true)`
      await sql.transaction(async (tx) => {
        await tx.query(inFeed, [mine.siteId])
        for (const table of tables) expect([table, await count(tx, table)]).toEqual([table, 1])
      })
      await sql.transaction(async (tx) => {
        await tx.query(`select set_config('role', 'tuandian_feed', true)`)
        for (const table of tables) expect([table, await count(tx, table)]).toEqual([table, 0])
      })
      for (const forbidden of [
        `update entries set body = 'x'`,
        'delete from entries',
        'delete from identities',
        'delete from blobs',
        `update blobs set bytes = ''`,
        'select * from devices',
        'select * from entries_0',
      ])
        await expect(
          sql.transaction(async (tx) => {
            await tx.query(inFeed, [mine.siteId])
            await tx.query(forbidden)
          }),
          forbidden,
        ).rejects.toThrow(/permission denied/)
      await expect(
        sql.transaction(async (tx) => {
          await tx.query(inFeed, [mine.siteId])
          await tx.query(
            'insert into blobs (site_id, sha256, brought_by, received_at_ms, bytes) values ($1, $2, $3, 0, $4)',
            [theirs.siteId, 'x', 'x', new Uint8Array()],
          )
        }),
      ).rejects.toThrow(/row-level security/)
    })

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
      expect((await warehouse.post(paths.entries(point.siteId), { entries: [entry] })).status).toBe(403)
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
      await warehouse.sent(paths.entries(warehouse.siteId), { entries: [own] })
      const { outcomes } = await warehouse.sent<PushAnswer>(paths.entries(point.siteId), {
        entries: [forPoint],
      })
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

    test('a revoked device is refused from its next request on', async () => {
      const desk = await anEnrolledDesk(at())
      await revokeDevice(at().centre.sql, desk.deviceId, at().clock.nowMs)
      const response = await desk.post(paths.entries(desk.siteId), { entries: [desk.write()] })
      expect(response.status).toBe(403)
      expect(await response.json()).toEqual({ code: 'revoked' })
    })
  })
}
