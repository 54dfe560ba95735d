import { z } from 'zod'
import type { FeedLine, FeedOfDevice, SiteKind } from '../../shared/contract/sync'
import { siteKinds } from '../../shared/contract/sync'
import type { Queries } from '../db/sql'

/** Who asks: a device as its token names it, with what it may read and write. */
export interface Caller {
  readonly deviceId: string
  readonly deviceName: string
  readonly revoked: boolean
  readonly organisation: string
  readonly site: FeedLine
  /** The site's own first. */
  readonly feeds: readonly FeedOfDevice[]
  /** Of points its warehouse packs for no more. */
  readonly formerFeeds: readonly string[]
  readonly epoch: string
  /** What the centre seals its marks with. */
  readonly markKey: string
  /** Devices this one took the place of, or began as a copy of. */
  readonly predecessors: readonly string[]
}

const number = z.coerce.number()
const callerRow = z.object({
  epoch: z.string(),
  mark_key: z.string(),
  predecessors: z.array(z.string()),
  device_id: z.string(),
  device_name: z.string(),
  revoked_at_ms: number.nullable(),
  organisation: z.string(),
  is_own: z.boolean(),
  is_former: z.boolean(),
  site_id: z.string(),
  site_secret: z.string(),
  kind: z.enum(siteKinds),
  name: z.string(),
})

/** One row for each feed of the device: its site's, and those its warehouse packs for, or once did. */
const selectCaller = `
  select (select epoch from centre) as epoch, (select mark_key from centre) as mark_key,
    array(select p.device_id from devices p where p.successor = d.device_id or p.device_id = d.twin_of) as predecessors, d.device_id, d.name as device_name, d.revoked_at_ms,
    o.name as organisation, f.site_key = own.site_key as is_own, through.ended as is_former,
    f.site_id, f.site_secret, f.kind, f.name
  from devices d
  join sites own on own.site_key = d.site_key
  join organisations o on o.organisation_id = own.organisation_id
  cross join lateral (
    select own.site_key as feed_key, false as ended
    union all select point_key, ended from packs_for where warehouse_key = own.site_key
  ) as through
  join sites f on f.site_key = through.feed_key and f.site_id is not null`

const inOrder = 'order by is_own desc, f.name'

async function callerOf(queries: Queries, where: string, value: string): Promise<Caller | undefined> {
  const rows = z
    .array(callerRow)
    .parse(await queries.query(`${selectCaller} where ${where} ${inOrder}`, [value]))
  const own = rows.find(({ is_own }) => is_own)
  if (!own) return undefined
  const feeds = rows
    .filter(({ is_former }) => !is_former)
    .map(({ site_id, kind, name, site_secret }) => ({ siteId: site_id, kind, name, siteSecret: site_secret }))
  return {
    deviceId: own.device_id,
    deviceName: own.device_name,
    revoked: own.revoked_at_ms !== null,
    organisation: own.organisation,
    site: { siteId: own.site_id, kind: own.kind, name: own.name },
    feeds,
    formerFeeds: rows.filter(({ is_former }) => is_former).map(({ site_id }) => site_id),
    epoch: own.epoch,
    markKey: own.mark_key,
    predecessors: own.predecessors,
  }
}

export function callerByToken(queries: Queries, tokenHash: string): Promise<Caller | undefined> {
  return callerOf(queries, 'd.token_hash = $1', tokenHash)
}

export function callerByDevice(queries: Queries, deviceId: string): Promise<Caller | undefined> {
  return callerOf(queries, 'd.device_id = $1', deviceId)
}

const siteRow = z.object({
  site_key: z.string(),
  organisation_id: z.string(),
  kind: z.enum(siteKinds),
  name: z.string(),
  site_id: z.string().nullable(),
  site_secret: z.string().nullable(),
})

export interface Site {
  readonly siteKey: string
  readonly organisationId: string
  readonly kind: SiteKind
  readonly name: string
  /** Null until it has its feed. */
  readonly feed: { readonly siteId: string; readonly siteSecret: string } | null
}

export function readSite(value: unknown): Site {
  const { site_key, organisation_id, kind, name, site_id, site_secret } = siteRow.parse(value)
  return {
    siteKey: site_key,
    organisationId: organisation_id,
    kind,
    name,
    feed: site_id !== null && site_secret !== null ? { siteId: site_id, siteSecret: site_secret } : null,
  }
}

/** Gives the site its feed, under an id nobody else has. */
export async function openFeed(
  tx: Queries,
  siteKey: string,
  { siteId, siteSecret }: { readonly siteId: string; readonly siteSecret: string },
): Promise<void> {
  await tx.query('update sites set site_id = $2, site_secret = $3 where site_key = $1', [
    siteKey,
    siteId,
    siteSecret,
  ])
  await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
  await tx.query('insert into feeds (site_id) values ($1)', [siteId])
}

/** The history's name; given when the database is first opened, anew when it is restored from a backup. */
export async function epochOf(queries: Queries, newEpoch: () => string): Promise<string> {
  await queries.query('insert into centre (epoch) values ($1) on conflict do nothing', [newEpoch()])
  const rows = await queries.query('select epoch from centre')
  return z
    .array(z.object({ epoch: z.string() }))
    .min(1)
    .parse(rows)
    .map(({ epoch }) => epoch)
    .join()
}
