import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PushAnswer } from '../../shared/contract/sync'
import { hashOfEntry } from '../../shared/domain/entry/entry'
import { type ACentre, anEnrolledDesk } from './aCentre'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '\udc00x',
    '__proto__',
    '三栋',
    "'; drop table entries; --",
    '9'.repeat(400),
  ),
)
const anyJson = fc.jsonValue({ maxDepth: 4 })
const anyDamage = fc.record({
  member: fc.constantFrom(
    'id',
    'siteId',
    'deviceId',
    'deviceSeq',
    'operatorId',
    'roundId',
    'stamp',
    'basis',
    'facts',
    'prevHash',
    'hash',
    'more',
    '__proto__',
  ),
  to: fc.oneof(anyText, anyJson, fc.constant([{ kind: 'BagShelved', v: 1, note: '\u0000\ud800' }])),
  resealed: fc.boolean(),
})

/** However an entry is damaged, the push is answered, and the good entry beside it is taken in. */
export function poisonContract(at: () => ACentre): void {
  describe('poison', () => {
    test('whatever comes in place of an entry, the push is answered and the good entry beside it commits', async () => {
      const desk = await anEnrolledDesk(at())
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(anyDamage, anyJson, anyText), { maxLength: 6 }),
          async (poison) => {
            const bodies = poison.map((one) => {
              const damage: Partial<{ member: string; to: unknown; resealed: boolean }> = Object(one)
              if (typeof damage.member !== 'string') return one
              const damaged = { ...desk.write() }
              Object.defineProperty(damaged, damage.member, { value: damage.to, enumerable: true })
              return damage.resealed ? { ...damaged, hash: hashOfEntry(damaged) } : damaged
            })
            const good = desk.write()
            const { outcomes }: PushAnswer = await desk.push([...bodies, good])
            expect(outcomes).toHaveLength(bodies.length + 1)
            expect(outcomes.at(-1)).toMatchObject({ id: good.id, outcome: 'accepted' })
          },
        ),
        { seed: 20_261_122, numRuns: 150 },
      )
    })
  })
}
