import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { csvText } from '../../shared/intake/import/heldRowsCsv'
import { businessDayAt } from '../../shared/kernel/businessDay'
import { sqlFeedBooks } from '../db/sqlFeedBooks'
import { checkReports, type ReportFault } from '../feed/checkReports'
import type { FeedBook } from '../feed/feedBook'
import { keepReports, nextTurn, rebuildReports } from '../feed/keepReports'
import { fileRefused } from '../hq/fileRefused'
import { findSite, listSites, Refused } from '../hq/sites'
import { type Command, type Desk, type Options, counted, countedAre, table, word } from './command'
import { type Cells, discrepancyCells, productCells, roundCells } from './reportCells'

export const reportCommands: Readonly<Record<string, Command>> = {
  'report rounds': {
    takes: 'SITE [--csv FILE]',
    says: 'every round in numbers: fill rate, loss, money, bags not picked up',
    run: show(async (book, today) =>
      (await book.reported('rounds')).map((round) => roundCells(round, today)),
    ),
  },
  'report products': {
    takes: 'SITE [--csv FILE]',
    says: 'the products of every round: ordered, received, short, over, written off, left',
    run: show(async (book) => {
      const titles = await titlesOf(book)
      return (await book.reported('products')).map((one) => productCells(one, titles))
    }),
  },
  'report discrepancies': {
    takes: 'SITE [--csv FILE]',
    says: 'the discrepancies of every round and how far they are',
    run: show(async (book) => {
      const titles = await titlesOf(book)
      const products = await book.reported('products')
      const names = new Map(products.map(({ roundId, productId, name }) => [`${roundId}|${productId}`, name]))
      return (await book.reported('discrepancies')).map((one) => discrepancyCells(one, titles, names))
    }),
  },
  'report rebuild': {
    takes: '[SITE]',
    says: 'folds everything reports need anew from the entries',
    run: async (desk, [name]) => {
      const lines: string[][] = []
      for (const { siteId, siteName } of await feedsOf(desk, name)) {
        const rounds = await rebuildReports(sqlFeedBooks(desk.sql), siteId, nextTurn)
        lines.push([siteName, counted(rounds, 'round')])
      }
      return table(lines)
    },
  },
  'report check': {
    takes: '[SITE]',
    says: 'folds from the entries once more and names every kept row that differs',
    run: async (desk, [name]) => {
      const lines: string[][] = []
      for (const { siteId, siteName } of await feedsOf(desk, name)) {
        const { position, rounds, faults } = await checkReports(sqlFeedBooks(desk.sql), siteId, nextTurn)
        lines.push([
          siteName,
          `${counted(rounds, 'round')} up to position ${position}, ${counted(faults.length, 'row differs', 'rows differ')}`,
        ])
        lines.push(...faults.map((fault) => [siteName, said(fault)]))
      }
      return table(lines)
    },
  },
}

function said({ fault, part, roundId, id, members }: ReportFault): string {
  return [fault, part, roundId, id, members.join(', ')].join('  ').trimEnd()
}

async function feedsOf({ sql }: Desk, name: string | undefined) {
  const sites = name === undefined ? await listSites(sql) : [await findSite(sql, name)]
  return sites.flatMap(({ site_id, name: siteName }) =>
    site_id === null ? [] : [{ siteId: site_id, siteName }],
  )
}

function show(
  rowsOf: (book: FeedBook, today: ReturnType<typeof businessDayAt>) => Promise<readonly Cells[]>,
) {
  return async (desk: Desk, [name]: readonly string[], { csv }: Options): Promise<string> => {
    const [feed] = await feedsOf(desk, word(name, 'the site'))
    if (!feed) throw new Refused('no desk has joined that site yet: there is nothing to report')
    const books = sqlFeedBooks(desk.sql)
    await keepReports(books, feed.siteId, nextTurn)
    const rows = await books.inFeed(feed.siteId, (book) => rowsOf(book, businessDayAt(desk.nowMs())))
    const [first] = rows
    if (!first) return 'There is nothing to report yet.'
    const lines = [Object.keys(first), ...rows.map((row) => Object.values(row).map(String))]
    if (csv === undefined) return table(lines)
    const file = resolve(desk.folder, csv)
    await writeFile(file, csvText(lines)).catch((error: unknown) => {
      throw fileRefused(error, file, 'write')
    })
    return `${countedAre(rows.length, 'row')} in ${file}`
  }
}

async function titlesOf(book: FeedBook): Promise<ReadonlyMap<string, string>> {
  return new Map((await book.reported('rounds')).map(({ roundId, title }) => [roundId, title]))
}
