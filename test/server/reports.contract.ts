import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCommand } from '../../server/command/runCommand'
import type { Sql } from '../../server/db/sql'
import { checkReports } from '../../server/feed/checkReports'
import type { FeedBooks } from '../../server/feed/feedBook'
import { isBehind, keepReports, rebuildReports } from '../../server/feed/keepReports'
import type { ReportAnswer } from '../../shared/contract/reports'
import { paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import type { Fact } from '../../shared/domain/facts'
import { type ReportPart, reportParts } from '../../shared/domain/report/reportRows'
import { idOf, type RoundId } from '../../shared/kernel/ids'
import { ADesk, morningMs, round } from '../builders/aDesk'
import { anyHistory } from '../builders/aHistory'
import * as a from '../builders/aRound'
import { type ACentre, anEnrolledDesk, aPoint, fresh, seededBytes } from './aCentre'

const breathe = (): Promise<void> => Promise.resolve()

async function aFeed(sql: Sql): Promise<string> {
  const siteId = fresh('reported')
  await sql.transaction(async (tx) => {
    await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
    await tx.query('insert into feeds (site_id) values ($1)', [siteId])
  })
  return siteId
}

async function append(books: FeedBooks, siteId: string, entries: readonly Entry[]): Promise<void> {
  await books.inFeed(siteId, async (book) => {
    const { head } = await book.lock()
    const rows = entries.map((entry) => ({ ...entry, text: JSON.stringify(entry) }))
    book.append(rows, head, { broughtBy: 'a desk', receivedAtMs: 0 })
  })
}

async function everythingKept(books: FeedBooks, siteId: string) {
  return books.inFeed(siteId, async (book) => {
    const kept: Partial<Record<ReportPart, unknown>> = {}
    for (const part of reportParts) kept[part] = await book.reported(part)
    return kept
  })
}

const opened = (title: string): Fact => ({
  kind: 'RoundOpened',
  v: 1,
  roundId: round,
  roundCode: '0AB1',
  title,
  pickupFrom: a.day('2026-04-02'),
  pickupUntil: a.day('2026-04-03'),
})

/** A bag that two desks, which had not heard of each other, both handed over. */
function handedOverTwice(): readonly Entry[] {
  const [one, other] = [new ADesk('desk-a'), new ADesk('desk-b', 180_000)]
  const bag = a.aBag('1', 'zhang')
  return [
    one.write(morningMs, opened('早市')),
    one.write(morningMs, a.put(bag, a.someGoods('rice', 2))),
    one.write(morningMs, { kind: 'BagClosed', v: 1, bag }),
    one.write(morningMs + 1, a.handedOver('1', 'one')),
    other.write(morningMs + 2, a.handedOver('1', 'other')),
  ]
}

/** What the centre folds for those who look back. */
export function reportsContract(at: () => ACentre): void {
  describe('reports', () => {
    test('of a round as much is read at once as fits, but always one entry', async () => {
      const { books, sql } = at().centre
      const siteId = await aFeed(sql)
      const desk = new ADesk('desk-a')
      const entries = Array.from({ length: 5 }, () => desk.write(morningMs, opened('早市'.repeat(200))))
      await append(books, siteId, entries)
      const [first] = entries
      const bytes = Buffer.byteLength(JSON.stringify(first))
      const read = (mostBytes: number) =>
        books.inFeed(siteId, (book) => book.ofRound(round, { after: 1, upTo: 5, limit: 9, mostBytes }))
      expect((await read(bytes * 2 + 9)).map(({ position }) => position)).toEqual([2, 3, 4])
      expect((await read(1)).map(({ position }) => position)).toEqual([2])
    })

    test('folding that is told to give way in the first of many rounds begins no other', async () => {
      const { books, sql } = at().centre
      const siteId = await aFeed(sql)
      const desk = new ADesk('desk-a')
      const rounds = ['r-1', 'r-2', 'r-3', 'r-4'].map((id) => idOf<RoundId>(id))
      const entries = rounds.map((roundId) =>
        desk.writeIn(roundId, morningMs, { ...opened('早市'), roundId } as Fact),
      )
      await append(books, siteId, entries)
      const begun: string[] = []
      const watched: FeedBooks = {
        ...books,
        inFeed: (one, work) =>
          books.inFeed(one, (book) =>
            work({
              ...book,
              ofRound: (roundId, span) => {
                begun.push(roundId)
                return book.ofRound(roundId, span)
              },
            }),
          ),
      }
      const giveWay = new Error('give way')
      const turns = async (): Promise<void> => {
        if (begun.length > 0) throw giveWay
      }
      await expect(keepReports(watched, siteId, turns)).rejects.toBe(giveWay)
      expect(begun).toHaveLength(1)
      expect(await keepReports(books, siteId, breathe)).toBe(rounds.length)
    })

    test('a feed nobody has written into yet is not behind: a centre of a thousand sites folds none of them at its start', async () => {
      const desk = await anEnrolledDesk(at())
      expect(await isBehind(at().centre.books, desk.siteId)).toBe(false)
      await desk.push(desk.writeMany(1))
      expect(await isBehind(at().centre.books, desk.siteId)).toBe(true)
    })

    test('kept entry by entry, in whatever order they come, they are what a rebuild makes', async () => {
      const { books, sql } = at().centre
      const rounds = ['round-1', 'round-2', 'round-3'].map((id) => idOf<RoundId>(id))
      const arriving = anyHistory.chain((entries) =>
        fc.record({
          entries: fc.shuffledSubarray([...entries], { minLength: entries.length }),
          into: fc.array(fc.constantFrom(...rounds), { minLength: 20, maxLength: 20 }),
          every: fc.integer({ min: 1, max: 8 }),
        }),
      )
      const spread = (entries: readonly Entry[], into: readonly RoundId[]): Entry[] =>
        entries.map((entry, i) => (entry.roundId === null ? entry : { ...entry, roundId: into[i] ?? round }))
      await fc.assert(
        fc.asyncProperty(arriving, async ({ entries, into, every }) => {
          const siteId = await aFeed(sql)
          const all = spread(entries, into)
          for (let i = 0; i < all.length; i += every) {
            await append(books, siteId, all.slice(i, i + every))
            expect(await isBehind(books, siteId)).toBe(true)
            await keepReports(books, siteId, breathe)
          }
          expect(await isBehind(books, siteId)).toBe(false)
          const kept = await everythingKept(books, siteId)
          expect((await checkReports(books, siteId, breathe)).faults).toEqual([])
          await rebuildReports(books, siteId, breathe)
          expect(await everythingKept(books, siteId)).toEqual(kept)
        }),
        { seed: 20_260_401, numRuns: 12 },
      )
    })

    test('every row that was edited, dropped or slipped in is named', async () => {
      const { books, sql } = at().centre
      const siteId = await aFeed(sql)
      await append(books, siteId, handedOverTwice())
      await keepReports(books, siteId, breathe)
      await sql.transaction(async (tx) => {
        await tx.query(`select set_config('role', 'tuandian_feed', true), set_config('app.feed', $1, true)`, [
          siteId,
        ])
        await tx.query('update report_rounds set paid_fen = 1')
        await tx.query('delete from report_discrepancies')
        await tx.query(`insert into report_bags select site_id, round_id, 'no-such-bag', position, household_id,
          slot, zone, bag_no, status, handovers, handed_over_at_ms from report_bags`)
      })
      const { faults } = await checkReports(books, siteId, breathe)
      expect(faults.map(({ part, fault, members }) => [part, fault, ...members])).toEqual([
        ['rounds', 'differs', 'paidFen'],
        ['discrepancies', 'missing'],
        ['bags', 'too-much'],
      ])
      await rebuildReports(books, siteId, breathe)
      expect((await checkReports(books, siteId, breathe)).faults).toEqual([])
    })

    test('a slow run never writes over what a later one has kept', async () => {
      const { books, sql } = at().centre
      const siteId = await aFeed(sql)
      const entries = handedOverTwice()
      await append(books, siteId, entries.slice(0, 4))
      let appended = false
      await keepReports(books, siteId, async () => {
        if (appended) return
        appended = true
        await append(books, siteId, entries.slice(4))
        await keepReports(books, siteId, breathe)
      })
      expect(await isBehind(books, siteId)).toBe(false)
      const { position, faults } = await checkReports(books, siteId, breathe)
      expect([position, faults]).toEqual([5, []])
    })

    test('a device reads those of its feed: one contested bag, and one discrepancy for it', async () => {
      const { centre } = at()
      const desk = await anEnrolledDesk(at())
      const theirs = await anEnrolledDesk(at())
      expect((await desk.call(paths.report(desk.siteId, 'rounds'))).status).toBe(404)
      for (const one of [desk, theirs]) {
        await append(centre.books, one.siteId, handedOverTwice())
        await keepReports(centre.books, one.siteId, breathe)
      }
      const rounds: ReportAnswer<'rounds'> = await desk.json(paths.report(desk.siteId, 'rounds'))
      expect(rounds).toMatchObject({ head: 5, position: 5, rows: [{ roundId: round, contestedBags: 1 }] })
      expect((await desk.call(paths.report(desk.siteId, 'bags'))).status).toBe(400)
      const of = (part: ReportPart): string => `${paths.report(desk.siteId, part)}?round=${round}`
      const bags: ReportAnswer<'bags'> = await desk.json(of('bags'))
      expect(bags.rows).toMatchObject([{ status: 'contested', handovers: 2 }])
      const { rows }: ReportAnswer<'discrepancies'> = await desk.json(of('discrepancies'))
      expect(rows).toMatchObject([{ kind: 'double-handover', stage: 'open', bagId: bags.rows[0]?.bagId }])
      const { rows: products }: ReportAnswer<'products'> = await desk.json(of('products'))
      expect(products).toEqual([])

      const tables = ['report_marks', 'report_rounds', 'report_discrepancies', 'report_bags']
      await centre.sql.transaction(async (tx) => {
        const set = `select set_config('role', 'tuandian_feed', true), set_config('app.feed', $1, true)`
        for (const [feed, count] of [[desk.siteId, 1] as const, ['', 0] as const]) {
          await tx.query(set, [feed])
          for (const table of tables)
            expect([table, await tx.query(`select 1 from ${table}`)]).toHaveProperty('1.length', count)
        }
      })
    })

    test('a round is printed and written for a spreadsheet, and no cell of it is a formula', async () => {
      const { centre, clock } = at()
      const siteKey = await aPoint(at())
      const desk = await anEnrolledDesk(at(), { siteKey })
      await append(centre.books, desk.siteId, [new ADesk('desk-a').write(morningMs, opened('=1+1 早市'))])
      const folder = mkdtempSync(join(tmpdir(), 'tuandian-report-'))
      const randomBytes = seededBytes(3)
      const { sql, tell, deviceChanged } = centre
      const owner = { sql, folder, tell, nowMs: () => clock.nowMs, randomBytes, deviceChanged }
      expect(await runCommand(owner, ['report', 'rounds', siteKey])).toMatch(/fill rate[\s\S]+=1\+1 早市/)
      await runCommand(owner, ['report', 'rounds', siteKey, '--csv', 'rounds.csv'])
      expect(readFileSync(join(folder, 'rounds.csv'), 'utf8')).toMatch(
        /^\uFEFFround,opened,[\s\S]+\r\n'=1\+1 早市,/,
      )
      rmSync(folder, { recursive: true })
      expect(await runCommand(owner, ['report', 'check', siteKey])).toContain('0 rows differ')
      expect(await runCommand(owner, ['report', 'rebuild', siteKey])).toMatch(/ 1 round$/)
    })
  })
}
