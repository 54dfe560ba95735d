import { describe, expect, test } from 'vitest'
import { pickupCodeOf, shelveBag } from '../../../../shared/domain/bag/shelveBag'
import {
  bagsToShelve,
  placeName,
  proposedPlace,
  readPlace,
  shelves,
  zoneClash,
} from '../../../../shared/domain/bag/shelves'
import type { Fact } from '../../../../shared/domain/facts'
import type { Zone } from '../../../../shared/domain/terms'
import { ACounter } from '../../../builders/aCounter'
import { round } from '../../../builders/aDesk'
import * as a from '../../../builders/aRound'

const packed = (name: string, of: string, slot: number, zone: Zone = 'ambient'): Fact[] => {
  const terms = a.aBag(name, of, { slot, zone })
  return [a.put(terms, a.someGoods('rice', 1)), { kind: 'BagClosed', v: 1, bag: terms }]
}
const opened: Fact = {
  kind: 'RoundOpened',
  v: 1,
  roundId: round,
  roundCode: 'AB12',
  title: '6.18',
  pickupFrom: a.day('2026-04-01'),
  pickupUntil: a.day('2026-04-03'),
}
const released: Fact = { kind: 'RoundReleased', v: 1, roundId: round, overrideReason: null }
const on = (name: string, place: string): Fact => ({
  kind: 'BagShelved',
  v: 1,
  bagId: a.bag(name),
  place,
  pickupCode: `${place}-0001`,
})
const proposed = (counter: ACounter, name: string) => proposedPlace(counter.fold, a.bag(name))

describe('where a bag goes', () => {
  test('beside the other bag of its household', () => {
    const counter = new ACounter(...packed('1', 'zhang', 34), ...packed('2', 'zhang', 34), on('1', 'B-3'))
    expect(proposed(counter, '2')).toEqual({ place: 'B-3', because: 'household' })
  })

  test('a frozen bag does not follow its household onto an ambient shelf: it goes where frozen ones are', () => {
    const counter = new ACounter(
      ...packed('1', 'zhang', 34),
      ...packed('2', 'zhang', 34, 'frozen'),
      ...packed('3', 'li', 7, 'frozen'),
      on('1', 'B-3'),
      on('3', 'G-1'),
    )
    expect(proposed(counter, '2')).toEqual({ place: 'G-1', because: 'zone' })
  })

  test('among shelves of its temperature, the one with the nearest slot', () => {
    const counter = new ACounter(
      ...packed('1', 'zhang', 1),
      ...packed('2', 'li', 60),
      ...packed('3', 'wang', 55),
      on('1', 'A-1'),
      on('2', 'A-2'),
    )
    expect(proposed(counter, '3')?.place).toBe('A-2')
  })

  test('one ambient bag put on the freezer shelf by mistake brings no second one there', () => {
    const counter = new ACounter(
      ...packed('1', 'zhang', 1, 'frozen'),
      ...packed('2', 'li', 2, 'frozen'),
      ...packed('3', 'wang', 3),
      ...packed('4', 'wang', 3),
      on('1', 'F-1'),
      on('2', 'F-1'),
      on('3', 'F-1'),
    )
    expect(proposed(counter, '4')?.place).toBe('A-1')
  })

  test('the first bags of all begin shelves A, C and F', () => {
    const counter = new ACounter(
      ...packed('1', 'zhang', 1),
      ...packed('2', 'zhang', 1, 'chilled'),
      ...packed('3', 'zhang', 1, 'frozen'),
    )
    expect(['1', '2', '3'].map((name) => proposed(counter, name)?.place)).toEqual(['A-1', 'C-1', 'F-1'])
  })

  test('a chilled bag on a frozen shelf is told; an empty shelf and its own temperature are fine', () => {
    const counter = new ACounter(...packed('1', 'zhang', 1, 'frozen'), on('1', 'F-1'))
    expect(zoneClash(counter.fold, 'F-1', 'chilled')).toBe('frozen')
    expect(zoneClash(counter.fold, 'F-1', 'frozen')).toBeNull()
    expect(zoneClash(counter.fold, 'F-2', 'chilled')).toBeNull()
  })
})

describe('shelving', () => {
  test('all bags of a household carry one code, that of the first shelf, also after a bag moved', () => {
    const counter = new ACounter(opened, ...packed('1', 'zhang', 34), ...packed('2', 'zhang', 34), released)
    const shelve = (name: string, place: string) =>
      counter.does(shelveBag(counter.at(), { bagId: a.bag(name), place }))
    shelve('1', 'A-2')
    shelve('2', 'B-1')
    shelve('1', 'C-3')
    expect(pickupCodeOf(counter.fold, a.household('zhang'))).toBe('A-2-0034')
    expect(shelves(counter.fold).map(({ place, bags }) => `${place}:${bags.join()}`)).toEqual([
      'B-1:bag-2',
      'C-3:bag-1',
    ])
  })

  test('what is still to be shelved stands in slot order', () => {
    const counter = new ACounter(
      ...packed('1', 'zhang', 34),
      ...packed('2', 'li', 7),
      ...packed('3', 'wang', 12),
    )
    expect(bagsToShelve(counter.fold).map(({ bag }) => bag?.slot)).toEqual([7, 12, 34])
    counter.write(on('2', 'A-1'))
    expect(bagsToShelve(counter.fold).map(({ bag }) => bag?.slot)).toEqual([12, 34])
  })

  test('shelves stand by name, layers from the bottom', () => {
    const names = ['B-1', '10-1', '2-1', 'A-10', 'A-2']
    const counter = new ACounter(
      ...names.flatMap((place, i) => [...packed(place, `h${i}`, i + 1), on(place, place)]),
    )
    expect(shelves(counter.fold).map(({ place }) => place)).toEqual(['2-1', '10-1', 'A-2', 'A-10', 'B-1'])
  })
})

test('a place is read however it is typed, and nothing else is taken for one', () => {
  const read = (text: string) => {
    const place = readPlace(text)
    return place === undefined ? undefined : placeName(place)
  }
  expect(['A-2', 'a2', ' a-02 ', '12-3', 'A架2层', 'Ａ－２', 'F10'].map(read)).toEqual([
    'A-2',
    'A-2',
    'A-2',
    '12-3',
    'A-2',
    'A-2',
    'F-10',
  ])
  expect(['', 'A', '2', '34', 'A-0', 'A-123', 'A-2-0034', 'hello'].map(read)).toEqual(
    Array(8).fill(undefined),
  )
})
