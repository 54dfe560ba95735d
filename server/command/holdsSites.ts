import type { Sql } from '../db/sql'
import { listSites, Refused } from '../hq/sites'

/** Typed at the wrong database it would be called done, and nothing would be. @throws Refused */
export async function holdsSites(sql: Sql): Promise<void> {
  if ((await listSites(sql)).length > 0) return
  throw new Refused(
    'There is no site in this database. Is it the right one? DATABASE_URL says which, or TUANDIAN_CENTRE_FOLDER for the embedded one.',
  )
}
