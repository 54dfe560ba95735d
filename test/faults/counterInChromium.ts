import { inStep, joinCentre } from '../e2e/atCentre'
import { type Desk, openDesk } from '../e2e/desk'
import type { SeededHousehold } from '../e2e/seed/shelvedRound'
import { openShelvedDesk } from '../e2e/seededDesk'
import { FaultProxy } from './faultProxy'

/** A counter in a real Chromium, with a line of its own to the centre. */
export interface Counter {
  readonly desk: Desk
  readonly proxy: FaultProxy
  close(): Promise<void>
}

/** A counter with a shelved round on its disk, which the centre gets to know by it. */
export async function aFirstCounter(
  centre: string,
  code: string,
  size: number,
): Promise<Counter & { readonly households: readonly SeededHousehold[] }> {
  const { desk, households } = await openShelvedDesk({ households: size, waiting: 0, offline: false })
  return { ...(await joined(desk, centre, code)), households }
}

/** One more at the same point: it has nothing but what the centre tells it. */
export async function anotherCounter(centre: string, code: string): Promise<Counter> {
  return joined(await openDesk({ offline: false }), centre, code)
}

/** The next one may come. */
export const untilIdle = ({ page }: Desk): Promise<void> => page.locator('main [data-at="idle"]').waitFor()

/** Whoever has one bag, scanned by its code, is gone with it. */
export async function handOver(desk: Desk, bag: string): Promise<void> {
  await desk.scan(bag)
  await desk.page.locator('main [data-at="gone"]').waitFor()
  await untilIdle(desk)
}

async function joined(desk: Desk, centre: string, code: string): Promise<Counter> {
  const proxy = await FaultProxy.open(centre)
  const close = async () => {
    await desk.close()
    await proxy.close()
  }
  try {
    await joinCentre(desk, proxy.address, code)
    await inStep(desk, 120_000)
    await desk.page.goto(`${desk.page.url().split('#')[0]}#/handover`)
    await untilIdle(desk)
    await inStep(desk, 120_000)
  } catch (error) {
    await close()
    throw error
  }
  return { desk, proxy, close }
}
