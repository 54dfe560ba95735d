import { afterAll, beforeAll } from 'vitest'
import { type ACentre, aCentre } from './aCentre'
import { embeddedInMemory } from './embeddedInMemory'

/** A centre on the embedded database for the tests of one file: open from before the first to after the last. */
export function anEmbeddedCentre(how: Parameters<typeof aCentre>[1] = {}): () => ACentre {
  let at: ACentre | undefined
  beforeAll(async () => {
    at = await aCentre(await embeddedInMemory(), how)
  }, 120_000)
  afterAll(async () => {
    await at?.centre.stop()
    await at?.centre.sql.close()
  })
  return () => {
    if (!at) throw new Error('the centre is not open')
    return at
  }
}
