import { expect, test } from 'vitest'
import { reopenBag } from '../../../../shared/domain/bag/closeBag'
import { bagsOf } from '../../../../shared/domain/sorting/bagContents'
import { closeCompleteBags } from '../../../../shared/domain/sorting/closeCompleteBags'
import {
  householdProgress,
  isPacked,
  unfinishedHouseholds,
  wallOf,
} from '../../../../shared/domain/sorting/householdProgress'
import { packItem, shortWhilePacking, weighAndClose } from '../../../../shared/domain/sorting/packItem'
import type { PutItem } from '../../../../shared/domain/sorting/putItem'
import { stockAt } from '../../../../shared/domain/stock/onHand'
import { voidFacts } from '../../../../shared/domain/voidFacts'
import type { BagId } from '../../../../shared/kernel/ids'
import { grams, pieces } from '../../../../shared/kernel/quantity'
import type { ACounter } from '../../../builders/aCounter'
import { household, product } from '../../../builders/aRound'
import { aSorting } from '../../../builders/aSorting'

const wang = household('wang')
const li = household('li')

function pack(counter: ACounter, name: string, who: typeof wang, n: number, more: Partial<PutItem> = {}) {
  const args: PutItem = {
    productId: product(name),
    householdId: who,
    pieces: pieces(n),
    grams: null,
    lotId: null,
    how: 'sow',
    ...more,
  }
  return counter.does(packItem(counter.at(), args))
}

const kinds = (decided: ReturnType<typeof pack>) =>
  decided.ok ? decided.facts.map(({ kind }) => kind) : decided.refusal

test('the last piece of a zone closes the bag of that zone and leaves the other zone alone', () => {
  const counter = aSorting()
  expect(kinds(pack(counter, 'tomato', wang, 1))).toEqual(['ItemPut'])
  expect(kinds(pack(counter, 'tomato', wang, 1))).toEqual(['ItemPut', 'BagClosed'])
  expect(householdProgress(counter.fold, wang)).toMatchObject({ put: 2, due: 3, openBags: 0 })
  expect(kinds(pack(counter, 'milk', wang, 1))).toEqual(['ItemPut', 'BagClosed'])
  const [first, second] = wallOf(counter.fold)
  expect(first && isPacked(first)).toBe(true)
  expect(second && isPacked(second)).toBe(false)
})

test('a bag with an unweighed portion stays open until the scale has spoken', () => {
  const counter = aSorting()
  pack(counter, 'tomato', li, 1)
  const put = pack(counter, 'grapes', li, 2)
  expect(kinds(put)).toEqual(['ItemPut'])
  const [bag] = bagsOf(counter.fold, li)
  expect(bag?.status).toBe('open')
  const weigh = (g: number, unusualConfirmed = false) =>
    weighAndClose(counter.at(), {
      bagId: bag?.bagId ?? ('' as BagId),
      productId: product('grapes'),
      grams: grams(g),
      unusualConfirmed,
    })
  expect(weigh(102_000)).toEqual({ ok: false, refusal: 'weight-absurd' })
  expect(weigh(2100)).toEqual({ ok: false, refusal: 'weight-unusual' })
  expect(kinds(counter.does(weigh(1015)))).toEqual(['PortionsWeighed', 'BagClosed'])
  expect(stockAt(counter.fold, 'bags', product('grapes')).grams).toBe(1015)
})

test('one undo takes back the last put together with the closing it caused', () => {
  const counter = aSorting()
  pack(counter, 'tomato', wang, 2)
  const [bag] = bagsOf(counter.fold, wang)
  const factIds = counter.fold.history('bag', bag?.bagId ?? '').map(({ factId }) => factId)
  expect(factIds).toHaveLength(2)
  expect(voidFacts(counter.at(), { factIds: factIds.slice(0, 1), reason: 'wrong' })).toEqual({
    ok: false,
    refusal: 'bag-not-open',
  })
  expect(counter.does(voidFacts(counter.at(), { factIds, reason: 'wrong' })).ok).toBe(true)
  expect(bagsOf(counter.fold, wang)).toEqual([])
  expect(householdProgress(counter.fold, wang)?.put).toBe(0)
})

test('going without what is damaged moves the damaged piece off the floor and closes what waited for it', () => {
  const counter = aSorting()
  pack(counter, 'tomato', wang, 1)
  const short = shortWhilePacking(counter.at(), {
    productId: product('tomato'),
    householdId: wang,
    pieces: pieces(1),
    reason: 'damaged',
  })
  expect(kinds(counter.does(short))).toEqual(['ItemShorted', 'GoodsSetAside', 'BagClosed'])
  expect(stockAt(counter.fold, 'floor', product('tomato')).pieces).toBe(3)
  expect(stockAt(counter.fold, 'hold', product('tomato')).pieces).toBe(1)
  expect(householdProgress(counter.fold, wang)).toMatchObject({ put: 1, due: 2, without: 1, shorted: 1 })
})

test('a complete bag that was opened again is named as such, and closed with the others', () => {
  const counter = aSorting()
  pack(counter, 'tomato', wang, 2)
  const [bag] = bagsOf(counter.fold, wang)
  const bagId = bag?.bagId ?? ('' as BagId)
  counter.does(reopenBag(counter.at(), { bagId, reason: 'to look again' }))
  const [unfinished] = unfinishedHouseholds(counter.fold)
  expect(unfinished).toMatchObject({ slot: 1, onlyOpen: true, openBags: 1 })
  expect(unfinished?.waitsFor.map(({ productId }) => productId)).toEqual([product('milk')])
  expect(kinds(counter.does(closeCompleteBags(counter.at(), {})))).toEqual(['BagClosed'])
  expect(closeCompleteBags(counter.at(), {})).toEqual({ ok: false, refusal: 'nothing-changed' })
})

test('a put leaves the progress of every other household the value it was', () => {
  const counter = aSorting()
  const before = wallOf(counter.fold)
  pack(counter, 'tomato', wang, 1)
  const after = wallOf(counter.fold)
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).toBe(before[1])
})
