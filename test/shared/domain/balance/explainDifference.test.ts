import { expect, test } from 'vitest'
import { balanceOf } from '../../../../shared/domain/balance/balanceOf'
import { checkBalance, confirmEmptyFloor } from '../../../../shared/domain/balance/checkBalance'
import { type Explanation, explainDifference } from '../../../../shared/domain/balance/explainDifference'
import { releaseObstacles } from '../../../../shared/domain/balance/releaseRound'
import { settleWeightRests, weightRests } from '../../../../shared/domain/balance/settleWeightRests'
import { theoryTrail } from '../../../../shared/domain/balance/theoryTrail'
import { discrepancies } from '../../../../shared/domain/discrepancy/discrepancies'
import { bagsOf } from '../../../../shared/domain/sorting/bagContents'
import { householdProgress } from '../../../../shared/domain/sorting/householdProgress'
import { packItem } from '../../../../shared/domain/sorting/packItem'
import { setGoodsAside } from '../../../../shared/domain/stock/moveGoods'
import { conservationGap, stockAt } from '../../../../shared/domain/stock/onHand'
import { voidFacts } from '../../../../shared/domain/voidFacts'
import type { HouseholdId } from '../../../../shared/kernel/ids'
import { grams, pieces } from '../../../../shared/kernel/quantity'
import type { ACounter } from '../../../builders/aCounter'
import { household, product } from '../../../builders/aRound'
import { aSorting } from '../../../builders/aSorting'

const tomato = product('tomato')
const grapes = product('grapes')
const wang = household('wang')
const li = household('li')

function packed(): ACounter {
  const counter = aSorting()
  const put = (productId: typeof tomato, householdId: HouseholdId, n: number, g: number | null = null) =>
    counter.does(
      packItem(counter.at(), {
        productId,
        householdId,
        pieces: pieces(n),
        grams: g === null ? null : grams(g),
        lotId: null,
        how: 'sow',
      }),
    )
  put(tomato, wang, 2)
  put(product('milk'), wang, 1)
  put(tomato, li, 1)
  put(grapes, li, 2, 1005)
  return counter
}

function count(counter: ACounter, productId: typeof tomato, n: number, g: number | null = null) {
  const counted = [{ productId, pieces: pieces(n), grams: g === null ? null : grams(g) }]
  counter.does(checkBalance(counter.at(), { counted }))
}

function explain(counter: ACounter, productId: typeof tomato, explanation: Explanation, who?: HouseholdId) {
  const args = { productId, explanation, householdId: who ?? null }
  return counter.does(explainDifference(counter.at(), args))
}

function settled(counter: ACounter, productId: typeof tomato): void {
  expect(balanceOf(counter.fold, productId).status).toBe('agrees')
  expect(conservationGap(counter.fold, productId)).toEqual({ pieces: 0, grams: 0 })
  const noted = discrepancies(counter.fold).filter(
    ({ kind, productId: of }) => kind === 'balance' && of === productId,
  )
  expect(noted).toHaveLength(1)
}

test.each(['uncounted-damage', 'wrong-slot', 'short-receipt', 'loss'] as const)(
  'one missing, explained as %s: the books say what was counted, and a discrepancy says why',
  (explanation) => {
    const counter = packed()
    count(counter, tomato, 1)
    expect(balanceOf(counter.fold, tomato).difference).toEqual({ pieces: -1, grams: 0 })
    expect(explain(counter, tomato, explanation).ok).toBe(true)
    settled(counter, tomato)
    expect(stockAt(counter.fold, 'written-off', tomato).pieces).toBe(1)
  },
)

test.each(['double-put', 'found', 'wrong-slot'] as const)(
  'one too many, explained as %s without a household: goods found',
  (explanation) => {
    const counter = packed()
    count(counter, tomato, 3)
    expect(explain(counter, tomato, explanation).ok).toBe(true)
    settled(counter, tomato)
    expect(stockAt(counter.fold, 'found', tomato).pieces).toBe(1)
  },
)

test('a double put of a household that is known takes back the put, opens its bag and asks for the piece again', () => {
  const counter = packed()
  count(counter, tomato, 3)
  expect(explain(counter, tomato, 'double-put', wang).ok).toBe(true)
  settled(counter, tomato)
  expect(stockAt(counter.fold, 'found', tomato).pieces).toBe(0)
  expect(householdProgress(counter.fold, wang)).toMatchObject({ put: 2, due: 3, openBags: 1 })
  expect(bagsOf(counter.fold, wang)[0]?.items.map(({ goods }) => goods.pieces)).toEqual([1])
  const [noted] = discrepancies(counter.fold).filter(({ kind }) => kind === 'balance')
  expect(noted).toMatchObject({ householdId: wang, bagId: bagsOf(counter.fold, wang)[0]?.bagId })
})

test('a double put that is itself undone puts the piece back into the books of the bag', () => {
  const counter = packed()
  count(counter, tomato, 3)
  const before = counter.fold.snapshot().subjects.flatMap(({ recorded }) => recorded).length
  explain(counter, tomato, 'double-put', wang)
  const all = [
    ...counter.fold.snapshot().subjects.flatMap(({ recorded }) => recorded),
    ...counter.fold.snapshot().voids,
  ].sort((a, b) => (a.stamp < b.stamp ? -1 : 1))
  const factIds = all.slice(before).map(({ factId }) => factId)
  expect(counter.does(voidFacts(counter.at(), { factIds, reason: 'not so' })).ok).toBe(true)
  expect(householdProgress(counter.fold, wang)).toMatchObject({ put: 3, due: 3 })
  expect(stockAt(counter.fold, 'floor', tomato).pieces).toBe(2)
  expect(voidFacts(counter.at(), { factIds, reason: 'again' })).toEqual({
    ok: false,
    refusal: 'already-voided',
  })
})

test('a household without such a put cannot be the one, and a miss cannot be a double put', () => {
  const counter = packed()
  count(counter, tomato, 3)
  expect(explain(counter, tomato, 'double-put', household('nobody'))).toEqual({
    ok: false,
    refusal: 'not-in-bag',
  })
  count(counter, tomato, 1)
  expect(explain(counter, tomato, 'double-put')).toEqual({ ok: false, refusal: 'balance-differs' })
})

test('what a double put of weighed goods leaves over is found or lost, to the gram', () => {
  const counter = packed()
  count(counter, grapes, 2, 1000)
  expect(explain(counter, grapes, 'double-put', li).ok).toBe(true)
  settled(counter, grapes)
  expect(stockAt(counter.fold, 'floor', grapes)).toEqual({ pieces: 2, grams: 1000 })
})

test('an empty place of weighed goods is confirmed with one look; the rest of the scales is settled with one key', () => {
  const counter = packed()
  expect(stockAt(counter.fold, 'floor', grapes)).toEqual({ pieces: 0, grams: 15 })
  counter.does(confirmEmptyFloor(counter.at(), {}))
  count(counter, tomato, 2)
  expect(weightRests(counter.fold)).toEqual([{ productId: grapes, grams: -15 }])
  expect(releaseObstacles(counter.fold)).toEqual(['balance-differs'])
  expect(counter.does(settleWeightRests(counter.at(), {})).ok).toBe(true)
  settled(counter, grapes)
  expect(releaseObstacles(counter.fold)).toEqual([])
})

test('weighed goods that are gone take their portions with them', () => {
  const counter = aSorting()
  count(counter, grapes, 0, 0)
  expect(explain(counter, grapes, 'loss').ok).toBe(true)
  expect(stockAt(counter.fold, 'floor', grapes)).toEqual({ pieces: 0, grams: 0 })
})

test('the facts that made the theory add up to it, in the order they happened', () => {
  const counter = packed()
  count(counter, tomato, 1)
  explain(counter, tomato, 'loss')
  const trail = theoryTrail(counter.fold, tomato)
  expect(trail.map(({ what, after }) => [what, after.pieces])).toEqual([
    ['counted-in', 5],
    ['put', 3],
    ['put', 2],
    ['written-off', 1],
  ])
  expect(trail.at(-1)?.after).toEqual(stockAt(counter.fold, 'floor', tomato))
})

test('goods that move after the count ask for a new count, and shows no difference that is not there', () => {
  const counter = packed()
  const before = stockAt(counter.fold, 'floor', tomato).pieces
  count(counter, tomato, before)
  expect(balanceOf(counter.fold, tomato).status).toBe('agrees')
  counter.does(
    setGoodsAside(counter.at(), {
      productId: tomato,
      pieces: pieces(1),
      grams: null,
      to: 'hold',
      reason: 'seen late',
    }),
  )
  expect(balanceOf(counter.fold, tomato)).toMatchObject({ status: 'uncounted', difference: null })
})
