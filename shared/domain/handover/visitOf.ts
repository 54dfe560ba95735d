import type { BagId, FactId, HouseholdId, ProductId } from '../../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../../kernel/quantity'
import { accountOf } from '../account/accountOf'
import type { AccountMove } from '../account/accountState'
import type { Settlement } from '../account/settlement'
import type { BagState, BagStatus, Handover } from '../bag/bagState'
import { nominalPieces } from '../bag/leftOfItems'
import { pickupCodeOf } from '../bag/shelveBag'
import type { Fold } from '../fold/fold'
import { slotOf } from '../sorting/needs'
import { type Fulfilment, type Zone, zones } from '../terms'

/** Goods of one product in one bag. */
export interface BagLine {
  readonly productId: ProductId
  /** Pieces still in the bag, refused ones taken off. */
  readonly pieces: Pieces
  readonly refused: Pieces
  readonly refusals: readonly FactId[]
  /** Weight of what is in the bag; null for goods sold by piece. */
  readonly grams: Grams | null
  /** False while a portion has only the weight it was sold as: say so at the counter. */
  readonly weighed: boolean
}

export interface VisitBag {
  readonly bagId: BagId
  /** Bag n of m of the household, over all zones. */
  readonly n: number
  readonly of: number
  readonly slot: number
  readonly zone: Zone
  readonly status: BagStatus
  readonly place: string | null
  readonly lines: readonly BagLine[]
  readonly handovers: readonly Handover[]
}

/** What a person at the counter has to know before the bags go. None of it keeps a bag back. */
export const visitWarnings = [
  'money-due',
  'refund-owed',
  'weight-unconfirmed',
  'packed-then-cancelled',
  'packed-more-than-ordered',
  'not-on-shelf',
  'contested',
] as const
export type VisitWarning = (typeof visitWarnings)[number]

/** Everything the counter shows of one household in one round. */
export interface Visit {
  readonly householdId: HouseholdId
  readonly slot: number | null
  readonly pickupCode: string | null
  readonly fulfilment: Fulfilment
  /** In slot order: by slot, zone, number. */
  readonly bags: readonly VisitBag[]
  readonly onShelf: readonly BagId[]
  readonly money: Settlement
  readonly moves: readonly AccountMove[]
  readonly warnings: readonly VisitWarning[]
  /** 'nothing': no bag was packed. 'gone': every bag has left and nothing is due. */
  readonly standing: 'nothing' | 'waiting' | 'gone'
}

/** Undefined when the household neither ordered nor has a bag in this round. */
export function visitOf(fold: Fold, household: HouseholdId): Visit | undefined {
  const householdId = fold.householdOf(household)
  const bags = bagsOf(fold, householdId)
  const orders = fold
    .members(`orders-of:${householdId}`)
    .flatMap((orderId) => fold.state('order', orderId)?.order ?? [])
  if (bags.length === 0 && orders.length === 0) return undefined
  const money = accountOf(fold, householdId)
  const onShelf = bags.filter((bag) => bag.status === 'on-shelf').map((bag) => bag.bagId)
  const allGone = bags.every((bag) => bag.handovers.length > 0)
  const active = orders.filter((order) => !order.cancelled)
  return {
    householdId,
    slot: slotOf(fold, householdId) ?? bags[0]?.slot ?? null,
    pickupCode: pickupCodeOf(fold, householdId) ?? null,
    fulfilment: active.find((order) => order.fulfilment !== 'pickup')?.fulfilment ?? 'pickup',
    bags,
    onShelf,
    money,
    moves: movesOf(fold, householdId),
    warnings: warningsOf(bags, money),
    standing: bags.length === 0 ? 'nothing' : allGone && money.dueFen <= 0 ? 'gone' : 'waiting',
  }
}

function bagsOf(fold: Fold, householdId: HouseholdId): VisitBag[] {
  const states = fold
    .members(`bags-of:${householdId}`)
    .flatMap((bagId) => fold.state('bag', bagId) ?? [])
    .flatMap((state) => (state.bag === null || isEmpty(state) ? [] : [{ state, terms: state.bag }]))
    .sort(
      (a, b) =>
        a.terms.slot - b.terms.slot ||
        zones.indexOf(a.terms.zone) - zones.indexOf(b.terms.zone) ||
        a.terms.bagNo - b.terms.bagNo,
    )
  return states.map(({ state, terms }, i) => ({
    bagId: state.bagId,
    n: i + 1,
    of: states.length,
    slot: terms.slot,
    zone: terms.zone,
    status: state.status,
    place: state.place,
    lines: linesOf(state),
    handovers: state.handovers,
  }))
}

/** A bag whose every put was undone is no bag. */
function isEmpty(state: BagState): boolean {
  return state.items.length === 0 && state.status === 'open'
}

function linesOf(state: BagState): BagLine[] {
  const products = [...new Set(state.items.map((item) => item.goods.productId))]
  return products.map((productId) => {
    const items = state.items.filter((item) => item.goods.productId === productId)
    const refusals = state.refused.filter(({ goods }) => goods.productId === productId)
    const refused = refusals.reduce((sum, { goods }) => sum + goods.pieces, 0)
    const byWeight = items.some((item) => item.weight !== null)
    const put = items.reduce((sum, { goods }) => sum + (goods.grams ?? 0), 0)
    const back = refusals.reduce((sum, { goods }) => sum + (goods.grams ?? 0), 0)
    return {
      productId,
      pieces: pieces(items.reduce((sum, { goods }) => sum + goods.pieces, 0) - refused),
      refused: pieces(refused),
      refusals: refusals.map(({ factId }) => factId),
      grams: byWeight ? grams(put - back) : null,
      weighed: nominalPieces(state, productId) === 0,
    }
  })
}

function movesOf(fold: Fold, householdId: HouseholdId): readonly AccountMove[] {
  const accounts = new Set([`account:${householdId}`, ...fold.members(`accounts-of:${householdId}`)])
  return [...accounts]
    .flatMap((key) => fold.state('account', key.slice('account:'.length))?.moves ?? [])
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

function warningsOf(bags: readonly VisitBag[], money: Settlement): VisitWarning[] {
  const warnings = new Set<VisitWarning>()
  if (money.dueFen > 0) warnings.add('money-due')
  if (money.dueFen < 0) warnings.add('refund-owed')
  if (bags.some((bag) => bag.lines.some((line) => !line.weighed && line.pieces > 0)))
    warnings.add('weight-unconfirmed')
  for (const { kind } of money.tasks) warnings.add(kind)
  if (bags.some((bag) => bag.status === 'open' || bag.status === 'closed')) warnings.add('not-on-shelf')
  if (bags.some((bag) => bag.status === 'contested')) warnings.add('contested')
  return visitWarnings.filter((warning) => warnings.has(warning))
}
