import { afterEach } from 'vitest'
import { morningMs } from '../../builders/aDesk'
import { aPoint } from '../../server/aCentre'
import { anEmbeddedCentre } from '../../server/anEmbeddedCentre'
import { ALinkedDesk } from './aLinkedDesk'
import { VirtualTime } from './virtualTime'

/** A centre for the tests of one file, and the desks a test opens at it. */
export function aSyncedSite() {
  const time = new VirtualTime(morningMs)
  const open: ALinkedDesk[] = []
  const centre = anEmbeddedCentre()
  afterEach(async () => {
    for (const desk of open.splice(0)) await desk.close()
  })
  return {
    time,
    centre,
    newSite: () => aPoint(centre()),
    /** @param chance what it comes to at this desk, every time */
    async deskAt(siteKey: string, chance = 0.5): Promise<ALinkedDesk> {
      return this.keep(await new ALinkedDesk(centre(), time, chance).enrol(siteKey))
    },
    /** At a new site, in step with its centre, on a machine that packs what it sends. */
    async packingDesk(): Promise<ALinkedDesk> {
      const desk = await this.deskAt(await this.newSite())
      desk.packs = true
      await desk.close()
      await desk.open()
      await desk.until(({ state }) => state === 'in-step')
      return desk
    },
    /** Two desks of a new site. */
    async twoDesks() {
      const siteKey = await this.newSite()
      const first = await this.deskAt(siteKey)
      return { siteKey, first, second: await this.deskAt(siteKey) }
    },
    /** Closed with the others when the test is over. */
    keep(desk: ALinkedDesk): ALinkedDesk {
      open.push(desk)
      return desk
    },
  }
}
