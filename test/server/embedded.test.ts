import { afterAll, beforeAll } from 'vitest'
import { openEmbedded } from '../../server/db/embeddedSql'
import { type ACentre, aCentre } from './aCentre'
import { entriesContract } from './entries.contract'

let at: ACentre
beforeAll(async () => {
  at = await aCentre(await openEmbedded({ onHung: () => {} }))
})
afterAll(async () => {
  await at.centre.stop()
  await at.centre.sql.close()
})

entriesContract(() => at)
