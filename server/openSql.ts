import type { Config } from './config'
import { openPostgres } from './db/postgresSql'
import type { Sql } from './db/sql'

/**
 * The database the configuration names.
 * @param statementMs how long a statement may take; absent: no longer than a desk waits
 * @throws FolderTaken where another centre has the embedded one open; NoRoom
 */
export async function openSql(
  { databaseUrl, folder, connections }: Config,
  onHung: () => void,
  statementMs?: number,
): Promise<Sql> {
  if (databaseUrl === null) {
    // Not loaded where nobody uses it: it is larger than the rest.
    const { openEmbedded } = await import('./db/embeddedSql')
    return openEmbedded({ folder, onHung })
  }
  return openPostgres({
    url: databaseUrl,
    connections,
    ...(statementMs === undefined ? {} : { statementMs }),
  })
}
