import { afterAll, beforeAll } from 'vitest'
import { openEmbedded } from '../../server/db/embeddedSql'
import { type ACentre, aCentre } from './aCentre'
import { centreContract } from './theCentre.contract'

let at: ACentre
beforeAll(async () => {
  at = await aCentre(await openEmbedded({ onHung: () => {} }))
}, 120_000)
afterAll(async () => {
  await at.centre.stop()
  await at.centre.sql.close()
})

centreContract(() => at)
