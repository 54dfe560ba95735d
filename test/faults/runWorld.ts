import { openEmbedded } from '../../server/db/embeddedSql'
import { type ACentre, aCentre } from '../server/aCentre'
import { simulate } from './simulate'
import { centreInMemory, centreOnSql } from './simulatedCentre'
import type { Simulated } from './simulatedWorld'

/** One world in so many has its centre on a real database. */
export const onSqlEvery = 20

let at: ACentre | undefined

export async function runWorld(seed: number): Promise<Simulated> {
  if (seed % onSqlEvery !== 0) return simulate(seed, centreInMemory)
  at ??= await aCentre(await openEmbedded({ onHung: () => {} }))
  const centre = at
  return simulate(seed, ([siteId], nowMs) => centreOnSql(centre, siteId ?? '', nowMs))
}

export async function closeWorlds(): Promise<void> {
  await at?.centre.stop()
  await at?.centre.sql.close()
  at = undefined
}
