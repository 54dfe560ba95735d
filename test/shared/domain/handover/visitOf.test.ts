import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../../shared/domain/facts'
import { recentVisits, servedInLastHour } from '../../../../shared/domain/handover/recentVisits'
import { visitOf } from '../../../../shared/domain/handover/visitOf'
import type { FactId } from '../../../../shared/kernel/ids'
import { fen } from '../../../../shared/kernel/money'
import { grams } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import { morningMs } from '../../../builders/aDesk'
import * as a from '../../../builders/aRound'

const zhang = a.household('zhang')
const aBagWith = (
  name: string,
  of: string,
  slot: number,
  more: Parameters<typeof a.aBag>[2] = {},
): Fact[] => {
  const terms = a.aBag(name, of, { slot, ...more })
  return [a.put(terms, a.someGoods('rice', 1)), { kind: 'BagClosed', v: 1, bag: terms }]
}
const ordered = (of: string, count: number) =>
  a.placed(a.anOrder(of, of, [a.aLine('rice', count, 500 * count)]))
const of = (counter: ACounter) => visitOf(counter.fold, zhang)

describe('a household at the counter', () => {
  test('its bags stand in slot order: room temperature, chilled, frozen, each with its n of m', () => {
    const counter = new ACounter(
      ordered('zhang', 3),
      ...aBagWith('f', 'zhang', 34, { zone: 'frozen' }),
      ...aBagWith('a', 'zhang', 34),
      ...aBagWith('c', 'zhang', 34, { zone: 'chilled' }),
    )
    expect(of(counter)?.bags.map(({ bagId, n, of }) => `${bagId} ${n}/${of}`)).toEqual([
      'bag-a 1/3',
      'bag-c 2/3',
      'bag-f 3/3',
    ])
  })

  test('who neither ordered nor has a bag is nobody here', () => {
    expect(visitOf(new ACounter(ordered('zhang', 1)).fold, a.household('li'))).toBeUndefined()
  })

  test('one bag taken, one left: the rest stays on the shelf under the same code', () => {
    const counter = new ACounter(
      ordered('zhang', 2),
      ...aBagWith('1', 'zhang', 34),
      ...aBagWith('2', 'zhang', 34, { zone: 'chilled' }),
      a.shelved('1', 'A-1-0034'),
      a.shelved('2', 'A-1-0034'),
      a.handedOver('1', 'x'),
    )
    expect(of(counter)).toMatchObject({
      standing: 'waiting',
      onShelf: ['bag-2'],
      pickupCode: 'A-1-0034',
      warnings: [],
    })
    counter.write(a.handedOver('2', 'y'))
    expect(of(counter)).toMatchObject({ standing: 'gone', onShelf: [] })
  })

  test('all bags gone but money due: the visit still waits', () => {
    const counter = new ACounter(
      a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 1, 500)], { paidFen: fen(0) })),
      ...aBagWith('1', 'zhang', 34),
      a.shelved('1'),
      a.handedOver('1', 'x'),
    )
    expect(of(counter)).toMatchObject({
      standing: 'waiting',
      warnings: ['money-due'],
      money: { dueFen: 500 },
    })
    expect(of(counter.write(a.waived('zhang', 500)))?.standing).toBe('gone')
  })

  test('money owed back does not keep a household waiting: the leader may settle it', () => {
    const counter = new ACounter(
      ordered('zhang', 2),
      ...aBagWith('1', 'zhang', 34),
      a.shorted('rice', 'zhang', 1),
      a.shelved('1'),
      a.handedOver('1', 'x'),
    )
    expect(of(counter)).toMatchObject({ standing: 'gone', warnings: ['refund-owed'] })
  })

  test('a portion that was never weighed is said at the counter', () => {
    const terms = a.aBag('1', 'zhang')
    const weight = { fenPerKg: fen(1_000), nominalGrams: grams(500) }
    const counter = new ACounter(
      a.placed(a.anOrder('1', 'zhang', [a.aLine('apples', 1, 500, { weight })])),
      a.put(terms, a.someGoods('apples', 1, 500), 'nominal'),
    )
    expect(of(counter)?.warnings).toContain('weight-unconfirmed')
    expect(of(counter)?.bags[0]?.lines[0]).toMatchObject({ weighed: false, grams: 500 })
  })

  test('an order cancelled after it was packed is a warning, not an error', () => {
    const terms = a.anOrder('1', 'zhang', [a.aLine('rice', 1, 500)])
    const counter = new ACounter(
      a.placed(terms),
      ...aBagWith('1', 'zhang', 34),
      a.amended({ ...terms, cancelled: true }),
    )
    expect(of(counter)?.warnings).toContain('packed-then-cancelled')
  })

  test('a bag that two desks handed over is contested, with both handovers to see', () => {
    const counter = new ACounter(
      ordered('zhang', 1),
      ...aBagWith('1', 'zhang', 34),
      a.shelved('1'),
      a.handedOver('1', 'x'),
      a.handedOver('1', 'y'),
    )
    expect(of(counter)?.warnings).toContain('contested')
    expect(of(counter)?.bags[0]?.handovers.map(({ visitId }) => visitId)).toEqual(['visit-x', 'visit-y'])
  })

  test('a refused piece is marked on its line and leaves the bag', () => {
    const counter = new ACounter(
      ordered('zhang', 2),
      a.put(a.aBag('1', 'zhang'), a.someGoods('rice', 2)),
      a.refused('1', a.someGoods('rice', 1)),
    )
    expect(of(counter)?.bags[0]?.lines[0]).toMatchObject({ pieces: 1, refused: 1 })
  })

  test('a merged household is served as one', () => {
    const counter = new ACounter(
      ordered('zhang', 1),
      ordered('zhang-too', 1),
      ...aBagWith('1', 'zhang-too', 34),
      a.paid('zhang-too', 200),
      a.merged('zhang-too', 'zhang'),
    )
    expect(of(counter)?.bags).toHaveLength(1)
    expect(of(counter)?.moves).toMatchObject([{ as: 'taken', fen: 200 }])
  })
})

describe('the last visits', () => {
  const minute = 60_000
  const served = (atMs: number, ...names: string[]) => {
    const counter = new ACounter()
    for (const name of names)
      for (const fact of [ordered(name, 1), ...aBagWith(name, name, 1), a.shelved(name)]) counter.write(fact)
    names.forEach((name, i) => {
      counter.write(a.handedOver(name, name), atMs + i * minute)
    })
    return counter
  }

  test('newest first, as many as asked for', () => {
    const { fold } = served(morningMs, 'zhang', 'li', 'wang')
    expect(recentVisits(fold, 2).map(({ visitId }) => visitId)).toEqual(['visit-wang', 'visit-li'])
  })

  test('they reach back over hours when nobody came', () => {
    const counter = served(morningMs, 'zhang')
    for (const fact of [...aBagWith('li', 'li', 2), a.shelved('li')]) counter.write(fact)
    counter.write(a.handedOver('li', 'li'), morningMs + 7 * 60 * minute)
    expect(recentVisits(counter.fold, 5).map(({ visitId }) => visitId)).toEqual(['visit-li', 'visit-zhang'])
  })

  test('served in the last hour counts households, not bags, and forgets after sixty minutes', () => {
    const counter = served(morningMs + 50 * minute, 'zhang', 'li')
    const at = (minutes: number) => servedInLastHour(counter.fold, morningMs + minutes * minute)
    expect([at(55), at(109), at(110), at(112)]).toEqual([2, 2, 1, 0])
  })

  test('a visit whose handovers were all undone is gone from the list', () => {
    const counter = served(morningMs, 'zhang')
    const [visit] = recentVisits(counter.fold, 5)
    counter.write({
      kind: 'FactVoided',
      v: 1,
      factIds: visit?.handovers ?? ([] as FactId[]),
      reason: 'wrong bag',
    })
    expect(recentVisits(counter.fold, 5)).toEqual([])
    expect(of(counter)?.onShelf).toEqual(['bag-zhang'])
  })
})
