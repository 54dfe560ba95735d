import { z } from 'zod'
import type { Queries, Sql } from '../db/sql'
import { siteIds } from './sites'

const keptRow = z.object({
  site_id: z.string(),
  body_hash: z.string(),
  device_id: z.string(),
  /** Null where the device is not known any more, as after a restore. */
  device: z.string().nullable(),
  entry_id: z.string().nullable(),
  reason: z.string(),
  because: z.string(),
  received_at_ms: z.coerce.number(),
})
export type KeptApart = z.infer<typeof keptRow>

const listedRow = keptRow.extend({ total: z.coerce.number() })
const shownRow = keptRow.extend({ body: z.string().nullable() })
export type ShownApart = z.infer<typeof shownRow>

const columns =
  'q.site_id, q.body_hash, q.device_id, d.name as device, q.entry_id, q.reason, q.because, q.received_at_ms'

const selectNewest = `
  select ${columns}, count(*) over () as total
  from quarantine q left join devices d using (device_id)
  where q.site_id = $1 order by q.received_at_ms desc, q.body_hash limit $2`

const selectBegun = `
  select ${columns}, q.body
  from quarantine q left join devices d using (device_id)
  where q.site_id = $1 and starts_with(q.body_hash, $2)`

/** The newest of what was kept apart, in one feed or in all, and how many more there are. */
export async function newestApart(
  sql: Sql,
  most: number,
  siteId?: string,
): Promise<{ readonly kept: readonly KeptApart[]; readonly more: number }> {
  const rows = z
    .array(listedRow)
    .parse(await inFeeds(sql, siteId, (tx, feed) => tx.query(selectNewest, [feed, most])))
  const totals = new Map(rows.map(({ site_id, total }) => [site_id, total]))
  const kept = rows.sort((a, b) => b.received_at_ms - a.received_at_ms).slice(0, most)
  return { kept, more: [...totals.values()].reduce((sum, total) => sum + total, -kept.length) }
}

/** What was kept apart whose hash begins so; the same body may have come for several feeds. */
export async function findApart(sql: Sql, begin: string): Promise<readonly ShownApart[]> {
  return z
    .array(shownRow)
    .parse(await inFeeds(sql, undefined, (tx, feed) => tx.query(selectBegun, [feed, begin])))
}

/** The database shows no feed but the one that is named. */
function inFeeds(
  sql: Sql,
  only: string | undefined,
  ask: (tx: Queries, siteId: string) => Promise<readonly unknown[]>,
): Promise<readonly unknown[]> {
  return sql.transaction(async (tx) => {
    const rows: unknown[] = []
    for (const siteId of only === undefined ? await siteIds(tx) : [only]) {
      await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
      rows.push(...(await ask(tx, siteId)))
    }
    return rows
  })
}
