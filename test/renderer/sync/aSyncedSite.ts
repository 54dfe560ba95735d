import { afterAll, afterEach, beforeAll } from 'vitest'
import { openEmbedded } from '../../../server/db/embeddedSql'
import { morningMs } from '../../builders/aDesk'
import { type ACentre, aCentre, aPoint } from '../../server/aCentre'
import { ALinkedDesk } from './aLinkedDesk'
import { VirtualTime } from './virtualTime'

/** A centre for the tests of one file, and the desks a test opens at it. */
export function aSyncedSite() {
  const time = new VirtualTime(morningMs)
  const open: ALinkedDesk[] = []
  let at: ACentre | undefined
  const centre = (): ACentre => {
    if (!at) throw new Error('the centre is not open')
    return at
  }
  beforeAll(async () => {
    at = await aCentre(await openEmbedded({ onHung: () => {} }))
  }, 120_000)
  afterEach(async () => {
    for (const desk of open.splice(0)) await desk.close()
  })
  afterAll(async () => {
    await centre().centre.stop()
    await centre().centre.sql.close()
  })
  return {
    time,
    centre,
    newSite: () => aPoint(centre()),
    async deskAt(siteKey: string): Promise<ALinkedDesk> {
      return this.keep(await new ALinkedDesk(centre(), time).enrol(siteKey))
    },
    /** Closed with the others when the test is over. */
    keep(desk: ALinkedDesk): ALinkedDesk {
      open.push(desk)
      return desk
    },
  }
}
