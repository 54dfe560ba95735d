import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { embeddedSql, type Watching } from '../../server/db/embeddedSql'
import type { Sql } from '../../server/db/sql'

// Where the tests are run, not where this lies: bundled for the threads of a simulation, it lies elsewhere.
const modules = join(process.cwd(), 'node_modules')

/** An embedded database that lies nowhere: the same PostgreSQL, without a folder's lock, room and flushes. */
export async function embeddedInMemory(watching: Watching = { onHung: () => {} }): Promise<Sql> {
  return embeddedSql(await PGlite.create({ loadDataDir: await anEmptyOne() }), watching)
}

/** Kept between runs: to load one takes a fifth of the time of making it. */
async function anEmptyOne(): Promise<Blob> {
  const { version } = JSON.parse(readFileSync(join(modules, '@electric-sql/pglite/package.json'), 'utf8'))
  const kept = join(modules, `.cache/embedded/${version}.tar`)
  // Whole in memory: another process may be putting its own in the same place.
  if (existsSync(kept)) return new Blob([readFileSync(kept)])
  const database = await PGlite.create()
  const made = await database.dumpDataDir('none')
  await database.close()
  mkdirSync(dirname(kept), { recursive: true })
  const own = `${kept}.${process.pid}`
  writeFileSync(own, Buffer.from(await made.arrayBuffer()))
  try {
    renameSync(own, kept)
  } catch (error) {
    rmSync(own, { force: true })
    if (!existsSync(kept)) throw error
  }
  return made
}
