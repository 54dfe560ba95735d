import type { Sql } from '../../../server/db/sql'

/** The people of the site as a backup has them; what comes back puts it in place, as another history. */
export async function backupOfPeople(sql: Sql, siteId: string): Promise<() => Promise<void>> {
  const rows = await sql.query('select * from identities where site_id = $1', [siteId])
  const [feed] = (await sql.query('select identities from feeds where site_id = $1', [siteId])) as [
    { identities: number },
  ]
  return async () => {
    await sql.query('delete from identities where site_id = $1', [siteId])
    await sql.query(
      'insert into identities select * from json_populate_recordset(null::identities, $1::json)',
      [JSON.stringify(rows)],
    )
    await sql.query('update feeds set identities = $2 where site_id = $1', [siteId, feed.identities])
    await sql.query("update centre set past = past || epoch, epoch = epoch || '+'")
  }
}
