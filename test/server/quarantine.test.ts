import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../server/command/runCommand'
import { openPostgres } from '../../server/db/postgresSql'
import { hashOfEntry } from '../../shared/domain/entry/entry'
import { type ACentre, type ADeskOfTheCentre, aCentre, anEnrolledDesk, aPoint, seededBytes } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'
import { type PostgresHere, postgresBin, startPostgres } from './postgresHere'

const minuteMs = 60_000

function run({ centre: { sql } }: ACentre, ...words: string[]): Promise<string> {
  const more = { randomBytes: seededBytes(9), folder: '.', tell: () => {}, deviceChanged: () => {} }
  return runCommand({ sql, nowMs: () => 1, ...more }, words)
}

/** Something the centre sets aside: an entry with a fact that is none. */
function damaged(desk: ADeskOfTheCentre, note: string): { readonly id: string } {
  const fact = { kind: 'BagShelved', v: 1, note }
  const entry = desk.write([fact])
  return Object.assign({ ...entry }, { hash: hashOfEntry(entry) })
}

function quarantineIsShown(at: () => ACentre): void {
  test('what was kept apart is listed, the newest first, by site, device and reason, and one of it is shown whole', async () => {
    expect(await run(at(), 'quarantine', 'list')).toBe('Nothing is kept apart.')
    const [here, there] = [await aPoint(at()), await aPoint(at())]
    const desk = await anEnrolledDesk(at(), { siteKey: here })
    const other = await anEnrolledDesk(at(), { siteKey: there })
    const first = damaged(desk, 'of the first')
    await desk.push([first])
    at().clock.nowMs += minuteMs
    const second = damaged(other, 'of the second \u009b2J\u202e')
    await other.push([second, 'no entry at all'])

    const all = await run(at(), 'quarantine', 'list')
    const lines = all.split('\n')
    expect(lines).toHaveLength(4)
    for (const title of ['when', 'site', 'device', 'entry', 'reason', 'because'])
      expect(lines[0]).toContain(title)
    expect(lines[3]).toContain(first.id)
    expect(lines[3]).toMatch(/counter 1 .+bad-fact .+fact 0/)
    expect(all).not.toContain('of the first')
    const own = await run(at(), 'quarantine', 'list', here)
    expect([own.includes(first.id), own.includes(second.id)]).toEqual([true, false])

    const line = lines.find((one) => one.includes(second.id)) ?? ''
    const [id = ''] = line.split(/ {3,}/)
    // The log speaks of it by the same name.
    const apart = at().logged.flatMap(({ event, members }) =>
      event === 'entry-set-aside' ? [members['apart']] : [],
    )
    expect(apart).toContain(id)
    const shown = await run(at(), 'quarantine', 'show', id)
    expect(shown).toMatch(/personal data/)
    expect(shown).toContain('"note":"of the second ')
    // What a desk sent moves no cursor and turns no text round.
    expect(shown).not.toMatch(/[\u009b\u202e]/)
    await expect(run(at(), 'quarantine', 'show', 'ffffffffffff')).rejects.toThrow('quarantine list')
    await expect(run(at(), 'quarantine', 'show', "%'")).rejects.toThrow('quarantine list')
    await expect(run(at(), 'quarantine', 'show')).rejects.toThrow('missing')
    await expect(run(at(), 'quarantine', 'list', 'nowhere')).rejects.toThrow('no site "nowhere"')
  })

  test('of many the newest are listed, and how many older ones there are', async () => {
    const siteKey = await aPoint(at())
    const desk = await anEnrolledDesk(at(), { siteKey })
    for (let n = 0; n < 60; n++) {
      at().clock.nowMs += minuteMs
      await desk.push([damaged(desk, `${n}`)])
    }
    const lines = (await run(at(), 'quarantine', 'list', siteKey)).split('\n')
    expect(lines).toHaveLength(1 + 50 + 1)
    expect(lines.at(-1)).toMatch(/^10 older ones .+/)
    const numbers = lines.slice(1, -1).map((line) => Number(/:0*(\d+) /.exec(line.slice(20))?.[1]))
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => 60 - i))
    expect((await run(at(), 'quarantine', 'list')).split('\n').at(-1)).toMatch(/^\d+ older ones .+SITE/)
  })
}

describe('on the embedded database', () => quarantineIsShown(anEmbeddedCentre()))

const bin = postgresBin()
describe.skipIf(!bin)('on a PostgreSQL of whose feeds even the owner sees none without its name', () => {
  let postgres: PostgresHere
  let at: ACentre
  beforeAll(async () => {
    postgres = await startPostgres(bin ?? '')
    const root = openPostgres({ url: await postgres.url(), connections: 1 })
    await root.run(
      'create role centre login createrole; create role tuandian_feed; grant tuandian_feed to centre',
    )
    await root.close()
    at = await aCentre(openPostgres({ url: await postgres.url('apart', 'centre'), connections: 4 }))
  }, 120_000)
  afterAll(async () => {
    await at.centre.stop()
    await at.centre.sql.close()
    await postgres.stop()
  })
  quarantineIsShown(() => at)
})
