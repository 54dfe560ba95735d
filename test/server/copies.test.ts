import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../server/db/migrate'
import { openPostgres } from '../../server/db/postgresSql'
import type { Sql } from '../../server/db/sql'
import { countBlobs, selectBytes, selectLength, selectParts } from '../../server/db/sqlBlobs'
import {
  selectEnd,
  selectHashes,
  selectLast,
  selectPage,
  selectRanges,
  selectRound,
} from '../../server/db/sqlFeedBooks'
import { selectSegments } from '../../server/db/sqlHistory'
import { selectChanges, selectHouseholds } from '../../server/db/sqlIdentities'
import { selectOfRound, selectRoundsSince } from '../../server/db/sqlReports'
import { revokeDevice } from '../../server/hq/sites'
import { type Served, serve } from '../../server/serve'
import type { MoreEvent } from '../../shared/contract/stream'
import {
  type EntriesAnswer,
  type PushAnswer,
  paths,
  protocolHeader,
  protocolVersion,
} from '../../shared/contract/sync'
import { type ACentre, type ADeskOfTheCentre, aCentre, anEnrolledDesk, aPoint, type Calls } from './aCentre'
import { type PostgresHere, postgresBin, startPostgres } from './postgresHere'

const bin = postgresBin()

/** One copy of the centre, with its own connections and its own socket. */
interface Copy {
  readonly at: ACentre
  readonly served: Served
  readonly calls: Calls
}

async function aCopy(url: string, seed: number): Promise<Copy> {
  const at = await aCentre(openPostgres({ url, connections: 6 }), { seed })
  const served = await serve((request, env) => at.centre.app.fetch(request, Object(env)), '127.0.0.1', 0)
  return { at, served, calls: (path, init) => fetch(`${served.address}${path}`, init) }
}

/** What a desk's stream says, as it comes. */
async function* listen(copy: Copy, desk: ADeskOfTheCentre): AsyncGenerator<MoreEvent | 'again'> {
  const headers = { [protocolHeader]: String(protocolVersion), authorization: `Bearer ${desk.token}` }
  const response = await fetch(`${copy.served.address}${paths.stream}`, { headers })
  const text = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())
  let rest = ''
  for await (const part of text) {
    const events = (rest + part).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (/^event: again$/m.test(event)) yield 'again'
      else if (data) yield JSON.parse(data)
    }
  }
}

describe.skipIf(!bin)('several copies over one PostgreSQL', () => {
  let postgres: PostgresHere
  let one: Copy
  let other: Copy
  beforeAll(async () => {
    postgres = await startPostgres(bin ?? '')
    const url = await postgres.url()
    one = await aCopy(url, 11)
    other = await aCopy(url, 12)
  }, 120_000)
  afterAll(async () => {
    for (const { at, served } of [one, other]) {
      await at.centre.stop()
      await served.close(0)
      await at.centre.sql.close()
    }
    await postgres.stop()
  })

  test('a scan sent to one copy is heard of at the other in under a second', async () => {
    const siteKey = await aPoint(one.at)
    const counter = await anEnrolledDesk(one.at, { siteKey, calls: one.calls })
    const colleague = await anEnrolledDesk(other.at, { siteKey, calls: other.calls })
    const heard = listen(other, colleague)
    expect((await heard.next()).value).toMatchObject({ siteId: counter.siteId, head: 0, identities: 0 })
    for (let head = 1; head <= 5; head++) {
      const sentAt = performance.now()
      await counter.push([counter.write()])
      expect((await heard.next()).value).toMatchObject({ siteId: counter.siteId, head })
      expect(performance.now() - sentAt).toBeLessThan(1000)
    }
    await revokeDevice(one.at.centre.sql, colleague.deviceId, 1)
    one.at.centre.deviceChanged(colleague.deviceId)
    expect((await heard.next()).value).toBe('again')
    expect((await heard.next()).done).toBe(true)
  })

  test('many desks writing into one feed through both copies: positions without gaps, and a reader who follows misses none', async () => {
    const siteKey = await aPoint(one.at)
    const desks: ADeskOfTheCentre[] = []
    for (let i = 0; i < 8; i++)
      desks.push(await anEnrolledDesk(one.at, { siteKey, calls: i % 2 ? one.calls : other.calls }))
    const [first] = desks
    if (!first) throw new Error('no desk')
    let writing = true
    const followed: string[] = []
    const positions: number[] = []
    const reader = (async () => {
      for (let after = 0; ; ) {
        const last = !writing
        const page: EntriesAnswer = await first.json(`${paths.entries(first.siteId)}?after=${after}`)
        for (const { position, entry } of page.entries) {
          positions.push(position)
          followed.push(Object(entry).id)
        }
        after = page.entries.at(-1)?.position ?? after
        if (last && page.entries.length === 0) return
      }
    })()
    const sent: string[] = []
    await Promise.all(
      desks.map(async (desk) => {
        for (let i = 0; i < 30; i++) {
          const entries = desk.writeMany(1 + (i % 4))
          const { outcomes }: PushAnswer = await desk.push(entries)
          for (const { id, outcome } of outcomes) if (outcome === 'accepted' && id !== null) sent.push(id)
        }
      }),
    )
    writing = false
    await reader
    expect(positions).toEqual(Array.from({ length: sent.length }, (_, i) => i + 1))
    expect([...followed].sort()).toEqual([...sent].sort())
  })

  test('a writer that holds the feed and commits late keeps later ones waiting, so that no reader runs past it', async () => {
    const desk = await anEnrolledDesk(one.at, { calls: one.calls })
    const { books } = one.at.centre
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let slow: Promise<void> | undefined
    await new Promise<void>((locked) => {
      slow = books.inFeed(desk.siteId, async (book) => {
        await book.lock()
        locked()
        await held
      })
    })
    const pushed = desk.push([desk.write()])
    const first = await Promise.race([
      pushed.then(() => 'ran past'),
      new Promise((resolve) => setTimeout(() => resolve('waits'), 200)),
    ])
    expect(first).toBe('waits')
    release()
    await slow
    expect((await pushed).outcomes).toMatchObject([{ outcome: 'accepted' }])
  })

  test('twenty copies starting at once over a new database set it up once', async () => {
    const url = await postgres.url('fresh')
    const copies: Sql[] = Array.from({ length: 20 }, () => openPostgres({ url, connections: 1 }))
    const ran = await Promise.all(copies.map((sql) => migrate(sql)))
    expect(ran.filter((count) => count > 0)).toHaveLength(1)
    await Promise.all(copies.map((sql) => sql.close()))
  })

  test('what desks ask all day touches one partition', async () => {
    const desk = await anEnrolledDesk(one.at, { calls: one.calls })
    const plans = [
      [selectPage, [desk.siteId, 0, 200, 4_000_000]],
      [selectHashes, [desk.siteId, ['d'], [1], [9]]],
      [selectEnd, [desk.siteId, 'd']],
      [selectLast, [desk.siteId, 'd', null]],
      [selectRanges, [desk.siteId, 'd']],
      [selectRound, [desk.siteId, 'r', 0, 9, 9, 4_000_000]],
      [selectRoundsSince, [desk.siteId, 0, 9]],
      [selectSegments, [desk.siteId, 0, 8, 9]],
      [selectChanges, [desk.siteId, 0, 200]],
      [selectHouseholds, [desk.siteId, ['h']]],
      [selectLength, [desk.siteId, 'x']],
      [selectBytes, [desk.siteId, 'x', 1, 9]],
      [selectParts, [desk.siteId, 'd', 'x']],
      [countBlobs, [desk.siteId]],
      ['select count(*) from quarantine where site_id = $1 and device_id = $2', [desk.siteId, 'd']],
      [selectOfRound.rounds, [desk.siteId, 'r']],
      [selectOfRound.products, [desk.siteId, 'r']],
      [selectOfRound.discrepancies, [desk.siteId, 'r']],
      [selectOfRound.bags, [desk.siteId, 'r']],
    ] as const
    for (const [text, values] of plans) {
      const plan = await one.at.centre.sql.transaction(async (tx) => {
        await tx.query(`select set_config('role', 'tuandian_feed', true), set_config('app.feed', $1, true)`, [
          desk.siteId,
        ])
        return tx.query(`explain (analyze) ${text}`, values)
      })
      const touched = new Set(
        JSON.stringify(plan).match(
          /\b(entries|segments|identities|blobs|blob_parts|quarantine|report_[a-z]+)_\d+\b/g,
        ),
      )
      expect([text, ...touched]).toHaveLength(2)
    }
  })
})
