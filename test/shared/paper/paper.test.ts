import { expect, test } from 'vitest'
import { closeBag, reopenBag } from '../../../shared/domain/bag/closeBag'
import { bagsOf } from '../../../shared/domain/sorting/bagContents'
import { packItem } from '../../../shared/domain/sorting/packItem'
import type { BagId } from '../../../shared/kernel/ids'
import { grams, pieces } from '../../../shared/kernel/quantity'
import { bagLabel, closingOf } from '../../../shared/paper/bagLabel'
import { inPages, packingPages, packingSheets } from '../../../shared/paper/packingSheet'
import { pickSheets } from '../../../shared/paper/pickSheet'
import type { ACounter } from '../../builders/aCounter'
import { household, product } from '../../builders/aRound'
import { aSorting } from '../../builders/aSorting'

function pack(counter: ACounter, name: string, who: string, n: number, g: number | null = null): void {
  counter.does(
    packItem(counter.at(), {
      productId: product(name),
      householdId: household(who),
      pieces: pieces(n),
      grams: g === null ? null : grams(g),
      lotId: null,
      how: 'sow',
    }),
  )
}

test('a label says slot, zone, contents with real weights, and the other zones to look for, but nobody’s name', () => {
  const counter = aSorting()
  pack(counter, 'tomato', 'wang', 2)
  const [bag] = bagsOf(counter.fold, household('wang'))
  const label = bagLabel(counter.fold, bag?.bagId ?? ('' as BagId))
  expect(label).toMatchObject({
    slot: 1,
    zone: 'ambient',
    bagNo: 1,
    zones: ['ambient', 'chilled'],
    pieces: 2,
  })
  pack(counter, 'tomato', 'li', 1)
  pack(counter, 'grapes', 'li', 1, 505)
  pack(counter, 'grapes', 'li', 1, 498)
  const [other] = bagsOf(counter.fold, household('li'))
  const lines = bagLabel(counter.fold, other?.bagId ?? ('' as BagId))?.lines ?? []
  expect(lines.map((line) => [line.name, line.pieces, line.grams])).toEqual([
    ['tomato', 1, null],
    ['grapes', 2, 1003],
  ])
})

test('a bag that was opened and closed again needs a new label', () => {
  const counter = aSorting()
  pack(counter, 'tomato', 'wang', 2)
  const bagId = bagsOf(counter.fold, household('wang'))[0]?.bagId ?? ('' as BagId)
  const first = closingOf(counter.fold, bagId)
  counter.does(reopenBag(counter.at(), { bagId, reason: 'to look' }))
  expect(closingOf(counter.fold, bagId)).toBeNull()
  counter.does(closeBag(counter.at(), { bagId }))
  expect(closingOf(counter.fold, bagId)).not.toBe(first)
})

test('sheets for paper list every household and every product once, in the order they are walked', () => {
  const counter = aSorting()
  pack(counter, 'tomato', 'wang', 2)
  const sheets = packingSheets(counter.fold)
  expect(sheets.map(({ slot }) => slot)).toEqual([1, 2])
  expect(sheets[0]?.lines.map(({ name, due, put }) => [name, due, put])).toEqual([
    ['tomato', 2, 2],
    ['milk', 1, 0],
  ])
  expect(packingPages(sheets)).toHaveLength(1)
  expect(pickSheets(counter.fold).map(({ name, due, slots }) => [name, due, slots.length])).toEqual([
    ['grapes', 2, 1],
    ['tomato', 3, 2],
    ['milk', 1, 1],
  ])
})

test('no block is cut or lost over pages and columns', () => {
  const blocks = Array.from({ length: 97 }, (_, i) => 20 + ((i * 37) % 90))
  const pages = inPages(blocks, (height) => height, { pageMm: 250, columns: 2 })
  expect(pages.flat()).toEqual(blocks)
  for (const page of pages) {
    let columns = 1
    let used = 0
    for (const height of page) {
      if (used + height > 250) {
        columns += 1
        used = 0
      }
      used += height
    }
    expect(columns).toBeLessThanOrEqual(2)
  }
  expect(inPages([900], (height) => height, { pageMm: 250, columns: 2 })).toEqual([[900]])
})
