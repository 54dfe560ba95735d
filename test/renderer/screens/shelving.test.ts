import { beforeEach, expect, test } from 'vitest'
import { Shelving } from '../../../renderer/screens/shelve/shelving'
import type { ShelvingRemark } from '../../../renderer/screens/shelve/shelvingState'
import type { Fact } from '../../../shared/domain/facts'
import type { Zone } from '../../../shared/domain/terms'
import type { ScannedCode } from '../../../shared/intake/codes/scannedCode'
import { ACounter } from '../../builders/aCounter'
import { round } from '../../builders/aDesk'
import * as a from '../../builders/aRound'

const packed = (name: string, of: string, slot: number, zone: Zone = 'ambient'): Fact[] => {
  const terms = a.aBag(name, of, { slot, zone })
  return [a.put(terms, a.someGoods('rice', 1)), { kind: 'BagClosed', v: 1, bag: terms }]
}
const released: Fact[] = [
  {
    kind: 'RoundOpened',
    v: 1,
    roundId: round,
    roundCode: 'AB12',
    title: '6.18',
    pickupFrom: a.day('2026-04-01'),
    pickupUntil: a.day('2026-04-03'),
  },
  { kind: 'RoundReleased', v: 1, roundId: round, overrideReason: null },
]

let store: ACounter
let said: ShelvingRemark[]
beforeEach(() => {
  said = []
})

function shelvingWith(...facts: readonly Fact[]): Shelving {
  store = new ACounter(...facts)
  return new Shelving({
    fold: () => store.fold,
    otherRoundOf: () => undefined,
    run: async (decide, args) => {
      const decided = store.does(decide(store.at(), args))
      return decided.ok ? { ok: true, entries: [], factIds: [] } : decided
    },
    say: (remark) => {
      said.push(remark)
    },
  })
}

const bag = (name: string): ScannedCode => ({ kind: 'bag', bagCode: a.bag(name) })
const shelf = (name: string, layer: number): ScannedCode => ({ kind: 'shelf', place: { shelf: name, layer } })
const scan = (shelving: Shelving, code: ScannedCode) => shelving.take(code, 'scanned')
const placeOf = (name: string) => store.fold.state('bag', a.bag(name))?.place ?? null
const last = () => said.at(-1)

test('a bag, then a shelf: it stands there and its pickup code is told', async () => {
  const shelving = shelvingWith(...released, ...packed('1', 'zhang', 34))
  await scan(shelving, bag('1'))
  expect(last()).toMatchObject({ kind: 'in-hand', slot: 34, proposal: { place: 'A-1' } })
  await scan(shelving, shelf('A', 2))
  expect(placeOf('1')).toBe('A-2')
  expect(last()).toMatchObject({
    kind: 'shelved',
    place: 'A-2',
    slot: 34,
    pickupCode: 'A-2-0034',
    from: null,
  })
  expect(shelving.now().hand).toBeNull()
})

test('after bag and shelf the next bag asks for its own shelf', async () => {
  const shelving = shelvingWith(...released, ...packed('1', 'zhang', 34), ...packed('2', 'li', 7))
  for (const code of [bag('1'), shelf('A', 2), bag('2')]) await scan(shelving, code)
  expect(placeOf('2')).toBeNull()
  expect(last()?.kind).toBe('in-hand')
})

test('a shelf first, then bag after bag, until Esc', async () => {
  const shelving = shelvingWith(
    ...released,
    ...packed('1', 'zhang', 34),
    ...packed('2', 'li', 7),
    ...packed('3', 'wang', 8),
  )
  for (const code of [shelf('A', 2), bag('1'), bag('2')]) await scan(shelving, code)
  expect([placeOf('1'), placeOf('2')]).toEqual(['A-2', 'A-2'])
  expect(shelving.now().openShelf).toEqual({ place: 'A-2', put: 2 })
  shelving.putDown()
  await scan(shelving, bag('3'))
  expect(placeOf('3')).toBeNull()
})

test('Enter takes the proposed place; a typed place goes before it', async () => {
  const shelving = shelvingWith(...released, ...packed('1', 'zhang', 34), ...packed('2', 'zhang', 34))
  await scan(shelving, bag('1'))
  await shelving.confirm()
  expect(placeOf('1')).toBe('A-1')
  await scan(shelving, bag('2'))
  shelving.type('B7')
  await shelving.confirm()
  expect(placeOf('2')).toBe('B-7')
})

test('a place nobody can read is said so, and the bag stays in the hand', async () => {
  const shelving = shelvingWith(...released, ...packed('1', 'zhang', 34))
  await scan(shelving, bag('1'))
  shelving.type('XYZ')
  await shelving.confirm()
  expect(last()).toEqual({ kind: 'no-place', text: 'XYZ' })
  expect(shelving.now().hand).toBe('bag-1')
})

test('a bag moves by being shelved again; onto its own shelf is nothing new', async () => {
  const shelving = shelvingWith(...released, ...packed('1', 'zhang', 34))
  for (const code of [bag('1'), shelf('A', 2), bag('1'), shelf('B', 1)]) await scan(shelving, code)
  expect(last()).toMatchObject({ kind: 'shelved', place: 'B-1', from: 'A-2', pickupCode: 'A-2-0034' })
  for (const code of [bag('1'), shelf('B', 1)]) await scan(shelving, code)
  expect(last()).toMatchObject({ kind: 'already-there', place: 'B-1' })
})

test('a chilled bag on the freezer shelf is put there and told, and the waiting siblings are counted', async () => {
  const shelving = shelvingWith(
    ...released,
    ...packed('1', 'li', 7, 'frozen'),
    ...packed('2', 'zhang', 34, 'chilled'),
    ...packed('3', 'zhang', 34),
  )
  for (const code of [bag('1'), shelf('F', 1), bag('2'), shelf('F', 1)]) await scan(shelving, code)
  expect(last()).toMatchObject({ kind: 'shelved', clash: 'frozen', siblings: 1 })
})

test('gone, open and unknown bags, and goods, each say what they are', async () => {
  const [put, closed] = packed('2', 'li', 7)
  const shelving = shelvingWith(
    ...released,
    ...packed('1', 'zhang', 34),
    a.shelved('1'),
    a.handedOver('1', 'x'),
    put as Fact,
  )
  const kinds: (string | undefined)[] = []
  for (const code of [
    bag('1'),
    bag('2'),
    bag('404'),
    { kind: 'retail', gtin: '6901234567892', raw: '' } as const,
  ]) {
    await scan(shelving, code)
    kinds.push(last()?.kind)
  }
  expect(kinds).toEqual(['handed-over', 'bag-open', 'bag-unknown', 'product'])
  store.write(closed as Fact)
  await scan(shelving, { kind: 'slot', slot: 7 })
  expect(last()).toEqual({ kind: 'no-bag-there', text: '7' })
})

test('before the round is released nothing is shelved, and the reason is told', async () => {
  const shelving = shelvingWith(...released.slice(0, 1), ...packed('1', 'zhang', 34))
  for (const code of [bag('1'), shelf('A', 2)]) await scan(shelving, code)
  expect(last()).toEqual({ kind: 'refused-by-rule', refusal: 'round-not-released' })
  expect(placeOf('1')).toBeNull()
})

test('a pickup code or a phone tail is for the counter', async () => {
  const shelving = shelvingWith(...released)
  expect(await scan(shelving, { kind: 'pickup', pickupCode: 'A-1-0034' })).toBe('pass')
  expect(await scan(shelving, { kind: 'phone-tail', tail: '5678' })).toBe('pass')
})
