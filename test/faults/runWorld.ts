import { migrate } from '../../server/db/migrate'
import type { Sql } from '../../server/db/sql'
import { embeddedInMemory } from '../server/embeddedInMemory'
import { simulate } from './simulate'
import { centreInMemory } from './simulatedCentre'
import { centreOnSql } from './simulatedSqlCentre'
import type { Simulated } from './simulatedWorld'

/** One world in so many has its centre on a real database. */
export const onSqlEvery = 20

/** Another residue in every row of them: what else is so in every second, fourth or fifth world is met there, too. */
export const isOnSql = (seed: number): boolean =>
  seed % onSqlEvery === (7 * Math.floor(seed / onSqlEvery) + 3) % onSqlEvery

let open: Promise<Sql> | undefined

export async function runWorld(seed: number): Promise<Simulated> {
  return isOnSql(seed) ? runOnSql(seed) : simulate(seed, centreInMemory)
}

export async function runOnSql(seed: number): Promise<Simulated> {
  open ??= embeddedInMemory()
  const sql = await open
  return simulate(seed, async (how) => {
    await migrate(sql)
    return centreOnSql(sql, how)
  })
}

export async function closeWorlds(): Promise<void> {
  await (await open)?.close()
  open = undefined
}
