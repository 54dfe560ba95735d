import type { BagId, DeliveryId, HouseholdId, ProductId } from '../../kernel/ids'
import { grams, pieces } from '../../kernel/quantity'
import { type BagState, bagRule } from '../bag/bagState'
import type { Fact } from '../facts'
import type { Fold } from '../fold/fold'
import { compareRecorded, type Recorded } from '../fold/recorded'
import { type Amount, addAmount, noAmount } from '../stock/amount'
import type { Goods } from '../terms'

/** One fact that moved a product on or off the floor, with what the books said after it. */
export interface TheoryStep {
  readonly recorded: Recorded
  readonly what:
    | 'counted-in'
    | 'put'
    | 'weighed'
    | 'set-aside'
    | 'put-back'
    | 'written-off'
    | 'found'
    | 'returned'
  readonly change: Amount
  readonly after: Amount
  readonly bagId: BagId | null
  readonly slot: number | null
  readonly householdId: HouseholdId | null
  readonly deliveryId: DeliveryId | null
}

type Step = Omit<TheoryStep, 'after'>

/** The facts that made the theory of one product, in order; their changes add up to what the floor should have. */
export function theoryTrail(fold: Fold, productId: ProductId): readonly TheoryStep[] {
  const steps = [
    ...countedIn(fold, productId),
    ...moved(fold, productId),
    ...fold.members('bags').flatMap((id) => packed(fold, id as BagId, productId)),
  ].sort((a, b) => compareRecorded(a.recorded, b.recorded))
  let after = noAmount
  return steps.map((step) => {
    after = addAmount(after, step.change)
    return { ...step, after }
  })
}

function countedIn(fold: Fold, productId: ProductId): Step[] {
  return fold.members(`deliveries-of:${productId}`).flatMap((id) =>
    fold.history('delivery', id).flatMap((recorded): Step[] => {
      const { fact } = recorded
      if (fact.kind !== 'GoodsCounted' || fact.goods.productId !== productId || fact.condition !== 'good')
        return []
      const { deliveryId } = fact
      return [stepOf(recorded, 'counted-in', amountOf(fact.goods, 1), { deliveryId })]
    }),
  )
}

function moved(fold: Fold, productId: ProductId): Step[] {
  return fold.history('product', productId).flatMap((recorded): Step[] => {
    const { fact } = recorded
    const how = floorMove(fact)
    return how === null ? [] : [stepOf(recorded, how.what, amountOf(how.goods, how.sign))]
  })
}

function floorMove(fact: Fact): { what: Step['what']; goods: Goods; sign: 1 | -1 } | null {
  switch (fact.kind) {
    case 'GoodsSetAside':
      return fact.to === 'hold'
        ? { what: 'set-aside', goods: fact.goods, sign: -1 }
        : { what: 'put-back', goods: fact.goods, sign: 1 }
    case 'GoodsWrittenOff':
      return fact.from === 'floor' ? { what: 'written-off', goods: fact.goods, sign: -1 } : null
    case 'GoodsReturned':
      return fact.from === 'floor' ? { what: 'returned', goods: fact.goods, sign: -1 } : null
    case 'GoodsFound':
      return { what: 'found', goods: fact.goods, sign: 1 }
    default:
      return null
  }
}

/** A bag replayed: a weight read later changes what the put before it took off the floor. */
function packed(fold: Fold, bagId: BagId, productId: ProductId): Step[] {
  const now = fold.state('bag', bagId)
  if (!now?.items.some(({ goods }) => goods.productId === productId)) return []
  const where = {
    bagId,
    slot: now.bag?.slot ?? null,
    householdId: now.bag ? fold.householdOf(now.bag.householdId) : null,
  }
  let state = bagRule.begin(bagId)
  return fold.history('bag', bagId).flatMap((recorded): Step[] => {
    const before = heldBy(state, productId)
    state = bagRule.evolve(state, recorded)
    const held = heldBy(state, productId)
    const change = { pieces: pieces(before.pieces - held.pieces), grams: grams(before.grams - held.grams) }
    if (change.pieces === 0 && change.grams === 0) return []
    return [stepOf(recorded, recorded.fact.kind === 'PortionsWeighed' ? 'weighed' : 'put', change, where)]
  })
}

function heldBy(state: BagState, productId: ProductId): Amount {
  return state.items
    .filter(({ goods }) => goods.productId === productId)
    .reduce((sum, { goods }) => addAmount(sum, goods), noAmount)
}

function amountOf(goods: Goods, sign: 1 | -1): Amount {
  return { pieces: pieces(sign * goods.pieces), grams: grams(sign * (goods.grams ?? 0)) }
}

function stepOf(
  recorded: Recorded,
  what: Step['what'],
  change: Amount,
  where: Partial<Pick<Step, 'bagId' | 'slot' | 'householdId' | 'deliveryId'>> = {},
): Step {
  return { recorded, what, change, bagId: null, slot: null, householdId: null, deliveryId: null, ...where }
}
