import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../shared/domain/entry/entry'
import { Picture } from '../../shared/domain/picture'
import { factIdOf } from '../../shared/kernel/ids'
import { ADesk, morningMs, round } from '../builders/aDesk'
import * as a from '../builders/aRound'
import { everythingOf } from './samePicture'
import { holds, propertyTimeoutMs } from './seeded'

const hour = 3_600_000

/** A bag is packed and shelved, then the desks lose sight of each other, and `counters` of them hand it over. */
const anyDoubleHandover = fc
  .record({
    skews: fc.array(fc.constantFrom(0, 1, -1, hour / 2, -hour / 2), { minLength: 3, maxLength: 4 }),
    counters: fc.integer({ min: 2, max: 3 }),
    sameMs: fc.boolean(),
    more: fc.boolean(),
  })
  .map(({ skews, counters, sameMs, more }) => {
    const [packer, ...desks] = skews.map((skewMs, i) => new ADesk(`desk-${'abcd'[i]}`, skewMs))
    if (!packer) throw new Error('no desk')
    const terms = a.aBag('1', 'zhang')
    const packing = [
      packer.write(morningMs, a.put(terms, a.someGoods('rice', 2))),
      packer.write(morningMs + 1, { kind: 'BagClosed', v: 1, bag: terms }),
      packer.write(morningMs + 2, a.shelved('1')),
    ]
    const handovers = desks.slice(0, counters).map((desk, i) => {
      for (const entry of packing) desk.hears(entry)
      return desk.write(morningMs + hour + (sameMs ? 0 : i * 1_000), a.handedOver('1', `${i}`))
    })
    const others = more
      ? [packer.write(morningMs + 2 * hour, a.put(a.aBag('2', 'wang'), a.someGoods('eggs', 1)))]
      : []
    return { packing, handovers, others }
  })

const anyArrival = anyDoubleHandover.chain((story) => {
  const all = [...story.packing, ...story.handovers, ...story.others]
  return fc.record({
    story: fc.constant(story),
    arriving: fc
      .shuffledSubarray([...all, ...all], { minLength: all.length, maxLength: all.length * 2 })
      .map((some) => [...some, ...all]),
  })
})

function pictureOf(entries: readonly Entry[]): Picture {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  return picture
}

const doubles = (picture: Picture) =>
  picture
    .round(round)
    ?.findings()
    .filter((finding) => finding.kind === 'double-handover') ?? []

describe('no silent double handover', { timeout: propertyTimeoutMs }, () => {
  test('counters that were apart both keep their entry: one contested bag, one discrepancy, in any order', () => {
    holds(
      fc.property(anyArrival, ({ story: { handovers, ...story }, arriving }) => {
        const picture = pictureOf(arriving)
        const bag = picture.round(round)?.state('bag', a.bag('1'))
        expect(bag?.status).toBe('contested')
        const facts = handovers.map((entry) => factIdOf(entry.id, 0)).sort()
        expect(bag?.handovers.map((handover) => handover.factId).sort()).toEqual(facts)
        // One name however many counters: what people wrote about it stays with it.
        expect(doubles(picture).map((one) => one.discrepancyId)).toEqual([`double-handover/${a.bag('1')}`])
        expect([...(doubles(picture)[0]?.factIds ?? [])].sort()).toEqual(facts)
        expect(picture.round(round)?.members('bags:contested')).toEqual([a.bag('1')])
        // The goods left once, however often it was written down.
        expect(picture.round(round)?.tally(`stock:handed:pieces:${a.product('rice')}`)).toBe(2)
        const inOrder = [...story.packing, ...handovers, ...story.others]
        expect(everythingOf(picture)).toBe(everythingOf(pictureOf(inOrder)))
      }),
    )
  })

  test('undoing all but one of them settles it, whenever the undoing arrives', () => {
    holds(
      fc.property(anyArrival, fc.nat(), ({ story, arriving }, kept) => {
        const { handovers } = story
        const undoing = new ADesk('desk-z').write(morningMs + 3 * hour, {
          kind: 'FactVoided',
          v: 1,
          factIds: handovers
            .filter((_, i) => i !== kept % handovers.length)
            .map((entry) => factIdOf(entry.id, 0)),
          reason: 'the other counter had it',
        })
        const at = kept % (arriving.length + 1)
        const picture = pictureOf([...arriving.slice(0, at), undoing, ...arriving.slice(at)])
        expect(picture.round(round)?.state('bag', a.bag('1'))?.status).toBe('handed-over')
        expect(doubles(picture)).toEqual([])
      }),
    )
  })

  test('one handover, heard of many times, is one handover', () => {
    holds(
      fc.property(anyArrival, ({ story, arriving }) => {
        const [, ...rest] = story.handovers
        const without = new Set(rest.map((entry) => entry.id))
        const picture = pictureOf(arriving.filter((entry) => !without.has(entry.id)))
        expect(picture.round(round)?.state('bag', a.bag('1'))?.status).toBe('handed-over')
        expect(doubles(picture)).toEqual([])
      }),
    )
  })
})
