import { resolve } from 'node:path'
import { problemSentence, type SentenceLanguage } from '../../shared/intake/problemSentence'
import { type BusinessDay, parseBusinessDay } from '../../shared/kernel/businessDay'
import type { Queries, Sql } from '../db/sql'
import { sqlFeedBooks } from '../db/sqlFeedBooks'
import { openFeed, readSite } from '../hq/accounts'
import { newId, newToken } from '../hq/secrets'
import { findSite, Refused } from '../hq/sites'
import { type Imported, type ImportedFile, importFiles } from '../intake/importFiles'
import { counted, type Desk, type Options } from './command'

/**
 * Files of orders and products into one round of a site.
 * @throws Refused also where some rows did not go in, so that whoever ran it sees by the exit code
 */
export async function importRound(desk: Desk, words: readonly string[], options: Options): Promise<string> {
  const [siteName, ...files] = words
  if (siteName === undefined || files.length === 0)
    throw new Refused('round import SITE FILE …: the site or the files are missing')
  const { sql, nowMs, randomBytes } = desk
  const { site_key } = await findSite(sql, siteName)
  const dryRun = options['dry-run'] ?? false
  const language = languageOf(options.language)
  const seen = await feedOf(sql, site_key)
  const fresh = { siteId: newId(randomBytes), siteSecret: newToken(randomBytes) }
  const imported = await importFiles({
    ...{ ...(seen ?? fresh), hasFeed: seen !== null, nowMs, randomBytes, dryRun, language },
    openFeed: async () => ({ ...(await feedOpened(sql, site_key, fresh)), hasFeed: true }),
    books: sqlFeedBooks(sql),
    files: files.map((file) => resolve(desk.folder, file)),
    sheet: options.sheet ?? null,
    round: options.round ?? null,
    list: options.list ?? null,
    newProducts: options['new-products'] ?? false,
    pickup: { from: dayOf(options['pickup-from']), until: dayOf(options['pickup-until']) },
  })
  if (!dryRun) desk.tell({ siteId: imported.siteId, ...imported.heads })
  const said = report(imported, dryRun, language)
  if (imported.files.some(({ held }) => held.length > 0)) throw new Refused(said)
  return said
}

function languageOf(asked: string | undefined): SentenceLanguage {
  const wanted = asked ?? new Intl.DateTimeFormat().resolvedOptions().locale
  return wanted.startsWith('zh') ? 'zh' : 'en'
}

function dayOf(text: string | undefined): BusinessDay | null {
  if (text === undefined) return null
  const day = parseBusinessDay(text)
  if (!day) throw new Refused(`"${text}" is no day: write it like 2026-11-25`)
  return day
}

type SiteFeed = NonNullable<ReturnType<typeof readSite>['feed']>

async function feedOf(queries: Queries, siteKey: string): Promise<SiteFeed | null> {
  const [row] = await queries.query('select * from sites where site_key = $1 for update', [siteKey])
  return readSite(row).feed
}

/** A site has its feed from the first desk that joined, or from its first import. */
function feedOpened(sql: Sql, siteKey: string, fresh: SiteFeed): Promise<SiteFeed> {
  return sql.transaction(async (tx) => {
    const feed = await feedOf(tx, siteKey)
    if (!feed) await openFeed(tx, siteKey, fresh)
    return feed ?? fresh
  })
}

function report(
  { round, isNew, otherRounds, files }: Imported,
  dryRun: boolean,
  language: SentenceLanguage,
): string {
  const said = dryRun ? 'Nothing was written. It would be:' : 'Taken in:'
  const held = files.flatMap((file) => file.held)
  const isNewProduct = held.some(({ problems }) => problems.some(({ code }) => code === 'unknown-product'))
  const rest =
    held.length === 0
      ? []
      : [
          `${counted(held.length, 'row')} did not go in. Mend them in the file and import the whole of it again: orders that have not changed in it stay as they are.${isNewProduct ? ' Where products are new, --new-products lists them.' : ''}`,
        ]
  const title = `${said} ${isNew ? 'new round' : 'round'} "${round}"`
  // A slip in a title makes a round in which every order is there once more.
  const open = isNew ? otherRounds.map((one) => `"${one}"`).join(', ') : ''
  return [
    title,
    ...(open === '' ? [] : [`Open already: ${open}.`]),
    ...files.flatMap((file) => linesOf(file, language)),
    ...rest,
  ].join('\n')
}

function linesOf({ file, counts, same, held, flags }: ImportedFile, language: SentenceLanguage): string[] {
  const { placed, amended, listed, deliveries } = counts
  const numbers = [
    `${counted(placed, 'order')} new`,
    `${amended} amended`,
    `${same} as they were`,
    `${counted(listed, 'product')} listed or changed`,
    ...(deliveries > 0 ? [`${counted(deliveries, 'delivery', 'deliveries')} announced`] : []),
    `${counted(held.length, 'row')} held`,
  ]
  return [
    `${file}: ${numbers.join(', ')}`,
    ...held.flatMap(({ problems }) => problems.map((one) => `  held  ${problemSentence(one, language)}`)),
    ...flags.map((sentence) => `  look  ${sentence}`),
  ]
}
