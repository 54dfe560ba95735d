import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sha256Hex } from '../../server/hq/secrets'
import { revokeDevice } from '../../server/hq/sites'
import { operations } from '../../server/http/openApi'
import type { IdentitiesPushAnswer } from '../../shared/contract/people'
import { type MeAnswer, paths, protocolHeader, protocolVersion } from '../../shared/contract/sync'
import { type ACentre, ADeskOfTheCentre, anEnrolledDesk, aWarehouse, fresh } from './aCentre'
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
      for (const desk of [ofOne, ofOther]) await desk.push(desk.writeMany(3))
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
          await desk.push([desk.write()])
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
          headers: { [protocolHeader]: String(protocolVersion) },
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
        await desk.push([desk.write(), {}])
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

    test('a revoked device is refused from its next request on', async () => {
      const desk = await anEnrolledDesk(at())
      await revokeDevice(at().centre.sql, desk.deviceId, at().clock.nowMs)
      const response = await desk.pushing([desk.write()])
      expect(response.status).toBe(403)
      expect(await response.json()).toEqual({ code: 'revoked' })
    })
  })
}
