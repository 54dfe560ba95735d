import { z } from 'zod'
import type { FeedBook, KeptSnapshot } from '../feed/feedBook'
import type { Queries } from './sql'

const number = z.coerce.number()
const countRow = z.object({ count: number })
const segmentRow = z.object({ n: number, packed: z.instanceof(Uint8Array) })
const snapshotRow = z.object({ position: number, fold_version: number, start: z.string() })

/** What is kept of a feed for whoever joins later: its complete segments, and a picture of it. */
export function sqlHistory(
  tx: Queries,
  siteId: string,
): Pick<FeedBook, 'snapshotAt' | 'snapshot' | 'keepSnapshot' | 'segmentsKept' | 'segments' | 'keepSegment'> {
  return {
    segmentsKept: async () => {
      const rows = await tx.query(countSegments, [siteId])
      return z.array(countRow).parse(rows)[0]?.count ?? 0
    },
    segments: async (from, most, mostBytes) => {
      const rows = await tx.query(selectSegments, [siteId, from, most, mostBytes])
      const kept = z.array(segmentRow).parse(rows)
      return kept.filter(({ n }, i) => n === from + i).map(({ packed }) => packed)
    },
    keepSegment: async (n, packed) => {
      await tx.query(insertSegment, [siteId, n, packed])
    },
    snapshotAt: async () => {
      const rows = await tx.query('select position, fold_version from snapshots where site_id = $1', [siteId])
      const [row] = z.array(snapshotRow.omit({ start: true })).parse(rows)
      return row && { position: row.position, foldVersion: row.fold_version }
    },
    snapshot: async (): Promise<KeptSnapshot | undefined> => {
      const rows = await tx.query('select position, fold_version, start from snapshots where site_id = $1', [
        siteId,
      ])
      const [row] = z.array(snapshotRow).parse(rows)
      return row && { position: row.position, foldVersion: row.fold_version, start: row.start }
    },
    keepSnapshot: async ({ position, foldVersion, start }) => {
      await tx.query(upsertSnapshot, [siteId, position, foldVersion, start])
    },
  }
}

const countSegments = 'select coalesce(max(n) + 1, 0) as count from segments where site_id = $1'

/** How long each is stands in its head: those that do not fit are not read. */
export const selectSegments = `
  select n, packed
  from (
    select n, packed, sum(octet_length(packed)) over (order by n) - octet_length(packed) as before
    from segments where site_id = $1 and n >= $2 and n < $2::bigint + $3
  ) as near
  where before < $4 order by n`

const insertSegment = 'insert into segments (site_id, n, packed) values ($1, $2, $3) on conflict do nothing'

const upsertSnapshot = `
  insert into snapshots (site_id, position, fold_version, start) values ($1, $2, $3, $4)
  on conflict (site_id) do update
  set position = excluded.position, fold_version = excluded.fold_version, start = excluded.start
  where snapshots.fold_version < excluded.fold_version
    or (snapshots.fold_version = excluded.fold_version and snapshots.position < excluded.position)`
