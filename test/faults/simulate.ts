import { segmentsType } from '../../shared/contract/sync'
import { chanceOf } from '../../shared/sample/chance'
import { morningMs } from '../builders/aDesk'
import { VirtualTime } from '../renderer/sync/virtualTime'
import { SeenHistory } from './seenHistory'
import type { CentreHow, SimulatedCentre } from './simulatedCentre'
import { type Simulated, SimulatedWorld } from './simulatedWorld'

const steps = 60

type CentreOf = (how: CentreHow) => Promise<SimulatedCentre> | SimulatedCentre

/** One world in so many is a warehouse that packs for two points. */
const warehouseEvery = 4
/** Such that those worlds that once ended badly have a centre with the right clock, as they had then. */
const clockSalt = 10
/** Entries in a segment of every other world, so that there are some in an hour. */
const shortSegment = 3

/** One in five, and some more: so that every replay stays the world it was. */
const copiesDisks = (seed: number): boolean => seed % 5 === 1 || seed % 40 === 0

/**
 * In one world of three the centre's own clock is wrong, by up to an hour; in half of those somebody puts it right
 * meanwhile. By a chance of its own, so that all else of a seed stays what it was.
 */
function clockOfCentre(seed: number, time: VirtualTime): () => number {
  const chance = chanceOf(seed * 31 + clockSalt)
  if (!chance.happens(0.33)) return () => time.trueMs
  const wrongMs = chance.int(-3_600_000, 3_600_000)
  const rightFromMs = chance.happens(0.5) ? morningMs + chance.int(0, 1_800_000) : Number.POSITIVE_INFINITY
  return () => time.trueMs + (time.trueMs < rightFromMs ? wrongMs : 0)
}

/**
 * A site of two to four desks through an hour of everything that can go wrong, then a quiet network. Or two points
 * and the desk of a warehouse that works for both.
 */
export async function simulate(seed: number, centreOf: CentreOf): Promise<Simulated> {
  const chance = chanceOf(seed)
  let asking = 0
  const time = new VirtualTime(morningMs, () => asking > 0)
  const own = `site-${seed}`
  const hasWarehouse = seed % warehouseEvery === 3
  const siteIds = hasWarehouse ? [own, `${own}-west`, `${own}-warehouse`] : [own]
  const centre = await centreOf({
    siteIds,
    nowMs: clockOfCentre(seed, time),
    chance: chanceOf(chance.int(0, 2 ** 31)),
    ...(seed % 2 === 1 ? { segmentLength: shortSegment } : {}),
  })
  const seen = new SeenHistory()
  const world = new SimulatedWorld(
    { chance, time, centre, siteIds, seen, copiesDisks: copiesDisks(seed) },
    async (address, { signal: _, ...init }) => {
      asking += 1
      try {
        const path = address.replace('http://centre', '')
        const response = await centre.call(path, { ...init, headers: unpacked(init.headers) })
        await seen.answered(path, init, response, time.trueMs)
        return response
      } finally {
        asking -= 1
      }
    },
  )
  const deskSites: (readonly string[])[] = hasWarehouse
    ? [[`${own}-warehouse`, own, `${own}-west`], [own], [`${own}-west`]]
    : Array.from({ length: 2 + (seed % 3) }, () => [own])
  await world.open(deskSites)
  for (let step = 0; step < steps; step++) await world.step()
  await world.heal()
  const judged = await world.judge(seed)
  await world.close()
  return judged
}

/** Unpacking takes the machine's own time, of which a world has none: segments come as an older desk asks for them. */
function unpacked(headers: RequestInit['headers']): Headers {
  const plain = new Headers(headers)
  if (plain.get('accept')?.includes(segmentsType)) plain.set('accept', 'application/json')
  return plain
}
