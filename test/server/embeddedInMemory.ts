import { existsSync, mkdirSync, openAsBlob, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { embeddedSql, type Watching } from '../../server/db/embeddedSql'
import type { Sql } from '../../server/db/sql'

const version = JSON.parse(
  readFileSync(join(projectRoot, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'),
).version
/** An empty database: to load it takes a fifth of the time of making one. */
const empty = join(projectRoot, `node_modules/.cache/embedded/${version}.tar`)

/** An embedded database that lies nowhere: the same PostgreSQL, without a folder's lock, room and flushes. */
export async function embeddedInMemory(watching: Watching = { onHung: () => {} }): Promise<Sql> {
  if (!existsSync(empty)) await keepAnEmptyOne()
  return embeddedSql(await PGlite.create({ loadDataDir: await openAsBlob(empty) }), watching)
}

async function keepAnEmptyOne(): Promise<void> {
  const database = await PGlite.create()
  const dumped = Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer())
  await database.close()
  mkdirSync(dirname(empty), { recursive: true })
  // Others may be at the same: whole, or not there.
  const own = `${empty}.${process.pid}`
  writeFileSync(own, dumped)
  renameSync(own, empty)
}
