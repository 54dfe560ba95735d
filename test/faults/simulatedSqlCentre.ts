import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Sql } from '../../server/db/sql'
import { sqlFeedBooks } from '../../server/db/sqlFeedBooks'
import { makeSnapshot } from '../../server/feed/makeSnapshot'
import { openFeed } from '../../server/hq/accounts'
import { makeBackup, restoreBackup } from '../../server/hq/backup'
import { addOrganisation, addSite, packFor } from '../../server/hq/sites'
import {
  type EnrolAnswer,
  paths,
  protocolHeader,
  protocolVersion,
  segmentLength as usualLength,
} from '../../shared/contract/sync'
import { aToken } from '../builders/aToken'
import { settled } from '../renderer/sync/virtualTime'
import { type ACentre, aCentre, aCode, seededBytes } from '../server/aCentre'
import { dyingSql } from './dyingSql'
import { add, emptied, everyTable, putInPlace, rowsOf, type TableThen } from './olderDatabase'
import {
  type CentreHow,
  inSmallPages,
  peopleIn,
  type Restore,
  type SimulatedCentre,
  textsIn,
} from './simulatedCentre'

const siteSecret = 'a secret of the site'
const accounts = ['devices', 'former_tokens']
const headsRow = z.object({ site_id: z.string(), identities: z.coerce.number() })
const epochRow = z.array(z.object({ epoch: z.string() }))

/** The whole centre, accounts and all, on a database that was another world's before. */
export async function centreOnSql(
  sql: Sql,
  { siteIds, nowMs, chance, segmentLength = usualLength }: CentreHow,
): Promise<SimulatedCentre> {
  await emptied(sql)
  let deaths = 0
  let asked = 0
  // Opening it is the first thing the world asks for itself.
  let asides = 1
  const dying = dyingSql(sql, () => {
    if (!chance.happens(asides > 0 ? 0 : simulated.dyingPart)) return
    deaths += 1
    throw new Error('the centre died')
  })
  const books = sqlFeedBooks(dying, segmentLength)
  // The world says when feeds are folded, and no clock of the machine.
  const at = await aCentre(dying, { books, keepFolded: async () => {} })
  at.clock.nowMs = nowMs()
  const siteKeys = await opened(at, sql, siteIds)
  const randomBytes = seededBytes(chance.int(0, 2 ** 31))
  const backups = new Backups(sql, () => ({ nowMs: nowMs(), randomBytes }))
  const call: SimulatedCentre['call'] = async (path, init) => {
    asked += 1
    try {
      at.clock.nowMs = nowMs()
      return await at.call(inSmallPages(path, segmentLength), init)
    } finally {
      asked -= 1
    }
  }
  /**
   * What the world asks for itself kills nobody. It takes the machine's own time, so that whatever is under way comes
   * to its end before: else how far it came would be another in a second run.
   */
  const aside = async <T>(ask: () => Promise<T>): Promise<T> => {
    do await settled()
    while (asked > 0)
    asides += 1
    try {
      return await ask()
    } finally {
      asides -= 1
    }
  }
  const simulated: SimulatedCentre = {
    dyingPart: 0,
    get deaths() {
      return deaths
    },
    call,
    enrol: (deviceId, ofDevice) =>
      aside(async () => {
        const [siteId = ''] = ofDevice
        const token = aToken()
        // The code is made now, and not when the centre was asked last: it is good for ten minutes.
        at.clock.nowMs = nowMs()
        const code = await aCode(at, siteKeys.get(siteId) ?? '')
        const desk = { deviceId, deviceName: deviceId, siteId, siteSecret, hasEntries: false }
        const response = await call(paths.enrol, {
          method: 'POST',
          headers: { [protocolHeader]: String(protocolVersion) },
          body: JSON.stringify({ token, code, ...desk }),
        })
        const { feeds }: EnrolAnswer = await response.json()
        return { token, siteIds: feeds.map((feed) => feed.siteId), segmentLength }
      }),
    fold: () =>
      aside(async () => {
        for (const siteId of siteIds) await makeSnapshot(books, siteId, async () => {})
      }),
    texts: (siteId) =>
      aside(() => books.inFeed(siteId, async (book) => textsIn(await book.page(0, 100_000)))),
    people: (siteId) => aside(() => books.inFeed(siteId, peopleIn)),
    epoch: () => aside(() => epochIn(sql)),
    backup: async () => {
      const restore = await aside(() => backups.make())
      return (how) => aside(async () => restore(how))
    },
    stop: () =>
      aside(async () => {
        await at.centre.stop()
        await backups.forget()
      }),
  }
  asides -= 1
  return simulated
}

/** Every site has its feed already: the desk of a warehouse is to follow its points from the start. */
async function opened(
  { clock }: ACentre,
  sql: Sql,
  siteIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const randomBytes = seededBytes(1)
  const organisationId = await addOrganisation(sql, 'organisation', { nowMs: clock.nowMs, randomBytes })
  const keys = new Map<string, string>()
  for (const [i, siteId] of siteIds.entries()) {
    const kind = i === siteIds.length - 1 && i > 0 ? 'warehouse' : 'point'
    const siteKey = await addSite(sql, { organisationId, kind, name: siteId }, randomBytes)
    await sql.transaction((tx) => openFeed(tx, siteKey, { siteId, siteSecret }))
    if (kind === 'warehouse') for (const point of keys.values()) await packFor(sql, siteKey, point)
    keys.set(siteId, siteKey)
  }
  return keys
}

/** Backups by the program's own command, and copies of the disk that somebody makes behind its back. */
class Backups {
  private folder: Promise<string> | undefined
  private made = 0

  constructor(
    private readonly sql: Sql,
    private readonly chance: () => Parameters<typeof restoreBackup>[2],
  ) {}

  async make(): Promise<Restore> {
    const { sql } = this
    this.folder ??= mkdtemp(join(tmpdir(), 'simulated-'))
    this.made += 1
    const file = join(await this.folder, `${this.made}.backup`)
    await makeBackup(sql, file, this.chance().nowMs)
    const [disk, peopleThen] = [await everyTable(sql), await changesOfPeople(sql)]
    return async (how) => {
      const peopleNow = await changesOfPeople(sql)
      const lostPeople = [...peopleNow].some(([siteId, last]) => last > (peopleThen.get(siteId) ?? 0))
      // Whoever was let in since would come with another code: that is no matter of what the feeds lose.
      const letIn: TableThen[] = []
      for (const name of accounts) letIn.push({ name, rows: await rowsOf(sql, name) })
      if (how === 'unsaid') await putInPlace(sql, disk)
      else {
        await emptied(sql)
        await restoreBackup(sql, file, this.chance())
      }
      for (const table of letIn) await add(sql, table)
      return { lostPeople, epoch: await epochIn(sql) }
    }
  }

  async forget(): Promise<void> {
    if (this.folder) await rm(await this.folder, { recursive: true })
  }
}

const epochIn = async (sql: Sql) =>
  epochRow
    .parse(await sql.query('select epoch from centre'))
    .map(({ epoch }) => epoch)
    .join()

async function changesOfPeople(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = z.array(headsRow).parse(await sql.query('select site_id, identities from feeds'))
  return new Map(rows.map(({ site_id, identities }) => [site_id, identities]))
}
