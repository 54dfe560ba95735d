import { codeOf } from './codeOf'
import { type Config, WrongConfig } from './config'
import { migrate } from './db/migrate'
import { openPostgres } from './db/postgresSql'
import type { Sql } from './db/sql'

/** What one statement of a command or a migration may take, over years of entries: nobody at a counter waits for it, ms. */
export const patientMs = 3_600_000

/** Brings the schema up to date with all the time that takes. @returns how many migrations ran */
export async function migratePatiently(config: Config): Promise<number> {
  const sql = await openSql({ ...config, connections: 1 }, () => {}, patientMs)
  try {
    return await migrate(sql)
  } finally {
    await sql.close()
  }
}

/** It cannot be made, entered or written into. */
const notAFolder = /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT)$/

/**
 * The database the configuration names.
 * @param statementMs how long a statement may take; absent: no longer than a desk waits
 * @throws FolderTaken where another centre has the embedded one open; NoRoom; WrongConfig where its folder is none
 */
export async function openSql(
  { databaseUrl, folder, connections }: Config,
  onHung: () => void,
  statementMs?: number,
): Promise<Sql> {
  if (databaseUrl === null) {
    // Not loaded where nobody uses it: it is larger than the rest.
    const { openEmbedded } = await import('./db/embeddedSql')
    return openEmbedded({ folder, onHung }).catch((error: unknown) => {
      if (!notAFolder.test(codeOf(error))) throw error
      throw new WrongConfig(
        `The centre cannot work in ${folder} (${codeOf(error)}): let it write there, or name another folder with TUANDIAN_CENTRE_FOLDER.`,
      )
    })
  }
  return openPostgres({
    url: databaseUrl,
    connections,
    ...(statementMs === undefined ? {} : { statementMs }),
  })
}
