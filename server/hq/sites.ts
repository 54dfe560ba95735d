import { z } from 'zod'
import type { SiteKind } from '../../shared/contract/sync'
import { siteKinds } from '../../shared/contract/sync'
import type { Queries, Sql } from '../db/sql'
import { newId, type RandomBytes } from './secrets'

/** What the person at the centre asked for cannot be done; the text says why. */
export class Refused extends Error {}

export async function addOrganisation(
  queries: Queries,
  name: string,
  { nowMs, randomBytes }: { readonly nowMs: number; readonly randomBytes: RandomBytes },
): Promise<string> {
  const organisationId = newId(randomBytes)
  await queries.query('insert into organisations (organisation_id, name, made_at_ms) values ($1, $2, $3)', [
    organisationId,
    name,
    nowMs,
  ])
  return organisationId
}

export async function addSite(
  queries: Queries,
  site: { readonly organisationId: string; readonly kind: SiteKind; readonly name: string },
  randomBytes: RandomBytes,
): Promise<string> {
  const siteKey = newId(randomBytes)
  const made = await queries.query(
    'insert into sites (site_key, organisation_id, kind, name) values ($1, $2, $3, $4) on conflict do nothing returning site_key',
    [siteKey, site.organisationId, site.kind, site.name],
  )
  if (made.length === 0) throw new Refused(`there is a site "${site.name}" already`)
  return siteKey
}

/**
 * Takes away a site that was added by mistake, with its codes and operators.
 * @throws Refused where it has a feed: what is in one stays
 */
export async function removeSite(sql: Sql, { site_key: key, name }: SiteLine): Promise<void> {
  await sql.transaction(async (tx) => {
    // Whoever enrols or imports there in this moment waits, and finds it gone.
    const [empty] = await tx.query('select 1 from sites where site_key = $1 and site_id is null for update', [
      key,
    ])
    if (!empty)
      throw new Refused(
        `"${name}" has a feed, and what is in it stays: device revoke shuts its desks out, warehouse leaves parts it from a warehouse`,
      )
    await tx.query('delete from packs_for where $1 in (warehouse_key, point_key)', [key])
    for (const table of ['enrolment_codes', 'operators', 'sites'])
      await tx.query(`delete from ${table} where site_key = $1`, [key])
  })
}

/** The warehouse packs for the point: its desks follow the point's feed and write into it. */
export async function packFor(queries: Queries, warehouseKey: string, pointKey: string): Promise<void> {
  const rows = await queries.query(
    `select 1 from sites w join sites p using (organisation_id)
     where w.site_key = $1 and w.kind = 'warehouse' and p.site_key = $2 and p.kind = 'point'`,
    [warehouseKey, pointKey],
  )
  if (rows.length === 0) throw new Refused('a warehouse packs for a point of its own organisation')
  await queries.query(
    `insert into packs_for (warehouse_key, point_key) values ($1, $2)
     on conflict (warehouse_key, point_key) do update set ended = false`,
    [warehouseKey, pointKey],
  )
}

/** Its desks follow the point's feed no more; what they wrote stays in it. @returns whether it packed for it */
export async function packNoMore(sql: Sql, warehouseKey: string, pointKey: string): Promise<boolean> {
  const rows = await sql.query(
    `update packs_for set ended = true where warehouse_key = $1 and point_key = $2 and not ended
     returning point_key`,
    [warehouseKey, pointKey],
  )
  return rows.length > 0
}

const deviceRow = z.object({ device_id: z.string() })

/** Devices of the site, that have to hear when its feeds become others. */
export async function devicesOf(queries: Queries, siteKey: string): Promise<readonly string[]> {
  const rows = await queries.query('select device_id from devices where site_key = $1', [siteKey])
  return z
    .array(deviceRow)
    .parse(rows)
    .map(({ device_id }) => device_id)
}

/**
 * From its next request on the device is refused, and with it all that were let in by its token as copies of it: who
 * has the token may have made one. What they have not sent they keep.
 * @returns who was refused; none where there is no such device
 */
export async function revokeDevice(sql: Sql, deviceId: string, nowMs: number): Promise<readonly string[]> {
  const rows = await sql.query(
    `with recursive family as (
       select device_id from devices where device_id = $1
       union select d.device_id from devices d join family on d.twin_of = family.device_id)
     update devices set revoked_at_ms = coalesce(revoked_at_ms, $2)
     where device_id in (select device_id from family) returning device_id`,
    [deviceId, nowMs],
  )
  return z
    .array(deviceRow)
    .parse(rows)
    .map(({ device_id }) => device_id)
}

const siteLine = z.object({
  organisation_id: z.string(),
  organisation: z.string(),
  site_key: z.string(),
  kind: z.enum(siteKinds),
  name: z.string(),
  site_id: z.string().nullable(),
  devices: z.coerce.number(),
})
export type SiteLine = z.infer<typeof siteLine>

export async function listSites(queries: Queries): Promise<readonly SiteLine[]> {
  return z.array(siteLine).parse(
    await queries.query(`
      select o.organisation_id, o.name as organisation, s.site_key, s.kind, s.name, s.site_id,
        (select count(*) from devices d where d.site_key = s.site_key and d.revoked_at_ms is null) as devices
      from sites s join organisations o using (organisation_id) order by o.name, s.name`),
  )
}

/**
 * The site of that key or name.
 * @param organisationId whose is meant, where several organisations have a site of that name
 * @throws Refused when there is none, or more than one
 */
export async function findSite(
  queries: Queries,
  nameOrKey: string,
  organisationId?: string,
): Promise<SiteLine> {
  const sites = await listSites(queries)
  const byKey = sites.find(({ site_key }) => site_key === nameOrKey)
  if (byKey) return byKey
  const named = sites.filter(({ name }) => name === nameOrKey)
  const own = named.find(({ organisation_id }) => organisation_id === organisationId)
  const [first] = named
  if (!first) throw new Refused(`there is no site "${nameOrKey}": site list names those there are`)
  if (!own && named.length > 1) throw severalNamed(nameOrKey, named)
  return own ?? first
}

function severalNamed(name: string, sites: readonly SiteLine[]): Refused {
  const keys = sites.map(({ site_key, organisation }) => `\n${site_key}   ${organisation}`)
  return new Refused(
    `several organisations have a site "${name}": give the key of the one you mean in place of its name${keys.join('')}`,
  )
}

/** What each site is called, by its key; with its organisation where another has a site of that name. */
export function siteTitles(sites: readonly SiteLine[]): ReadonlyMap<string, string> {
  const isShared = (name: string) => sites.filter((one) => one.name === name).length > 1
  return new Map(
    sites.map(({ site_key, name, organisation }) => [
      site_key,
      isShared(name) ? `${name} (${organisation})` : name,
    ]),
  )
}

const deviceLine = z.object({
  site: z.string(),
  site_key: z.string(),
  name: z.string(),
  device_id: z.string(),
  revoked: z.boolean(),
})
export type DeviceLine = z.infer<typeof deviceLine>

export async function listDevices(queries: Queries): Promise<readonly DeviceLine[]> {
  return z.array(deviceLine).parse(
    await queries.query(`
      select s.name as site, site_key, d.name, d.device_id, d.revoked_at_ms is not null as revoked
      from devices d join sites s using (site_key) order by s.name, site_key, d.name, d.device_id`),
  )
}

/** Of every site that has a feed. */
export async function siteIds(queries: Queries): Promise<string[]> {
  const rows = await queries.query('select site_id from sites where site_id is not null order by site_id')
  return z
    .array(z.object({ site_id: z.string() }))
    .parse(rows)
    .map(({ site_id }) => site_id)
}
