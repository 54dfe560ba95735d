import { createHash } from 'node:crypto'
import type { Answer, Desk } from '../../renderer/commands/desk'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { countOf } from '../../shared/domain/entry/seen'
import { Picture } from '../../shared/domain/picture'
import { type DeviceId, idOf } from '../../shared/kernel/ids'
import { type Chance, chanceOf } from '../../shared/sample/chance'
import { round } from '../builders/aDesk'
import { everythingOf } from '../properties/samePicture'
import type { VirtualTime } from '../renderer/sync/virtualTime'
import { type Breach, checkHistory } from './checkHistory'
import { CopiedDisks, savedStill } from './copiedDisks'
import { actAtTheCounter, asGiven, shelvedRound } from './counterWork'
import { bodyOf } from './entryNames'
import { anyWeather, clear, HostileNetwork } from './hostileNetwork'
import { householdAt, leftOfPeople, PeopleSeen } from './peopleSeen'
import { heldBy, type SeenHistory } from './seenHistory'
import type { Restore, SimulatedCentre } from './simulatedCentre'
import { SimulatedDesk } from './simulatedDesk'

const minuteMs = 60_000
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
  /** PCs that were copied, or set back. */
  readonly copied: number
  /** How often one went on in a name of its own. */
  readonly parted: number
  /** How often the centre died around a commit … */
  readonly deaths: number
  /** … and was put back to what it once had. */
  readonly restores: number
  /** What happened, for a second run of the same seed to be compared with. */
  readonly trace: string
}

export interface WorldParts {
  readonly chance: Chance
  readonly time: VirtualTime
  readonly centre: SimulatedCentre
  readonly siteIds: readonly string[]
  readonly seen: SeenHistory
  /** PCs are copied with their disk, or set back to an image; then the centre is not restored. */
  readonly copiesDisks: boolean
}

/** The desks of a site, or of a warehouse and its points, and all that happens to them. */
export class SimulatedWorld {
  private readonly desks: SimulatedDesk[] = []
  private readonly networks: HostileNetwork[] = []
  private readonly noted: string[] = []
  private readonly people = new PeopleSeen()
  private restore: Restore | undefined
  private restores = 0
  private joinedLate = false
  /** The history that an older database was put into without a word. */
  private setBackUnsaid: string | undefined

  private readonly chance: Chance
  private readonly time: VirtualTime
  private readonly centre: SimulatedCentre
  private readonly siteIds: readonly string[]
  private readonly seen: SeenHistory
  private readonly copied: CopiedDisks | undefined
  /** Every entry that reached a disk, as a body of its own. */
  private readonly written = new Set<string>()

  constructor(
    { chance, time, centre, siteIds, seen, copiesDisks }: WorldParts,
    private readonly calls: (address: string, init: RequestInit) => Promise<Response>,
  ) {
    this.chance = chance
    this.time = time
    this.centre = centre
    this.siteIds = siteIds
    this.seen = seen
    if (!copiesDisks) return
    this.copied = new CopiedDisks(seen.names, async (entries) => {
      const there = await this.bodiesAtTheCentre()
      return entries.every((entry) => there.has(bodyOf(entry)))
    })
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
    const name = `${this.siteIds[0]}-desk-${this.desks.length + 1}`
    const desk = this.another(name)
    const deviceId = idOf<DeviceId>(name)
    await desk.join(deviceId, await this.centre.enrol(deviceId, siteIds))
    return desk
  }

  private worsen(desk: SimulatedDesk): void {
    desk.skewMs = this.chance.pick([0, 0, 600_000, -600_000, 3_600_000, -3_600_000, -86_400_000])
    desk.dyingPart = this.chance.happens(0.5) ? 0.03 : 0
  }

  private another(name: string): SimulatedDesk {
    const own = chanceOf(this.chance.int(0, 2 ** 31))
    const network = new HostileNetwork(own, this.time.ambient(this.calls).wait, this.calls)
    network.carriesStreams = this.chance.happens(0.8)
    const desk = new SimulatedDesk(name, this.seen.names, this.time, network, own)
    desk.wrote = (entry) => {
      this.written.add(bodyOf(entry))
      this.seen.written(entry, desk.reader)
    }
    this.desks.push(desk)
    this.networks.push(network)
    return desk
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
    if (this.copied) await this.copyDisks(this.copied, desk)
    else if (chance.happens(0.04)) this.restore ??= await this.centre.backup()
    if (this.restore && chance.happens(0.05)) {
      const how = chance.pick(['by-command', 'unsaid'] as const)
      const restored = this.restore(how)
      // In memory it takes no turn: nothing else happens meanwhile, as when these seeds were first run.
      const { lostPeople, epoch } = restored instanceof Promise ? await restored : restored
      if (lostPeople) this.people.versionsComeTwice = true
      if (how === 'unsaid') this.setBackUnsaid = epoch
      this.seen.restored()
      this.restores += 1
      this.restore = undefined
      this.noted.push(`restored ${how}`)
    }
    if (chance.happens(0.1)) await this.fold()
    if (!this.joinedLate && chance.happens(0.03)) {
      this.joinedLate = true
      this.worsen(await this.join(this.siteIds.slice(0, 1)))
      this.noted.push('another desk joins')
    }
    if (desk.hasDied || (desk.hasTwin && chance.happens(0.3)) || chance.happens(0.04)) await desk.restart()
    if (chance.happens(0.3))
      this.noted.push(`${desk.name} ${await desk.withDesk((on) => this.actOnPeople(on))}`)
    const by = desk.reader
    const heard = new Map(
      desk.desks.map(({ point }) => [point.siteId as string, new Set([...heldBy(point.seen)].map(by.named))]),
    )
    const answer = await desk.does((on) => actAtTheCounter(on, chance))
    if (answer?.ok) this.seen.confirmed(answer.entries, heard, { atMs: this.time.trueMs, online: false, by })
    if (!desk.hasDied) for (const one of desk.desks) this.seen.readDesk(one, false, by)
    this.noted.push(`${desk.name} ${answer?.ok ? answer.factIds.join() : (answer?.refusal ?? 'off')}`)
    if (chance.happens(0.6)) await this.pass(chance.int(1, 90_000))
  }

  private async fold(): Promise<void> {
    await this.centre.fold()
    for (const siteId of this.siteIds)
      for (const text of await this.centre.texts(siteId)) this.seen.names.stands(JSON.parse(text))
  }

  private async copyDisks(copied: CopiedDisks, desk: SimulatedDesk): Promise<void> {
    const { chance } = this
    if (chance.happens(0.1)) await copied.keepImage(desk)
    if (chance.happens(0.06)) {
      const image = await copied.copyOf(desk)
      if (image) {
        const copy = this.another(`${desk.name}-copy-${this.desks.length}`)
        this.noted.push(`${copy.name} is made`)
        copy.dyingPart = desk.dyingPart
        copy.skewMs = desk.skewMs
        await copy.becomes(image)
      }
      await desk.restart()
    }
    const image = chance.happens(0.1) ? copied.imageFor(desk) : undefined
    if (!image) return
    this.noted.push(`${desk.name} is set back`)
    const saved = savedStill(desk.saved, image.saved, await this.bodiesAtTheCentre())
    await desk.becomes({ ...image, saved })
    this.seen.setBack(desk.name)
    this.people.setBack(
      leftOfPeople(
        await this.peopleAtTheCentre(),
        this.desks.map(({ disk }) => disk),
      ),
    )
  }

  private async bodiesAtTheCentre(): Promise<Set<string>> {
    const bodies = new Set<string>()
    for (const siteId of this.siteIds)
      for (const text of await this.centre.texts(siteId)) bodies.add(bodyOf(JSON.parse(text)))
    return bodies
  }

  private async peopleAtTheCentre() {
    return (await Promise.all(this.siteIds.map((siteId) => this.centre.people(siteId)))).flat()
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
      desk.link?.wake()
    }
    for (let minutes = 0; minutes < healingMinutes; minutes++) {
      await this.pass(minuteMs)
      for (const desk of this.desks) if (desk.hasTwin) await desk.restart()
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
      if (!link) return false
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
    if (this.setBackUnsaid === (await this.centre.epoch())) return []
    const centre = await this.peopleAtTheCentre()
    return this.people.judge({
      centre,
      desks: this.desks.flatMap(({ name, desks }) =>
        desks.map(({ point }) => ({ name, siteId: point.siteId, known: point.people.all() })),
      ),
      shown: this.desks.flatMap(({ link }) => (link?.people.lost ?? []).map(({ identity }) => identity)),
      disks: [JSON.stringify(centre), ...this.desks.map(({ contents }) => contents)],
    })
  }

  async judge(seed: number): Promise<Simulated> {
    const readings: ReturnType<typeof readEntry>[] = []
    const expected = new Map<string, string>()
    for (const siteId of this.siteIds) {
      const feed = (await this.centre.texts(siteId)).map((text) => readEntry(JSON.parse(text)))
      const held = feed.flatMap((reading) => (reading.ok ? [this.seen.names.nameOf(reading.entry)] : []))
      this.seen.readFeed(siteId, held, true)
      readings.push(...feed)
      const folded = new Picture()
      for (const reading of feed) if (reading.ok) folded.apply(reading.entry)
      expected.set(siteId, everythingOf(folded))
    }
    const entries = readings.flatMap((reading) => (reading.ok ? [reading.entry] : []))
    const names = entries.map((entry) => this.seen.names.nameOf(entry))
    const bodies = new Set(entries.map(bodyOf))
    const same = this.desks.every(({ desks }) =>
      desks.every(({ point }) => everythingOf(point.picture) === expected.get(point.siteId)),
    )
    for (const { desks, reader } of this.desks) for (const one of desks) this.seen.readDesk(one, true, reader)
    const checked = [...this.seen.ofSite.values()].map((history) => checkHistory(history))
    return {
      seed,
      breaches: checked.flatMap(({ breaches }) => breaches),
      confirmedHandovers: checked.reduce((sum, one) => sum + one.confirmedHandovers, 0),
      readings: checked.reduce((sum, { reads }) => sum + reads, 0),
      copied: this.copied?.count ?? 0,
      parted: this.desks.reduce((sum, desk) => sum + desk.parted, 0),
      deaths: this.centre.deaths,
      restores: this.restores,
      entries: entries.length,
      lost: this.desks.flatMap(({ saved }) =>
        [...saved].flatMap(([id, hash]) => (bodies.has(bodyOf({ id, hash })) ? [] : [id])),
      ),
      twice: names.filter((name, index) => names.indexOf(name) !== index),
      strange: entries.filter((entry) => !this.written.has(bodyOf(entry))).map(({ id }) => id),
      people: await this.judgePeople(),
      converged: same && readings.every(({ ok }) => ok) && (await this.isInStep()),
      standing: this.desks.map(({ name, link }) => `${name} ${JSON.stringify(link?.view ?? null)}`),
      trace: createHash('sha256')
        .update(this.noted.join('\n'))
        .update([...expected.values()].join())
        .digest('hex'),
    }
  }

  async close(): Promise<void> {
    for (const desk of this.desks) await desk.stop()
    await this.centre.stop()
  }
}
