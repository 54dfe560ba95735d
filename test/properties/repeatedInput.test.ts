import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainFault, type Entry, emptyChain, hashedText, hashOfEntry } from '../../shared/domain/entry/entry'
import { readFact } from '../../shared/domain/factCodec'
import { factSchemas } from '../../shared/domain/factSchemas'
import { Picture } from '../../shared/domain/picture'
import { withStoredFacts } from '../builders/aDesk'
import { anyHistory } from '../builders/aHistory'
import { everythingOf } from './samePicture'
import { holds, propertyTimeoutMs } from './seeded'

function pictureOf(entries: readonly Entry[]): Picture {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  return picture
}

describe('late and repeated input is harmless', { timeout: propertyTimeoutMs }, () => {
  test('an entry applied again changes nothing, not even what the index counts as a change', () => {
    holds(
      fc.property(anyHistory, fc.nat(), (entries, which) => {
        const picture = pictureOf(entries)
        const before = everythingOf(picture)
        const versions = JSON.stringify(
          picture.roundIds().map((id) => picture.round(id)?.indexVersion('bags')),
        )
        const again = entries[which % entries.length]
        if (again) picture.apply(again)
        expect(everythingOf(picture)).toBe(before)
        const after = JSON.stringify(picture.roundIds().map((id) => picture.round(id)?.indexVersion('bags')))
        expect(after).toBe(versions)
        expect(entries.every((entry) => picture.has(entry))).toBe(true)
      }),
    )
  })

  test('facts of another kind or a newer version stay in their entry and move nothing', () => {
    const anyUnknown = fc.oneof(
      fc.record({
        kind: fc.constantFrom('DroneSent', 'constructor', '__proto__', 'toString'),
        v: fc.constant(1),
      }),
      fc.record({
        kind: fc.constantFrom(...Object.keys(factSchemas)),
        v: fc.integer({ min: 2, max: 9 }),
        roundId: fc.constant('round-1'),
      }),
    )
    holds(
      fc.property(anyHistory, anyUnknown, fc.nat(), (entries, unknown, which) => {
        const at = which % entries.length
        const newer = entries.map((entry, i) =>
          i === at ? withStoredFacts(entry, [...entry.facts, unknown]) : entry,
        )
        expect(everythingOf(pictureOf(newer))).toBe(everythingOf(pictureOf(entries)))
        expect(readFact(unknown)).toEqual({ as: 'unknown', fact: unknown })
        expect(newer[at]?.facts.at(-1)).toBe(unknown)
      }),
    )
  })

  test('every fact of a history reads back as it was written', () => {
    holds(
      fc.property(anyHistory, (entries) => {
        for (const fact of entries.flatMap((entry) => entry.facts))
          expect(readFact(JSON.parse(JSON.stringify(fact)))).toEqual({ as: 'known', fact })
      }),
    )
  })

  test('a desk writes its facts in the order in which they are hashed', () => {
    holds(
      fc.property(anyHistory, (entries) => {
        for (const entry of entries)
          expect(hashedText(entry)).toContain(`,"facts":${JSON.stringify(entry.facts)},`)
      }),
    )
  })

  test('a gap, an edit or a foreign link in the chain of a desk is seen', () => {
    holds(
      fc.property(anyHistory, fc.nat(), (entries, which) => {
        const own = entries.filter((entry) => entry.deviceId === entries[0]?.deviceId)
        const heads = [emptyChain, ...own]
        own.forEach((entry, i) => {
          expect(chainFault(entry, heads[i] ?? emptyChain)).toBeNull()
        })
        const at = which % own.length
        const entry = own[at]
        if (!entry) return
        const head = heads[at] ?? emptyChain
        const edited = { ...entry, basis: entry.basis + 1 }
        expect(chainFault(edited, head)).toBe('edited')
        const resealed = { ...edited, prevHash: 'f'.repeat(64) }
        expect(chainFault({ ...resealed, hash: hashOfEntry(resealed) }, head)).toBe('broken-link')
        expect(chainFault(entry, { ...head, deviceSeq: head.deviceSeq - 1 })).toBe('gap')
      }),
    )
  })
})
