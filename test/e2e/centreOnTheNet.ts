import { serve } from '../../server/serve'
import { aCentre } from '../server/aCentre'
import { embeddedInMemory } from '../server/embeddedInMemory'

/** A centre of its own on a socket of loopback. @param ends what ends it is added here, last in first out */
export async function aCentreOnTheNet(ends: (() => Promise<unknown>)[]) {
  const at = await aCentre(await embeddedInMemory())
  at.clock.nowMs = Date.now()
  const served = await serve((request, env) => at.centre.app.fetch(request, Object(env)), '127.0.0.1', 0)
  ends.push(async () => {
    await at.centre.stop()
    await served.close(1_000)
    await at.centre.sql.close()
  })
  return { at, address: served.address }
}
