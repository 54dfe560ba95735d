import { createHash } from 'node:crypto'
import type { Answer, Desk } from '../../renderer/commands/desk'
import { segmentsType } from '../../shared/contract/sync'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { countOf } from '../../shared/domain/entry/seen'
import { Picture } from '../../shared/domain/picture'
import { type DeviceId, idOf } from '../../shared/kernel/ids'
import { type Chance, chanceOf } from '../../shared/sample/chance'
import { morningMs, round } from '../builders/aDesk'
import { everythingOf } from '../properties/samePicture'
import { VirtualTime } from '../renderer/sync/virtualTime'
import { type Breach, checkHistory } from './checkHistory'
import { actAtTheCounter, asGiven, shelvedRound } from './counterWork'
import { anyWeather, clear, HostileNetwork } from './hostileNetwork'
import { householdAt, PeopleSeen } from './peopleSeen'
import { heldBy, SeenHistory } from './seenHistory'
import type { Restore, SimulatedCentre } from './simulatedCentre'
import { SimulatedDesk } from './simulatedDesk'

const minuteMs = 60_000
const steps = 60
/** Long enough for every back-off, the hourly comparison, and a desk that was told to wait. */
const healingMinutes = 130

export interface Simulated {
  readonly seed: number
  readonly entries: number
  /** Entries that a desk called saved and that are nowhere at the centre. */
  readonly lost: readonly string[]
  /** Entries that stand more than once in the feed. */
  readonly twice: readonly string[]
  /** Entries in the feed that no desk wrote, or with another body than it wrote. */
  readonly strange: readonly string[]
  /** What became of people that should not have. */
  readonly people: readonly string[]
  /** Every desk and the centre's entries fold to the same picture, and nobody has anything left to send. */
  readonly converged: boolean
  /** What each desk said of itself in the end. */
  readonly standing: readonly string[]
  /** What was seen of each site breaks these rules. */
  readonly breaches: readonly Breach[]
  readonly confirmedHandovers: number
  /** Of desks and feeds, each held against what was seen before. */
  readonly readings: number
  /** What happened, for a second run of the same seed to be compared with. */
  readonly trace: string
}

type CentreOf = (
  siteIds: readonly string[],
  nowMs: () => number,
  chance: Chance,
  segmentLength?: number,
) => Promise<SimulatedCentre> | SimulatedCentre

/** One world in so many is a warehouse that packs for two points. */
const warehouseEvery = 4
/** Entries in a segment of every other world, so that there are some in an hour. */
const shortSegment = 3

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
  const centre = await centreOf(
    siteIds,
    () => time.trueMs,
    chanceOf(chance.int(0, 2 ** 31)),
    seed % 2 === 1 ? shortSegment : undefined,
  )
  const seen = new SeenHistory()
  const world = new World(
    { chance, time, centre, siteIds, seen },
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

interface WorldParts {
  readonly chance: Chance
  readonly time: VirtualTime
  readonly centre: SimulatedCentre
  readonly siteIds: readonly string[]
  readonly seen: SeenHistory
}

class World {
  private readonly desks: SimulatedDesk[] = []
  private readonly networks: HostileNetwork[] = []
  private readonly noted: string[] = []
  private readonly people = new PeopleSeen()
  private restore: Restore | undefined
  private joinedLate = false
  /** The history that an older database was put into without a word. */
  private setBackUnsaid: string | undefined

  private readonly chance: Chance
  private readonly time: VirtualTime
  private readonly centre: SimulatedCentre
  private readonly siteIds: readonly string[]
  private readonly seen: SeenHistory

  constructor(
    { chance, time, centre, siteIds, seen }: WorldParts,
    private readonly calls: (address: string, init: RequestInit) => Promise<Response>,
  ) {
    this.chance = chance
    this.time = time
    this.centre = centre
    this.siteIds = siteIds
    this.seen = seen
  }

  async open(deskSites: readonly (readonly string[])[]): Promise<void> {
    for (const siteIds of deskSites) await this.join(siteIds)
    // Rounds and bags of the two points are called the same: only their sites tell them apart.
    for (const siteId of this.siteIds) {
      const first = this.desks.find((desk) => desk.at(siteId))
      await first?.does(() => first.at(siteId)?.run(round, asGiven, shelvedRound()) as Promise<Answer>)
    }
    await this.pass(minuteMs)
    this.centre.dyingPart = this.chance.happens(0.3) ? 0.05 : 0
    for (const desk of this.desks) this.worsen(desk)
  }

  private async join(siteIds: readonly string[]): Promise<SimulatedDesk> {
    const own = chanceOf(this.chance.int(0, 2 ** 31))
    const network = new HostileNetwork(own, this.time.ambient(this.calls).wait, this.calls)
    network.carriesStreams = this.chance.happens(0.8)
    const deviceId = idOf<DeviceId>(`${this.siteIds[0]}-desk-${this.desks.length + 1}`)
    const enrolled = await this.centre.enrol(deviceId, siteIds)
    const desk = new SimulatedDesk(deviceId, enrolled, this.time, network, own)
    desk.wrote = (entry) => this.seen.written(entry)
    this.desks.push(desk)
    this.networks.push(network)
    await desk.start()
    return desk
  }

  private worsen(desk: SimulatedDesk): void {
    desk.skewMs = this.chance.pick([0, 0, 600_000, -600_000, 3_600_000, -3_600_000, -86_400_000])
    desk.dyingPart = this.chance.happens(0.5) ? 0.03 : 0
  }

  async step(): Promise<void> {
    const { chance } = this
    const at = chance.int(0, this.desks.length - 1)
    const desk = this.desks[at]
    const network = this.networks[at]
    if (!desk || !network) return
    if (chance.happens(0.15)) network.weather = chance.happens(0.3) ? clear : anyWeather(chance)
    if (chance.happens(0.1)) network.down = !network.down
    if (chance.happens(0.03)) desk.skewMs += chance.pick([-3_600_000, 3_600_000, -600_000])
    if (chance.happens(0.04)) this.restore ??= await this.centre.backup()
    if (this.restore && chance.happens(0.05)) {
      const how = chance.pick(['by-command', 'unsaid'] as const)
      const { lostPeople } = this.restore(how)
      if (lostPeople) this.people.versionsComeTwice = true
      if (how === 'unsaid') this.setBackUnsaid = this.centre.epoch()
      this.seen.restored()
      this.restore = undefined
      this.noted.push(`restored ${how}`)
    }
    if (chance.happens(0.1)) await this.centre.fold()
    if (!this.joinedLate && chance.happens(0.03)) {
      this.joinedLate = true
      this.worsen(await this.join(this.siteIds.slice(0, 1)))
      this.noted.push('another desk joins')
    }
    if (desk.hasDied || chance.happens(0.04)) await desk.restart()
    if (chance.happens(0.3))
      this.noted.push(`${desk.deviceId} ${await desk.withDesk((on) => this.actOnPeople(on))}`)
    const heard = new Map(desk.desks.map(({ point }) => [point.siteId as string, heldBy(point.seen)]))
    const answer = await desk.does((on) => actAtTheCounter(on, chance))
    if (answer?.ok) this.seen.confirmed(answer.entries, heard, { atMs: this.time.trueMs, online: false })
    if (!desk.hasDied) for (const one of desk.desks) this.seen.readDesk(one)
    this.noted.push(`${desk.deviceId} ${answer?.ok ? answer.factIds.join() : (answer?.refusal ?? 'off')}`)
    if (chance.happens(0.6)) await this.pass(chance.int(1, 90_000))
  }

  private actOnPeople(desk: Desk): Promise<string | null> {
    const household = householdAt(desk.identity.siteId, this.chance.pick(['zhang', 'li', 'wang']))
    const erases = this.chance.happens(0.1)
    return erases ? this.people.erase(desk, household) : this.people.edit(desk, household)
  }

  async heal(): Promise<void> {
    this.centre.dyingPart = 0
    for (const network of this.networks) {
      network.weather = clear
      network.down = false
    }
    for (const desk of this.desks) {
      desk.dyingPart = 0
      if (desk.hasDied) await desk.restart()
      desk.link.wake()
    }
    for (let minutes = 0; minutes < healingMinutes; minutes++) {
      await this.pass(minuteMs)
      if (await this.isInStep()) return
    }
  }

  private pass(ms: number): Promise<void> {
    return this.time.pass(ms)
  }

  private async isInStep(): Promise<boolean> {
    const heads = new Map<string, number>()
    for (const siteId of this.siteIds) heads.set(siteId, (await this.centre.texts(siteId)).length)
    return this.desks.every(({ link, desks }) => {
      const { state, unsent } = link.view
      const hasAll = desks.every(
        ({ point }) =>
          !link.peopleOf(point.siteId)?.waits &&
          Object.values(point.seen).reduce((n, seen) => n + countOf(seen), 0) === heads.get(point.siteId),
      )
      return state === 'in-step' && unsent === 0 && hasAll
    })
  }

  private async judgePeople(): Promise<string[]> {
    // What is gone of people nobody can tell by the changes alone: where no entry went with it, it is gone.
    if (this.setBackUnsaid === this.centre.epoch()) return []
    const centre = (await Promise.all(this.siteIds.map((siteId) => this.centre.people(siteId)))).flat()
    return this.people.judge({
      centre,
      desks: this.desks.flatMap(({ deviceId, desks }) =>
        desks.map(({ point }) => ({ name: deviceId, siteId: point.siteId, known: point.people.all() })),
      ),
      shown: this.desks.flatMap(({ link }) => link.lostPeople.map(({ identity }) => identity)),
      disks: [JSON.stringify(centre), ...this.desks.map(({ contents }) => contents)],
    })
  }

  async judge(seed: number): Promise<Simulated> {
    const readings: ReturnType<typeof readEntry>[] = []
    const expected = new Map<string, string>()
    for (const siteId of this.siteIds) {
      const feed = (await this.centre.texts(siteId)).map((text) => readEntry(JSON.parse(text)))
      const held = feed.flatMap((reading) => (reading.ok ? [reading.entry.id as string] : []))
      this.seen.readFeed(siteId, held, true)
      readings.push(...feed)
      const folded = new Picture()
      for (const reading of feed) if (reading.ok) folded.apply(reading.entry)
      expected.set(siteId, everythingOf(folded))
    }
    const entries = readings.flatMap((reading) => (reading.ok ? [reading.entry] : []))
    const ids = entries.map(({ id }) => id as string)
    const written = new Map(this.desks.flatMap((desk) => [...desk.written]))
    const same = this.desks.every(({ desks }) =>
      desks.every(({ point }) => everythingOf(point.picture) === expected.get(point.siteId)),
    )
    for (const { desks } of this.desks) for (const one of desks) this.seen.readDesk(one, true)
    const checked = [...this.seen.ofSite.values()].map((history) => checkHistory(history))
    return {
      seed,
      breaches: checked.flatMap(({ breaches }) => breaches),
      confirmedHandovers: checked.reduce((sum, one) => sum + one.confirmedHandovers, 0),
      readings: checked.reduce((sum, { reads }) => sum + reads, 0),
      entries: entries.length,
      lost: this.desks.flatMap(({ saved }) => [...saved].filter((id) => !ids.includes(id))),
      twice: ids.filter((id, index) => ids.indexOf(id) !== index),
      strange: entries.filter(({ id, hash }) => written.get(id) !== hash).map(({ id }) => id),
      people: await this.judgePeople(),
      converged: same && readings.every(({ ok }) => ok) && (await this.isInStep()),
      standing: this.desks.map(({ deviceId, link }) => `${deviceId} ${JSON.stringify(link.view)}`),
      trace: createHash('sha256')
        .update(this.noted.join('\n'))
        .update([...expected.values()].join())
        .digest('hex'),
    }
  }

  async close(): Promise<void> {
    for (const desk of this.desks) await desk.stop()
  }
}
