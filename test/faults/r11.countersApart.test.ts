import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type ChainHead, type Entry, emptyChain, sealEntry } from '../../shared/domain/entry/entry'
import type { Fact } from '../../shared/domain/facts'
import { Fold } from '../../shared/domain/fold/fold'
import { handOverBags } from '../../shared/domain/handover/handOverBags'
import { Picture } from '../../shared/domain/picture'
import { voidFacts } from '../../shared/domain/voidFacts'
import { businessDayAt } from '../../shared/kernel/businessDay'
import { type DeviceId, type FactId, factIdOf, idOf, type OperatorId } from '../../shared/kernel/ids'
import { nextStamp, type StampClock, unsetStampClock, witnessStamp } from '../../shared/kernel/stamp'
import { morningMs, round, site } from '../builders/aDesk'
import { bag, paid, visit } from '../builders/aRound'
import { everythingOf } from '../properties/samePicture'
import { shelvedRound } from './counterWork'
import { howMany } from './howMany'
import { reportFault } from './reportFault'

const runs = howMany(10_000, 300)
const parcel = bag('zhang')

/** A counter that decides by what it knows, and meets the others only through the feed. */
class Counter {
  readonly picture = new Picture()
  private readonly unsent: Entry[] = []
  private known = 0
  private head: ChainHead = emptyChain
  private clock: StampClock = unsetStampClock
  private ids = 0
  private mine: FactId[] = []

  constructor(
    readonly deviceId: DeviceId,
    private readonly skewMs: number,
  ) {}

  handOver(nowMs: number): void {
    const visitId = visit(`${this.deviceId}-${++this.ids}`)
    const decision = handOverBags(this.at(nowMs), {
      bagIds: [parcel],
      visitId,
      proof: 'bag-code',
      receiver: 'self',
    })
    if (decision.ok) this.mine.push(factIdOf(this.write(nowMs, ...decision.facts).id, 0))
  }

  /** The last one of its own, if it still stands here. */
  undo(nowMs: number): void {
    const last = this.mine.pop()
    if (last === undefined) return
    const decision = voidFacts(this.at(nowMs), { factIds: [last], reason: 'pressed by mistake' })
    if (decision.ok) this.write(nowMs, ...decision.facts)
  }

  takeMoney(nowMs: number): void {
    this.write(nowMs, paid('zhang', 100))
  }

  write(nowMs: number, ...facts: readonly Fact[]): Entry {
    const { clock, stamp } = nextStamp(this.clock, nowMs + this.skewMs, this.deviceId)
    this.clock = clock
    const { deviceId, head, known: basis } = this
    const operatorId = idOf<OperatorId>(`op-${deviceId}`)
    const entry = sealEntry({ siteId: site, deviceId, operatorId, roundId: round, stamp, basis, facts }, head)
    this.head = entry
    this.unsent.push(entry)
    this.picture.apply(entry)
    return entry
  }

  /** @param most sends and reads so many at most: then the line is cut */
  sync(feed: Entry[], most: number): void {
    feed.push(...this.unsent.splice(0, most))
    for (const entry of feed.slice(this.known, this.known + most)) {
      this.clock = witnessStamp(this.clock, entry.stamp)
      this.picture.apply(entry)
      this.known += 1
    }
  }

  private at(nowMs: number) {
    const { picture, deviceId } = this
    const newId = () => `${deviceId}-id-${++this.ids}`
    const today = businessDayAt(nowMs)
    return {
      roundId: round,
      fold: picture.round(round) ?? new Fold(),
      site: picture.site,
      nowMs,
      today,
      deviceId,
      newId,
    }
  }
}

const anyStep = fc.record({
  counter: fc.nat(4),
  does: fc.constantFrom('handOver', 'handOver', 'undo', 'takeMoney', 'sync', 'sync') as fc.Arbitrary<
    'handOver' | 'undo' | 'takeMoney' | 'sync'
  >,
  most: fc.integer({ min: 1, max: 6 }),
  laterMs: fc.integer({ min: 0, max: 120_000 }),
})
const anyDay = fc.record({
  skews: fc.array(fc.constantFrom(0, 0, 1, -1, 1_800_000, -1_800_000), { minLength: 2, maxLength: 5 }),
  steps: fc.array(anyStep, { minLength: 5, maxLength: 40 }),
})

let seen = { done: 0, contested: 0, lost: 0, duplicated: 0, apart: 0 }
afterAll(() =>
  reportFault({
    id: 'R11',
    runs: seen.done,
    lost: seen.lost,
    duplicated: seen.duplicated,
    converged: seen.apart === 0,
    passed: seen.done >= runs && seen.lost + seen.duplicated + seen.apart === 0 && seen.contested > 0,
    note: `2 to 5 counters, random acts, clocks and order of contact; ${seen.contested} ended contested, each with every handover named`,
  }),
)

test(`${runs} days of counters apart with one parcel: no handover is hidden, and all see the same`, {
  timeout: 1_800_000,
}, () => {
  fc.assert(
    fc.property(anyDay, ({ skews, steps }) => {
      const counters = skews.map((skewMs, i) => new Counter(idOf(`counter-${i}`), skewMs))
      const feed: Entry[] = []
      counters[0]?.write(morningMs, ...shelvedRound(['zhang']))
      for (const counter of counters) counter.sync(feed, 10)
      let nowMs = morningMs + 3_600_000
      for (const { counter, does, most, laterMs } of steps) {
        const one = counters[counter % counters.length] as Counter
        nowMs += laterMs
        if (does === 'sync') one.sync(feed, most)
        else one[does](nowMs)
      }
      for (let times = 0; times < 2; times++) for (const counter of counters) counter.sync(feed, 1_000)
      judge(counters, feed)
    }),
    { seed: 20_261_125, numRuns: runs },
  )
})

function judge(counters: readonly Counter[], feed: readonly Entry[]): void {
  seen = { ...seen, done: seen.done + 1 }
  const standing = standingIn(feed)
  const expected = everythingOf(counters[0]?.picture as Picture)
  const pictures = new Set(counters.map(({ picture }) => everythingOf(picture)))
  seen.apart += pictures.size - 1
  expect(pictures.size).toBe(1)
  expect(expected).toBe(everythingOf(folded([...feed].reverse())))
  const fold = counters[0]?.picture.round(round)
  const state = fold?.state('bag', parcel)
  const handovers = (state?.handovers ?? []).map(({ factId }) => factId).sort()
  seen.lost += standing.filter((id) => !handovers.includes(id)).length
  seen.duplicated +=
    handovers.length - new Set(handovers).size + feed.length - new Set(feed.map(({ id }) => id)).size
  expect(handovers).toEqual(standing)
  const doubles = fold?.findings().filter(({ kind }) => kind === 'double-handover') ?? []
  if (standing.length < 2) {
    expect([state?.status, doubles.length]).toEqual([standing.length === 0 ? 'on-shelf' : 'handed-over', 0])
    return
  }
  seen.contested += 1
  expect(state?.status).toBe('contested')
  expect([...(doubles[0]?.factIds ?? [])].sort()).toEqual(standing)
}

/** Handovers in the feed that nobody took back: by the facts alone, without the fold. */
function standingIn(feed: readonly Entry[]): FactId[] {
  const facts = feed.flatMap(({ id, facts }) =>
    facts.map((fact, i) => ({ id: factIdOf(id, i), fact: fact as Fact })),
  )
  const taken = new Set(facts.flatMap(({ fact }) => (fact.kind === 'FactVoided' ? fact.factIds : [])))
  return facts
    .filter(({ id, fact }) => fact.kind === 'BagHandedOver' && !taken.has(id))
    .map(({ id }) => id)
    .sort()
}

function folded(entries: readonly Entry[]): Picture {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  return picture
}
