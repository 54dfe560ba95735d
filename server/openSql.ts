import type { Config } from './config'
import { openEmbedded } from './db/embeddedSql'
import { openPostgres } from './db/postgresSql'
import type { Sql } from './db/sql'

/** The database the configuration names. @throws FolderTaken where another centre has the embedded one open; NoRoom */
export function openSql({ databaseUrl, folder, connections }: Config, onHung: () => void): Promise<Sql> {
  return databaseUrl === null
    ? openEmbedded({ folder, onHung })
    : Promise.resolve(openPostgres({ url: databaseUrl, connections }))
}
