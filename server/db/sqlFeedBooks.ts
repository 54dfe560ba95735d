import { z } from 'zod'
import { type SeqRange, segmentLength as usualLength } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import {
  centreDevice,
  type EntryKey,
  type FeedBook,
  type FeedBooks,
  type Heads,
  keyOf,
  type PlacedEntry,
} from '../feed/feedBook'
import { inTurn, type Sql, type Transaction, together } from './sql'
import { sqlBlobs } from './sqlBlobs'
import { sqlHistory } from './sqlHistory'
import { sqlIdentities } from './sqlIdentities'
import { sqlReports } from './sqlReports'

const number = z.coerce.number()
const headsRow = z.object({ head: number, identities: number, bring_back_until_ms: number })
const hashRow = z.object({ device_id: z.string(), device_seq: number, hash: z.string() })
const placedRow = z.object({ position: number, body: z.string(), arrival: z.string() })
const rangeRow = z.object({ device_id: z.string(), from_seq: number, to_seq: number })
const endRow = z.object({ device_seq: number, hash: z.string() })
const lastRow = z.object({ device_seq: number, body: z.string() })

/**
 * The books in PostgreSQL. The database itself shows no feed but the one that is named: the role has no way past
 * row-level security, and without the setting there are no rows.
 */
export function sqlFeedBooks(sql: Sql, segmentLength = usualLength): FeedBooks {
  return {
    segmentLength,
    inFeed: (siteId, work) =>
      sql.transaction((tx) => {
        // Whatever follows in this transaction is run after it, and not at all if it fails.
        const opened = tx.query(openFeed, [siteId])
        return together(opened, work(bookOf(tx, siteId)))
      }),
  }
}

const openFeed = `select set_config('role', 'tuandian_feed', true), set_config('app.feed', $1, true)`
const nameFeed = `select set_config('app.feed', $1, true)`
/** By what is short of its name: two devices that share a lock only wait for one another. */
const lockDevice = `select pg_advisory_xact_lock(hashtextextended($1, 0))`

function bookOf(tx: Transaction, siteId: string): FeedBook {
  const heads = async (text: string): Promise<Heads> => {
    const [row] = z.array(headsRow).parse(await tx.query(text, [siteId]))
    if (!row) throw new Error('there is no such feed')
    return { head: row.head, identities: row.identities, bringBackUntilMs: row.bring_back_until_ms }
  }
  return {
    heads: () => heads(selectHeads),
    lock: () => heads(`${selectHeads} for update`),
    ...entriesOf(tx, siteId),
    ...sqlIdentities(tx, siteId),
    ...sqlHistory(tx, siteId),
    ...sqlBlobs(tx, siteId),
    ...sqlReports(tx, siteId),
  }
}

const selectHeads = 'select head, identities, bring_back_until_ms from feeds where site_id = $1'

function entriesOf(
  tx: Transaction,
  siteId: string,
): Pick<
  FeedBook,
  | 'hashesOf'
  | 'importedAfter'
  | 'endOf'
  | 'endsBeside'
  | 'append'
  | 'setAside'
  | 'page'
  | 'ofRound'
  | 'ranges'
  | 'lastOf'
> {
  const placed = async (text: string, values: readonly unknown[]): Promise<PlacedEntry[]> =>
    z
      .array(placedRow)
      .parse(await tx.query(text, [siteId, ...values]))
      .map(({ position, body, arrival }) => ({ position, text: body, arrival }))
  const endIn = async (ofSite: string, deviceId: string): Promise<ChainEnd[]> =>
    z
      .array(endRow)
      .parse(await tx.query(selectEnd, [ofSite, deviceId]))
      .map(({ device_seq: seq, hash }) => ({ seq, hash }))
  return {
    hashesOf: async (keys) => {
      if (keys.length === 0) return new Map()
      const runs = runsOf(keys)
      const rows = await tx.query(selectHashes, [
        siteId,
        runs.map(({ deviceId }) => deviceId),
        runs.map(({ from }) => from),
        runs.map(({ to }) => to),
      ])
      return new Map(
        z
          .array(hashRow)
          .parse(rows)
          .map((row) => [keyOf({ deviceId: row.device_id, deviceSeq: row.device_seq }), row.hash]),
      )
    },
    importedAfter: async (position, deviceId) =>
      (await tx.query(selectImported, [siteId, position, deviceId, centreDevice])).length > 0,
    endOf: async (deviceId) => (await endIn(siteId, deviceId))[0],
    endsBeside: async (deviceId, siteIds) => {
      const sent = [tx.query(lockDevice, [deviceId])]
      const found = siteIds.map((other) => {
        sent.push(tx.query(nameFeed, [other]))
        return endIn(other, deviceId)
      })
      sent.push(tx.query(nameFeed, [siteId]))
      await inTurn([...sent, ...found])
      return (await Promise.all(found)).flat()
    },
    append: (entries, head, { broughtBy, receivedAtMs }) => {
      if (entries.length === 0) return
      tx.withCommit(insertEntries, [
        siteId,
        head,
        broughtBy,
        receivedAtMs,
        entries.map(({ deviceId }) => deviceId),
        entries.map(({ deviceSeq }) => deviceSeq),
        entries.map(({ hash }) => hash),
        entries.map(({ roundId }) => roundId),
        entries.map(({ text }) => text),
      ])
      tx.withCommit('update feeds set head = $2 where site_id = $1', [siteId, head + entries.length])
    },
    setAside: async (deviceId, bodies) => {
      if (bodies.length === 0) return
      await tx.query(insertQuarantined, [
        siteId,
        deviceId,
        mostKeptBodies,
        bodies.map(({ bodyHash }) => bodyHash),
        bodies.map(({ entryId }) => entryId),
        bodies.map(({ reason }) => reason),
        bodies.map(({ because }) => because),
        bodies.map(({ receivedAtMs }) => receivedAtMs),
        bodies.map(({ text }) => text),
      ])
    },
    page: (after, limit, mostBytes) => placed(selectPage, [after, limit, mostBytes ?? null]),
    ofRound: (roundId, { after, upTo, limit, mostBytes }) =>
      placed(selectRound, [roundId, after, upTo, limit, mostBytes]),
    ranges: async (deviceId) => {
      const rows = z.array(rangeRow).parse(await tx.query(selectRanges, [siteId, deviceId ?? null]))
      const byDevice = new Map<string, SeqRange[]>()
      for (const { device_id, from_seq, to_seq } of rows)
        byDevice.set(device_id, [...(byDevice.get(device_id) ?? []), [from_seq, to_seq]])
      return byDevice
    },
    lastOf: async (deviceId, upTo) => {
      const [row] = z.array(lastRow).parse(await tx.query(selectLast, [siteId, deviceId, upTo ?? null]))
      return row && { seq: row.device_seq, text: row.body }
    },
  }
}

const placedColumns = `position, body, received_at_ms || '-' || left(hash, 16) as arrival`

/** How long a body is stands beside it: those that do not fit are not read. */
export const selectPage = pageOf('position > $2 order by position limit $3', '$4')

export const selectRound = pageOf(
  'round_id = $2 and position > $3 and position <= $4 order by position limit $5',
  '$6',
)

function pageOf(wanted: string, mostBytes: string): string {
  return `
  select position, body, arrival
  from (
    select ${placedColumns},
      sum(octet_length(body)) over (order by position rows unbounded preceding) - octet_length(body) as before
    from entries where site_id = $1 and ${wanted}
  ) as page
  where ${mostBytes}::bigint is null or before < ${mostBytes} order by position`
}

interface Run {
  readonly deviceId: string
  readonly from: number
  to: number
}

/** Sequences without a gap as one: a desk sends them so, and all of them are one look into the index. */
function runsOf(keys: readonly EntryKey[]): readonly Run[] {
  const runs: Run[] = []
  for (const { deviceId, deviceSeq } of keys) {
    const last = runs.at(-1)
    if (last?.deviceId === deviceId && last.to + 1 === deviceSeq) last.to = deviceSeq
    else runs.push({ deviceId, from: deviceSeq, to: deviceSeq })
  }
  return runs
}

/** One look into the index for each run: joined as tables, PostgreSQL would read the whole feed. */
export const selectHashes = `
  select wanted.device_id, held.device_seq, held.hash
  from unnest($2::text[], $3::bigint[], $4::bigint[]) as wanted (device_id, from_seq, to_seq)
  cross join lateral (
    select device_seq, hash from entries
    where site_id = $1 and device_id = wanted.device_id and device_seq between wanted.from_seq and wanted.to_seq
    order by device_seq limit wanted.to_seq - wanted.from_seq + 1
  ) as held`

export const insertEntries = `
  insert into entries (site_id, position, device_id, device_seq, hash, round_id, brought_by, received_at_ms, body)
  select $1, $2::bigint + nth, device_id, device_seq, hash, round_id, $3, $4, body
  from unnest($5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[])
    with ordinality as fresh (device_id, device_seq, hash, round_id, body, nth)`

const selectImported = `
  select 1 from entries where site_id = $1 and position > $2 and device_id <> $3 and starts_with(device_id, $4) limit 1`

/** Of one device at one site. */
export const mostKeptBodies = 1000

export const insertQuarantined = `
  insert into quarantine (site_id, device_id, body_hash, entry_id, reason, because, received_at_ms, body)
  select $1, $2, body_hash, entry_id, reason, because, received_at_ms, body
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[])
    with ordinality as bad (body_hash, entry_id, reason, because, received_at_ms, body, nth)
  where nth + (select count(*) from quarantine where site_id = $1 and device_id = $2) <= $3
  on conflict do nothing`

/** A run of sequences without a gap has one difference between sequence and rank. */
export const selectRanges = `
  select device_id, min(device_seq) as from_seq, max(device_seq) as to_seq
  from (
    select device_id, device_seq,
      device_seq - row_number() over (partition by device_id order by device_seq) as run
    from entries where site_id = $1 and ($2::text is null or device_id = $2)
  ) as numbered
  group by device_id, run
  order by device_id, from_seq`

export const selectEnd = `
  select device_seq, hash from entries
  where site_id = $1 and device_id = $2 order by device_seq desc limit 1`

export const selectLast = `
  select device_seq, body from entries
  where site_id = $1 and device_id = $2 and ($3::bigint is null or device_seq <= $3)
  order by device_seq desc limit 1`
