import type { DiscrepancyId, FactId, HouseholdId, OperatorId, ProductId } from '../../kernel/ids'
import type { Pieces } from '../../kernel/quantity'
import type { Stamp } from '../../kernel/stamp'
import type { FactOf } from '../facts'
import { emptyYield, type Finding, type HouseholdOf, type SubjectRule, type Yield } from '../fold/subject'
import { skuOf } from '../sku'
import { type MoveEnd, moveTallies } from '../stock/amount'
import type { Goods, ProductTerms } from '../terms'

export type AllocationDecision = Omit<FactOf<'AllocationDecided'>, 'kind' | 'v'> & {
  readonly factId: FactId
  readonly at: Stamp
}

export interface Shorted {
  readonly factId: FactId
  readonly at: Stamp
  readonly householdId: HouseholdId
  readonly pieces: Pieces
  readonly reason: FactOf<'ItemShorted'>['reason']
}

export type BalanceCheck = Omit<FactOf<'BalanceChecked'>, 'kind' | 'v'> & {
  readonly factId: FactId
  readonly at: Stamp
  readonly by: OperatorId
}

export interface ProductState {
  readonly productId: ProductId
  readonly product: ProductTerms | null
  /** The latest decision holds; earlier ones stay in the history. */
  readonly allocation: AllocationDecision | null
  readonly overs: readonly (Omit<FactOf<'OverReceiptDecided'>, 'kind' | 'v'> & { readonly factId: FactId })[]
  readonly shorted: readonly Shorted[]
  readonly balance: BalanceCheck | null
  readonly moves: readonly { readonly goods: Goods; readonly from: MoveEnd; readonly to: MoveEnd }[]
}

export const productRule: SubjectRule<ProductState> = {
  begin: (id) => ({
    productId: id as ProductId,
    product: null,
    allocation: null,
    overs: [],
    shorted: [],
    balance: null,
    moves: [],
  }),
  evolve(state, { fact, factId, stamp, operatorId }) {
    switch (fact.kind) {
      case 'ProductListed':
        return { ...state, product: fact.product }
      case 'AllocationDecided':
        return { ...state, allocation: { ...withoutKind(fact), factId, at: stamp } }
      case 'OverReceiptDecided':
        return { ...state, overs: [...state.overs, { ...withoutKind(fact), factId }] }
      case 'ItemShorted': {
        const { householdId, pieces, reason } = fact
        const shorted = { factId, at: stamp, householdId, pieces, reason }
        return { ...state, shorted: [...state.shorted, shorted] }
      }
      case 'BalanceChecked':
        return { ...state, balance: { ...withoutKind(fact), factId, at: stamp, by: operatorId } }
      case 'GoodsSetAside': {
        const [from, to] = fact.to === 'hold' ? (['floor', 'hold'] as const) : (['hold', 'floor'] as const)
        return { ...state, moves: [...state.moves, { goods: fact.goods, from, to }] }
      }
      case 'GoodsWrittenOff':
        return {
          ...state,
          moves: [...state.moves, { goods: fact.goods, from: fact.from, to: 'written-off' }],
        }
      case 'GoodsReturned':
        return { ...state, moves: [...state.moves, { goods: fact.goods, from: fact.from, to: 'returned' }] }
      case 'GoodsFound':
        return { ...state, moves: [...state.moves, { goods: fact.goods, from: 'found', to: 'floor' }] }
      default:
        return state
    }
  },
  yieldOf(state, householdOf): Yield {
    const tallies: [string, number][] = []
    for (const { goods, from, to } of state.moves) {
      tallies.push(...moveTallies(goods, from, to))
      if (to === 'floor') tallies.push([`good:${state.productId}`, goods.pieces])
      if (from === 'floor') tallies.push([`good:${state.productId}`, -goods.pieces])
    }
    for (const { householdId, pieces } of state.shorted) {
      tallies.push([`shorted:${state.productId}`, pieces])
      tallies.push([`shorted:${state.productId}:${householdOf(householdId)}`, pieces])
    }
    const links = linksOf(state)
    if (tallies.length === 0 && links.length === 0) return emptyYield
    return {
      tallies,
      links,
      findings: state.shorted.map((shorted) => shortedFinding(state, shorted, householdOf)),
    }
  },
}

function linksOf({ product, productId, moves, shorted }: ProductState): [string, string][] {
  const links: [string, string][] = []
  for (const { goods } of moves) links.push([`lots-of:${productId}`, goods.lotId])
  for (const { householdId } of shorted) links.push([`subjects-of:${householdId}`, `product:${productId}`])
  if (product === null) return links
  links.push(['products', productId])
  for (const barcode of product.barcodes) links.push([`barcode:${barcode}`, productId])
  if (product.plu !== null) links.push([`plu:${product.plu}`, productId])
  if (product.code !== null) links.push([`code:${product.code}`, productId])
  links.push([`sku:${skuOf(product.name, product.spec)}`, productId])
  return links
}

function shortedFinding(state: ProductState, shorted: Shorted, householdOf: HouseholdOf): Finding {
  return {
    discrepancyId: `missing-in-bag/${shorted.factId}` as DiscrepancyId,
    kind: 'missing-in-bag',
    since: shorted.at,
    productId: state.productId,
    householdId: householdOf(shorted.householdId),
    bagId: null,
    deliveryId: null,
    pieces: shorted.pieces,
    grams: null,
    responsible: shorted.reason === 'none-left' ? 'unknown' : 'supplier',
    factIds: [shorted.factId],
  }
}

function withoutKind<F extends { readonly kind: string; readonly v: 1 }>(fact: F): Omit<F, 'kind' | 'v'> {
  const { kind: _kind, v: _v, ...rest } = fact
  return rest
}
