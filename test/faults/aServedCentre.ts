import type { Sql } from '../../server/db/sql'
import { serve } from '../../server/serve'
import { type ACentre, aCentre } from '../server/aCentre'
import { embeddedInMemory } from '../server/embeddedInMemory'

export interface AServedCentre extends ACentre {
  readonly address: string
  close(): Promise<void>
}

/** A centre in this process, on a socket; embedded, where no database is given. */
export async function aServedCentre(sql?: Sql, seed = 1): Promise<AServedCentre> {
  const at = await aCentre(sql ?? (await embeddedInMemory()), { seed })
  at.clock.nowMs = Date.now()
  const { address, close } = await serve(
    (request, env) => at.centre.app.fetch(request, Object(env)),
    '127.0.0.1',
    0,
  )
  return {
    ...at,
    address,
    close: async () => {
      await at.centre.stop()
      await close(0)
      await at.centre.sql.close()
    },
  }
}
