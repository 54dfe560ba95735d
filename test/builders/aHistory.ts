import fc from 'fast-check'
import type { Entry } from '../../shared/domain/entry/entry'
import type { Fact } from '../../shared/domain/facts'
import { type FactId, factIdOf } from '../../shared/kernel/ids'
import { ADesk, morningMs, round } from './aDesk'
import {
  anyAccountFact,
  anyDiscrepancyFact,
  anyLook,
  anyMerge,
  anyOrderFact,
  anyRoundFact,
  anySiteFact,
} from './anyFact'
import { anyBagFact, anyDeliveryFact, anyProductFact } from './anyGoodsFact'

type Doing =
  | { readonly does: 'facts'; readonly facts: readonly Fact[]; readonly ofSite: boolean }
  /** `which` picks among all facts written so far, by any desk. */
  | { readonly does: 'undo'; readonly which: readonly number[] }

interface Step {
  readonly desk: number
  readonly afterMs: number
  /** Whether the desk has heard of everything before it acts. */
  readonly online: boolean
  readonly doing: Doing
}

const anyRoundScoped = fc.oneof(
  { weight: 1, arbitrary: anyRoundFact },
  { weight: 2, arbitrary: anyMerge },
  { weight: 4, arbitrary: anyOrderFact },
  { weight: 5, arbitrary: anyDeliveryFact },
  { weight: 4, arbitrary: anyProductFact },
  { weight: 9, arbitrary: anyBagFact },
  { weight: 3, arbitrary: anyAccountFact },
  { weight: 1, arbitrary: anyDiscrepancyFact },
  { weight: 1, arbitrary: anyLook },
)

const anyDoing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      does: fc.constant('facts' as const),
      facts: fc.array(anyRoundScoped, { minLength: 1, maxLength: 3 }),
      ofSite: fc.constant(false),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('facts' as const),
      facts: fc.array(anySiteFact, { minLength: 1, maxLength: 2 }),
      ofSite: fc.constant(true),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('undo' as const),
      which: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 2 }),
    }),
  },
)

const anyStep: fc.Arbitrary<Step> = fc.record({
  desk: fc.nat(3),
  afterMs: fc.integer({ min: 0, max: 5 }),
  online: fc.boolean(),
  doing: anyDoing,
})

/** What two to four desks wrote, in the order of true time; their clocks may be an hour wrong either way. */
export const anyHistory: fc.Arbitrary<readonly Entry[]> = fc
  .record({
    skews: fc.array(fc.constantFrom(0, 0, 3, -3, 3_600_000, -3_600_000), { minLength: 2, maxLength: 4 }),
    steps: fc.array(anyStep, { minLength: 1, maxLength: 20, size: 'max' }),
  })
  .map(({ skews, steps }) => written(skews, steps))
  .filter((entries) => entries.length > 0)

function written(skews: readonly number[], steps: readonly Step[]): readonly Entry[] {
  const desks = skews.map((skewMs, i) => new ADesk(`desk-${'abcd'[i]}`, skewMs))
  const entries: Entry[] = []
  let atMs = morningMs
  for (const { desk: which, afterMs, online, doing } of steps) {
    const desk = desks[which % desks.length]
    if (!desk) continue
    atMs += afterMs
    if (online) for (const entry of entries) desk.hears(entry)
    const entry = acting(desk, { atMs, doing, entries })
    if (entry) entries.push(entry)
  }
  return entries
}

function acting(
  desk: ADesk,
  { atMs, doing, entries }: { atMs: number; doing: Doing; entries: readonly Entry[] },
): Entry | undefined {
  if (doing.does === 'facts') return desk.writeIn(doing.ofSite ? null : round, atMs, ...doing.facts)
  // A void is written into the scope of what it undoes; a void itself may be its target, too.
  const targets = doing.which.flatMap((n) => entries[n % Math.max(1, entries.length)] ?? [])
  const [first] = targets
  if (!first) return undefined
  const factIds = targets
    .filter((target) => target.roundId === first.roundId)
    .flatMap((target): FactId[] => target.facts.map((_, index) => factIdOf(target.id, index)).slice(0, 2))
  return desk.writeIn(first.roundId, atMs, { kind: 'FactVoided', v: 1, factIds, reason: 'a mistake' })
}
