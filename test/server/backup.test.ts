import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../server/command/runCommand'
import { openPostgres } from '../../server/db/postgresSql'
import type { Sql } from '../../server/db/sql'
import { sqlFeedBooks } from '../../server/db/sqlFeedBooks'
import { acceptEntries } from '../../server/feed/acceptEntries'
import { makeBackup, restoreBackup } from '../../server/hq/backup'
import { erasePhotos } from '../../server/hq/erasePhotos'
import { sha256Hex } from '../../server/hq/secrets'
import { packNoMore } from '../../server/hq/sites'
import { verifyChains } from '../../server/hq/verifyChains'
import type { IdentitiesAnswer } from '../../shared/contract/people'
import {
  type DevicesAnswer,
  type PushAnswer,
  paths,
  protocolHeader,
  protocolVersion,
} from '../../shared/contract/sync'
import { ADeskOfTheCentre, aCentre, anEnrolledDesk, aPoint, aWarehouse, seededBytes } from './aCentre'
import { aPhoto, sendPart } from './blobs.contract'
import { type PostgresHere, postgresBin, startPostgres } from './postgresHere'

const bin = postgresBin()
interface Epochs {
  readonly epoch: string
  readonly mark_key: string
  readonly past: readonly string[]
}

describe.skipIf(!bin)('backups', () => {
  let postgres: PostgresHere
  const folder = mkdtempSync(join(tmpdir(), 'tuandian-backup-'))
  const open: Sql[] = []
  const database = async (name: string): Promise<Sql> => {
    // Not the superuser: the owner of a database in production sees feeds only by name, too.
    const sql = openPostgres({ url: await postgres.url(name, 'centre'), connections: 4 })
    open.push(sql)
    return sql
  }
  beforeAll(async () => {
    postgres = await startPostgres(bin ?? '')
    const root = openPostgres({ url: await postgres.url(), connections: 1 })
    await root.run(
      'create role centre login createrole; create role tuandian_feed; grant tuandian_feed to centre',
    )
    await root.close()
  }, 120_000)
  afterAll(async () => {
    await Promise.all(open.map((sql) => sql.close()))
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a backup restored into a new database has everything under a new epoch, and desks bring what it lacks', async () => {
    const before = await aCentre(await database('before'), { seed: 31 })
    const siteKey = await aPoint(before)
    const desk = await anEnrolledDesk(before, { siteKey })
    const colleague = await anEnrolledDesk(before, { siteKey })
    const kept = desk.writeMany(3)
    const lost = [desk.write(), colleague.write()]
    const identity = {
      erased: false,
      householdId: 'h-1',
      version: 1,
      name: '张三',
      phone: null,
      address: null,
      note: "it's",
    }
    await desk.sent(paths.identities(desk.siteId), { rows: [{ assumed: null, identity }] })
    await desk.push(kept)
    for (let n = 1; n <= 5; n++) await sendPart(desk, { photo: aPhoto(n), from: 0, to: n })
    const file = join(folder, 'centre.backup')
    await makeBackup(before.centre.sql, file, 1)
    await desk.push(lost.slice(0, 1))
    await colleague.push(lost.slice(1))
    const [sealedWith] = (await before.centre.sql.query('select mark_key from centre')) as [object]
    await before.centre.stop()

    const sql = await database('after')
    const after = await aCentre(sql, { seed: 32 })
    const { tell, deviceChanged } = after.centre
    const chance = { nowMs: () => after.clock.nowMs, randomBytes: seededBytes(5) }
    await runCommand({ sql, folder, tell, deviceChanged, ...chance }, ['backup', 'restore', file])
    // What desks were given before can still be judged: the key came along, and the epoch of then is of the past.
    expect(await sql.query('select mark_key, past from centre')).toEqual([
      { ...sealedWith, past: [desk.answer?.epoch] },
    ])
    // What was folded is not in the backup: it is folded anew.
    expect(await sqlFeedBooks(sql).inFeed(desk.siteId, (book) => book.reportsAt())).toMatchObject({
      position: 3,
    })
    await expect(restoreBackup(sql, file, { nowMs: 0, randomBytes: seededBytes(6) })).rejects.toThrow(
      /not empty/,
    )
    const asked = await after.centre.app.request(
      `${paths.entries(desk.siteId)}?epoch=${desk.answer?.epoch}`,
      {
        headers: { authorization: `Bearer ${desk.token}`, [protocolHeader]: String(protocolVersion) },
      },
    )
    expect(asked.status).toBe(409)
    const again = desk.moveTo(after.call)
    const { devices, bringBack, head }: DevicesAnswer = await again.json(paths.devices(desk.siteId))
    expect([bringBack, head, devices.map(({ upTo }) => upTo)]).toEqual([true, 3, [3]])
    // The colleague's PC is gone; what this desk had read of it comes back through this desk.
    const { outcomes }: PushAnswer = await again.push([...kept, ...lost])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'known',
      'known',
      'known',
      'accepted',
      'accepted',
    ])
    const people: IdentitiesAnswer = await again.json(paths.identities(desk.siteId))
    expect(people.identities.map((one) => one.identity)).toEqual([identity])
    const photo = await again.call(paths.blob(desk.siteId, sha256Hex(aPhoto(5))))
    expect(new Uint8Array(await photo.arrayBuffer())).toEqual(aPhoto(5))
    // The seventh day after they came.
    expect(await erasePhotos(sql, 7, after.clock.nowMs + 6 * 86_400_000)).toBe(0)
    expect(await erasePhotos(sql, 7, after.clock.nowMs + 8 * 86_400_000)).toBe(5)
    expect((await again.call(paths.blob(desk.siteId, sha256Hex(aPhoto(5))))).status).toBe(404)
    await after.centre.stop()
  })

  test('a new epoch is begun under the key that was, or under another where that one is in wrong hands', async () => {
    const sql = await database('epochs')
    const at = await aCentre(sql, { seed: 34 })
    await aPoint(at)
    const { tell, deviceChanged } = at.centre
    const owner = { sql, folder, tell, deviceChanged, nowMs: () => 0, randomBytes: seededBytes(5) }
    const now = async () => (await sql.query('select epoch, mark_key, past from centre'))[0] as Epochs
    const [first, second] = [await now(), await runCommand(owner, ['epoch', 'new']).then(now)]
    expect(second).toEqual({ ...first, epoch: second.epoch, past: [first.epoch] })
    const third = await runCommand(owner, ['epoch', 'new', '--new-key']).then(now)
    expect(third.mark_key).not.toBe(first.mark_key)
    expect(new Set([first.epoch, second.epoch, third.epoch]).size).toBe(3)
    await at.centre.stop()
  })

  test('an edited and a dropped entry are each named by the chain', async () => {
    const sql = await database('edited')
    const at = await aCentre(sql, { seed: 33 })
    const desk = await anEnrolledDesk(at)
    await desk.push(desk.writeMany(6))
    const books = sqlFeedBooks(sql)
    const { tell, deviceChanged } = at.centre
    const owner = { sql, folder, tell, deviceChanged, nowMs: () => 0, randomBytes: seededBytes(5) }
    const verify = (...more: string[]) => runCommand(owner, ['chain', 'verify', ...more])
    expect(await verifyChains(sql, books)).toMatchObject({
      entries: 6,
      devices: 1,
      findings: [],
      lost: [],
      unreadable: [],
    })
    expect(await verify()).toBe('6 entries of 1 device, 0 findings')
    await sql.transaction(async (tx) => {
      await tx.query(`select set_config('app.feed', $1, true)`, [desk.siteId])
      await tx.query(`update entries set body = replace(body, '"basis":0', '"basis":9') where device_seq = 2`)
      await tx.query('delete from entries where device_seq in (4, 6)')
    })
    const { findings, lost } = await verifyChains(sql, books)
    expect(findings.map(({ deviceSeq, fault }) => [deviceSeq, fault])).toEqual([
      [2, 'edited'],
      [5, 'gap'],
    ])
    const { siteId } = desk
    expect(lost).toEqual([
      { siteId, from: 4, to: 4 },
      { siteId, from: 6, to: 6 },
    ])
    await expect(verify()).rejects.toThrow(/4 findings[\s\S]+lost .+ positions 6 to 6/)
    // What was looked into once is not told every night: the next loss would be one line more among many.
    const known = ['--known', 'known.txt']
    await expect(verify(...known)).rejects.toThrow(/there is no file .+known\.txt/)
    writeFileSync(join(folder, 'known.txt'), await verify().catch((error: Error) => error.message))
    expect(await verify(...known)).toBe('4 entries of 1 device, 4 findings, 4 of them known before')
    await sql.transaction(async (tx) => {
      await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
      await tx.query('delete from entries where device_seq = 5')
    })
    await expect(verify(...known)).rejects.toThrow(
      new RegExp(
        `^3 entries of 1 device, 2 findings, 1 of them known before\nlost   ${siteId}   positions 4 to 6$`,
      ),
    )
    await at.centre.stop()
  })

  test('two desks that have come to be the same device are named, though each wrote into another feed', async () => {
    const at = await aCentre(await database('twins'))
    const { warehouse, points } = await aWarehouse(at, { warehouse: 'w', points: ['east', 'west'] })
    const [east, west] = [
      await anEnrolledDesk(at, { siteKey: points[0] ?? '' }),
      await anEnrolledDesk(at, { siteKey: points[1] ?? '' }),
    ]
    const desk = await anEnrolledDesk(at, { siteKey: warehouse })
    const twin = new ADeskOfTheCentre(at.call, desk.deviceId, desk.siteId)
    await desk.push([desk.write(undefined, east.siteId)])
    // As two pushes at once are taken, neither of which can see the other.
    await acceptEntries(at.centre.books, {
      ...{ siteId: west.siteId, deviceId: desk.deviceId, last: null, nowMs: 1 },
      entries: [twin.write(undefined, west.siteId), twin.write(undefined, west.siteId)],
    })
    const { findings, lost } = await verifyChains(at.centre.sql, at.centre.books)
    expect([findings, lost]).toEqual([[{ deviceId: desk.deviceId, deviceSeq: 1, fault: 'two-bodies' }], []])
    await at.centre.stop()
  })

  test('a backup of an older centre is put back, and what it did not have yet is as it would have become', async () => {
    const at = await aCentre(await database('packing'))
    const { warehouse, points } = await aWarehouse(at, { warehouse: 'w', points: ['east', 'west'] })
    await packNoMore(at.centre.sql, warehouse, points[1] ?? '')
    const now = join(folder, 'now.backup')
    await makeBackup(at.centre.sql, now, at.clock.nowMs)
    const old = join(folder, 'old.backup')
    const lines = gunzipSync(readFileSync(now))
      .toString()
      .replace(/"schema":\d+/, '"schema":12')
    writeFileSync(old, gzipSync(lines.replaceAll(/,"ended":(true|false)/g, '')))
    const chance = { nowMs: 0, randomBytes: seededBytes(7) }
    for (const [file, ended] of [
      [now, [false, true]],
      [old, [false, false]],
    ] as const) {
      const after = await aCentre(await database(file === old ? 'from_old' : 'from_now'))
      await restoreBackup(after.centre.sql, file, chance)
      const rows = await after.centre.sql.query('select ended from packs_for order by ended')
      expect(rows).toEqual(ended.map((one) => ({ ended: one })))
      await after.centre.stop()
    }
    await at.centre.stop()
  })

  test('a backup of a newer centre is refused, for what it adds would be lost', async () => {
    const file = join(folder, 'newer.backup')
    const first = { tuandianBackup: 1, madeAtMs: 1, schema: 1_000 }
    writeFileSync(file, gzipSync(`${JSON.stringify(first)}\n`))
    const at = await aCentre(await database('older'))
    const chance = { nowMs: 0, randomBytes: seededBytes(6) }
    await expect(restoreBackup(at.centre.sql, file, chance)).rejects.toThrow(/made by a newer centre/)
    await at.centre.stop()
  })
})
