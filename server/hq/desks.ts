import { z } from 'zod'
import type { DeskLine } from '../../shared/contract/deskLine'
import type { Queries } from '../db/sql'

const deskRow = z.object({
  device_id: z.string(),
  name: z.string(),
  site_id: z.string(),
  site_name: z.string(),
  removed: z.boolean(),
})
const idRow = z.object({ device_id: z.string() })

/** Every device that may write into these feeds. One whose place another took is called what that one is called. */
export async function desksOf(queries: Queries, siteIds: readonly string[]): Promise<DeskLine[]> {
  const rows = await queries.query(
    `select d.device_id, coalesce(s.name, d.name) as name, f.site_id, f.name as site_name,
       d.revoked_at_ms is not null as removed
     from devices d join sites f using (site_key) left join devices s on s.device_id = d.successor
     where f.site_id = any($1::text[]) or f.site_key in (
       select warehouse_key from packs_for join sites p on p.site_key = point_key
       where not ended and p.site_id = any($1::text[]))
     order by d.enrolled_at_ms, d.device_id`,
    [siteIds],
  )
  return z
    .array(deskRow)
    .parse(rows)
    .map(({ device_id, name, site_id, site_name, removed }) => ({
      deviceId: device_id,
      name,
      siteId: site_id,
      siteName: site_name,
      removed,
    }))
}

export async function nameDesk(queries: Queries, deviceId: string, name: string): Promise<void> {
  await queries.query('update devices set name = $2 where device_id = $1', [deviceId, name])
}

/** The others of its site, and those on the other side of the packing: they show what this one is called. */
export async function desksBeside(queries: Queries, deviceId: string): Promise<readonly string[]> {
  const rows = await queries.query(
    `select d.device_id from devices d, devices me
     where me.device_id = $1 and d.device_id <> $1 and d.revoked_at_ms is null
       and (d.site_key = me.site_key or exists (
         select 1 from packs_for where not ended and ((warehouse_key = d.site_key and point_key = me.site_key)
           or (warehouse_key = me.site_key and point_key = d.site_key))))`,
    [deviceId],
  )
  return z
    .array(idRow)
    .parse(rows)
    .map(({ device_id }) => device_id)
}
