import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openEmbedded } from '../../server/db/embeddedSql'
import { sqlFeedBooks } from '../../server/db/sqlFeedBooks'
import { makeBackup, restoreBackup } from '../../server/hq/backup'
import { type Chance, chanceOf } from '../../shared/sample/chance'
import { aCentre, anEnrolledDesk, aPoint, seededBytes } from './aCentre'
import { embeddedInMemory } from './embeddedInMemory'

const under = mkdtempSync(join(tmpdir(), 'tuandian-power-'))
afterAll(() => rmSync(under, { recursive: true, force: true }))

const onHung = () => {}

/** What is on the disk for sure of a folder: each file as it was when it was flushed last. */
class SureDisk {
  constructor(
    private readonly folder: string,
    private readonly sure: string,
  ) {}

  flushed = (path: string): void => {
    if (statSync(path).isFile()) this.keep(relative(this.folder, path), this.sure)
    else mkdirSync(join(this.sure, relative(this.folder, path)), { recursive: true })
  }

  /** The power goes. @param part how much else the disk has taken, of what nobody waited for */
  cut(folder: string, chance: Chance, part: number): void {
    cpSync(this.sure, folder, { recursive: true })
    const written = readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).sort()
    // The lock is of a process that is no more.
    for (const name of written.filter((one) => one.startsWith('database')))
      if (statSync(join(this.folder, name)).isFile() && chance.happens(part)) this.keep(name, folder)
  }

  private keep(name: string, folder: string): void {
    const to = join(folder, name)
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(this.folder, name), to)
  }
}

const counted = z.object({ bags: z.coerce.number(), rows: z.coerce.number(), unpaired: z.coerce.number() })

test('after a power cut everything acknowledged is there, each transaction whole, whatever else the disk took', async () => {
  const chance = chanceOf(1)
  const folder = join(under, 'before')
  mkdirSync(folder)
  const disk = new SureDisk(folder, join(under, 'sure'))
  const sql = await openEmbedded({ folder, onHung, flushed: disk.flushed })
  await sql.run('create table handed_over (bag bigint primary key, note text not null)')
  const put = (bag: number) =>
    sql.transaction(async (tx) => {
      await tx.query('insert into handed_over values ($1, $2)', [bag, 'a'.repeat(chance.int(1, 3000))])
      await tx.query('insert into handed_over values ($1, $2)', [-bag, 'its other half'])
    })
  const last = 150
  for (let bag = 1; bag <= last; bag++) {
    await put(bag)
    if (bag === 100) await sql.run('checkpoint')
  }
  const next = put(last + 1)
  const cuts = [0, 0.2].map((part) => {
    const cut = join(under, `cut-${part}`)
    disk.cut(cut, chance, part)
    return cut
  })
  await next
  await sql.close()

  for (const cut of cuts) {
    const again = await openEmbedded({ folder: cut, onHung })
    const [row] = await again.query(
      'select count(*) filter (where bag > 0) as bags, count(*) as rows, min(bag) + max(bag) as unpaired from handed_over',
    )
    const { bags, ...rest } = counted.parse(row)
    expect(bags).toBeGreaterThanOrEqual(last)
    expect(rest).toEqual({ rows: 2 * bags, unpaired: 0 })
    await again.close()
  }
}, 90_000)

test('a long backup ends no centre: what waits behind it is not taken for a database that hangs', async () => {
  let hung = 0
  const sql = await embeddedInMemory({ onHung: () => (hung += 1), hungMs: 800 })
  const backup = sql.transaction(async (tx) => {
    // In steps that each come back, and each is written to a file before the next.
    for (let step = 0; step < 12; step++) {
      await tx.query('select pg_sleep(0.1)')
      await setImmediate()
    }
  })
  const asked = sql.query('select 1 as one')
  await backup
  expect(await asked).toEqual([{ one: 1 }])
  expect(hung).toBe(0)
  await sql.close()
})

test('a backup of one embedded centre is put back into another', async () => {
  const before = await aCentre(await embeddedInMemory())
  const desk = await anEnrolledDesk(before, { siteKey: await aPoint(before) })
  await desk.push(desk.writeMany(3))
  const file = join(under, 'centre.backup')
  const rows = await makeBackup(before.centre.sql, file, 1)
  const sql = await embeddedInMemory()
  const after = await aCentre(sql)
  expect(await restoreBackup(sql, file, { nowMs: 0, randomBytes: seededBytes(5) })).toBe(rows)
  const textsIn = (one: typeof sql) => sqlFeedBooks(one).inFeed(desk.siteId, (book) => book.page(0, 10))
  expect(await textsIn(sql)).toEqual(await textsIn(before.centre.sql))
  expect(await textsIn(sql)).toHaveLength(3)
  for (const { centre } of [before, after]) {
    await centre.stop()
    await centre.sql.close()
  }
}, 60_000)
