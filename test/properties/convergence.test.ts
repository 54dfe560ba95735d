import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Entry, firstPrevHash } from '../../shared/domain/entry/entry'
import { Picture, type PictureSnapshot } from '../../shared/domain/picture'
import { round } from '../builders/aDesk'
import { anyHistory } from '../builders/aHistory'
import { household } from '../builders/aRound'
import { world } from '../builders/aWorld'
import { everythingOf } from './samePicture'
import { holds, propertyTimeoutMs } from './seeded'

function pictureOf(entries: readonly Entry[]): Picture {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  return picture
}

/** The same entries in another order, some of them twice. */
const shuffledWithRepeats = anyHistory.chain((entries) =>
  fc.record({
    entries: fc.constant(entries),
    arriving: fc
      .tuple(
        fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length }),
        fc.shuffledSubarray([...entries]),
      )
      .chain(([all, again]) =>
        fc.shuffledSubarray([...all, ...again], {
          minLength: all.length + again.length,
          maxLength: all.length + again.length,
        }),
      ),
    cut: fc.nat(60),
  }),
)

/** What lies on disk is text: nothing may hang on an object being the same one. */
function throughTheDisk(picture: Picture): Picture {
  const snapshot: PictureSnapshot = JSON.parse(JSON.stringify(picture.snapshot()))
  return new Picture(snapshot)
}

describe('convergence', { timeout: propertyTimeoutMs }, () => {
  test('any order and any repetition of the same entries fold to the same picture', () => {
    holds(
      fc.property(shuffledWithRepeats, ({ entries, arriving }) => {
        const expected = everythingOf(pictureOf(entries))
        expect(everythingOf(pictureOf(arriving))).toBe(expected)
        // From scratch in stamp order nothing is ever late: what came bit by bit must be the same.
        const inOrder = [...entries].sort((a, b) => (a.stamp < b.stamp ? -1 : 1))
        expect(everythingOf(pictureOf(inOrder))).toBe(expected)
      }),
    )
  })

  test('a desk that was switched off midway and starts from its snapshot sees the same', () => {
    holds(
      fc.property(shuffledWithRepeats, ({ entries, arriving, cut }) => {
        const at = cut % (arriving.length + 1)
        const restarted = throughTheDisk(pictureOf(arriving.slice(0, at)))
        for (const entry of arriving.slice(at)) restarted.apply(entry)
        const expected = everythingOf(pictureOf(entries))
        expect(everythingOf(restarted)).toBe(expected)
        expect(everythingOf(throughTheDisk(restarted))).toBe(expected)
      }),
    )
  })

  test('merged households are one household to everyone, also merged in a circle', () => {
    holds(
      fc.property(shuffledWithRepeats, ({ entries, arriving }) => {
        const fold = pictureOf(arriving).round(round)
        if (!fold) return
        const merges = world.households.flatMap((name) => {
          const into = fold.state('household', household(name))?.mergedInto
          return into ? [{ from: household(name), into }] : []
        })
        for (const { from, into } of merges) expect(fold.householdOf(from)).toBe(fold.householdOf(into))
        for (const name of world.households) {
          const one = fold.householdOf(household(name))
          expect(fold.householdOf(one)).toBe(one)
          expect(pictureOf(entries).round(round)?.householdOf(household(name))).toBe(one)
        }
      }),
    )
  })

  test('two readings of one clock that are equal fall in the same order on every desk', () => {
    // A desk restored from a disk image has given the same reading twice, under two entries.
    const twice = anyHistory.chain((entries) =>
      fc.record({
        entries: fc.constant(
          entries.map((entry, i) => ({ ...entry, stamp: (entries[i - (i % 2)] ?? entry).stamp })),
        ),
        rank: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
      }),
    )
    holds(
      fc.property(twice, ({ entries, rank }) => {
        const arriving = entries
          .map((entry, i) => ({ entry, at: rank[i] ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry)
        expect(everythingOf(pictureOf(arriving))).toBe(everythingOf(pictureOf(entries)))
      }),
    )
  })
})

test('the histories these properties stand on have voids, late stamps, merges and double handovers', () => {
  const seen = { voids: 0, late: 0, merges: 0, contested: 0 }
  for (const entries of fc.sample(anyHistory, { numRuns: 300, seed: 1 })) {
    const kinds = entries.flatMap((entry) => entry.facts.map((fact) => fact.kind))
    if (kinds.includes('FactVoided')) seen.voids++
    if (kinds.includes('HouseholdsMerged')) seen.merges++
    if (entries.some((entry, i) => entry.stamp < (entries[i - 1]?.stamp ?? ''))) seen.late++
    const text = everythingOf(pictureOf(entries))
    if (text.includes('bags:contested')) seen.contested++
    expect(entries.every((entry) => entry.deviceSeq > 1 || entry.prevHash === firstPrevHash)).toBe(true)
  }
  for (const [what, times] of Object.entries(seen))
    expect(times, `${what}: ${JSON.stringify(seen)}`).toBeGreaterThan(10)
})
