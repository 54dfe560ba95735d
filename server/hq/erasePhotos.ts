import { z } from 'zod'
import type { Sql } from '../db/sql'
import { siteIds } from './sites'

const dayMs = 86_400_000

/** Photos that came before so many days are erased; the entries that name them stay. @returns how many */
export function erasePhotos(sql: Sql, days: number, nowMs: number): Promise<number> {
  return sql.transaction(async (tx) => {
    let count = 0
    for (const siteId of await siteIds(tx)) {
      await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
      const erased = await tx.query(eraseBefore, [siteId, nowMs - days * dayMs])
      count += z.array(z.object({ sha256: z.string() })).parse(erased).length
    }
    return count
  })
}

const eraseBefore = 'delete from blobs where site_id = $1 and received_at_ms < $2 returning sha256'
