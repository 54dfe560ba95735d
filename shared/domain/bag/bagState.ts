import type { BagId, DiscrepancyId, FactId, OperatorId, ProductId, VisitId } from '../../kernel/ids'
import { type Grams, grams, type Pieces } from '../../kernel/quantity'
import { type Stamp, stampMs } from '../../kernel/stamp'
import type { BagTerms, HandoverProof, Receiver, RefusalReason } from '../facts'
import type { Recorded } from '../fold/recorded'
import { emptyYield, type Finding, type HouseholdOf, type SubjectRule, type Yield } from '../fold/subject'
import { moveTallies } from '../stock/amount'
import type { Goods } from '../terms'
import { leftOfItems, nominalPieces } from './leftOfItems'

export interface BagItem {
  readonly factId: FactId
  readonly goods: Goods
  readonly weight: 'actual' | 'nominal' | null
  /** True once a handover took it out of the house. */
  readonly handed: boolean
}

export interface Handover {
  readonly factId: FactId
  readonly at: Stamp
  readonly by: OperatorId
  readonly visitId: VisitId
  readonly proof: HandoverProof
  readonly receiver: Receiver
}

/** 'contested': two desks that were apart both handed it over. */
export const bagStatuses = ['open', 'closed', 'on-shelf', 'handed-over', 'contested'] as const
export type BagStatus = (typeof bagStatuses)[number]

export interface BagState {
  readonly bagId: BagId
  /** Null until a fact that names the bag completely has come. */
  readonly bag: BagTerms | null
  readonly status: BagStatus
  readonly items: readonly BagItem[]
  readonly refused: readonly {
    readonly factId: FactId
    readonly at: Stamp
    readonly goods: Goods
    readonly reason: RefusalReason
  }[]
  /** 货架-层 and pickup code, once shelved. */
  readonly place: string | null
  readonly pickupCode: string | null
  /** Every handover that was not undone; more than one is a contradiction, never resolved by dropping one. */
  readonly handovers: readonly Handover[]
  /** Put after it had left: seen when a late fact arrives. */
  readonly changedAfter: { readonly since: Stamp; readonly factIds: readonly FactId[] } | null
}

/** Visits are indexed by the hour they happened in: the counter's list looks at the last ones only. */
export const handoverHourMs = 3_600_000

export const bagRule: SubjectRule<BagState> = {
  begin: (id) => ({
    bagId: id as BagId,
    bag: null,
    status: 'open',
    items: [],
    refused: [],
    place: null,
    pickupCode: null,
    handovers: [],
    changedAfter: null,
  }),
  evolve(state, recorded) {
    const { fact, factId, stamp } = recorded
    switch (fact.kind) {
      case 'ItemPut': {
        const item = { factId, goods: fact.goods, weight: fact.weight, handed: false }
        const put = { ...state, bag: fact.bag, items: [...state.items, item] }
        return state.handovers.length > 0 ? changedAfter(put, recorded) : put
      }
      case 'PortionsWeighed':
        return { ...state, items: weighed(state, fact.productId, fact.grams) }
      case 'BagClosed':
        return { ...state, bag: fact.bag, status: state.status === 'open' ? 'closed' : state.status }
      case 'BagReopened':
        return state.handovers.length > 0 ? state : { ...state, status: 'open', place: null }
      case 'BagShelved': {
        const { place, pickupCode } = fact
        const status = state.handovers.length > 0 ? state.status : 'on-shelf'
        return { ...state, status, place, pickupCode }
      }
      case 'BagHandedOver': {
        const { visitId, proof, receiver } = fact
        const handover = { factId, at: stamp, by: recorded.operatorId, visitId, proof, receiver }
        return handedOver(state, handover)
      }
      case 'LineRefused': {
        const refused = { factId, at: stamp, goods: fact.goods, reason: fact.reason }
        return { ...state, refused: [...state.refused, refused] }
      }
      default:
        return state
    }
  },
  yieldOf(state, householdOf): Yield {
    const { bag, bagId } = state
    const tallies: [string, number][] = []
    for (const item of state.items)
      tallies.push(...moveTallies(item.goods, 'floor', item.handed ? 'handed' : 'bags'))
    for (const { goods } of state.refused)
      tallies.push(...moveTallies(goods, isHanded(state, goods) ? 'handed' : 'bags', 'hold'))
    if (bag === null) return tallies.length === 0 ? emptyYield : { tallies, links: [], findings: [] }
    const household = householdOf(bag.householdId)
    for (const { goods } of state.items) {
      tallies.push([`put:${goods.productId}`, goods.pieces])
      tallies.push([`put:${goods.productId}:${household}`, goods.pieces])
    }
    const links: [string, string][] = [
      ['bags', bagId],
      [`bags-of:${household}`, bagId],
      [`subjects-of:${bag.householdId}`, `bag:${bagId}`],
    ]
    // Opened again and emptied, a bag is a number that may be used again: nothing waits for it.
    if (state.status !== 'open' || state.items.length > 0) links.push([`bags:${state.status}`, bagId])
    if (state.pickupCode !== null) links.push([`pickup:${state.pickupCode}`, household])
    if (state.place !== null && state.status === 'on-shelf') links.push([`place:${state.place}`, bagId])
    if (state.place !== null && state.status === 'on-shelf') links.push(['places', state.place])
    if (nominalPieces(state) > 0) links.push(['unweighed-bags', bagId])
    for (const { at, visitId } of state.handovers) {
      const hour = String(Math.floor(stampMs(at) / handoverHourMs))
      links.push(['handover-hours', hour], [`visits-in:${hour}`, visitId], [`bags-in:${visitId}`, bagId])
    }
    return { tallies, links, findings: findingsOf(state, bag, householdOf) }
  },
}

/** Pieces and grams of one product in a bag, refused ones taken off. */
export function contentOf(state: BagState, productId: ProductId): { pieces: number; grams: number } {
  const content = { pieces: 0, grams: 0 }
  const add = (goods: Goods, sign: 1 | -1) => {
    if (goods.productId !== productId) return
    content.pieces += sign * goods.pieces
    content.grams += sign * (goods.grams ?? 0)
  }
  for (const { goods } of state.items) add(goods, 1)
  for (const { goods } of state.refused) add(goods, -1)
  return content
}

function handedOver(state: BagState, handover: Handover): BagState {
  const handovers = [...state.handovers, handover]
  return {
    ...state,
    handovers,
    status: handovers.length > 1 ? 'contested' : 'handed-over',
    items: state.items.map((item) => ({ ...item, handed: true })),
  }
}

function changedAfter(state: BagState, { factId, stamp }: Recorded): BagState {
  const factIds = [...(state.changedAfter?.factIds ?? []), factId]
  return { ...state, changedAfter: { since: state.changedAfter?.since ?? stamp, factIds } }
}

/** One reading of the scale over the nominal portions left of a product; shared out by pieces, to the gram. */
function weighed(state: BagState, productId: ProductId, total: Grams): readonly BagItem[] {
  const nominal = leftOfItems(state, productId).filter(({ item }) => item.weight === 'nominal')
  const read = new Map<FactId, Grams>()
  let piecesLeft = nominal.reduce((sum, { left }) => sum + left.pieces, 0)
  let gramsLeft: number = total
  for (const { item, left, refused } of nominal) {
    if (piecesLeft === 0) break
    const share = Math.round((gramsLeft * left.pieces) / piecesLeft)
    piecesLeft -= left.pieces
    gramsLeft -= share
    // What was refused keeps the weight it went back with.
    if (left.pieces > 0) read.set(item.factId, grams(share + refused.grams))
  }
  return state.items.map((item) => {
    const weight = read.get(item.factId)
    return weight === undefined
      ? item
      : { ...item, weight: 'actual', goods: { ...item.goods, grams: weight } }
  })
}

/** What was put after the bag had left is in the house: refused pieces of its lot come out of the bag. */
function isHanded(state: BagState, { productId, lotId }: Goods): boolean {
  const items = state.items.filter(({ goods }) => goods.productId === productId)
  const ofLot = items.filter(({ goods }) => goods.lotId === lotId)
  return (ofLot.length > 0 ? ofLot : items).some(({ handed }) => handed)
}

function findingsOf(state: BagState, bag: BagTerms, householdOf: HouseholdOf): Finding[] {
  const base = {
    householdId: householdOf(bag.householdId),
    bagId: state.bagId,
    deliveryId: null,
    productId: null as ProductId | null,
    pieces: null as Pieces | null,
    grams: null as Grams | null,
  }
  const findings: Finding[] = state.refused.map(({ factId, at, goods }) => ({
    ...base,
    discrepancyId: refusalDiscrepancyId(factId),
    kind: 'refused',
    since: at,
    productId: goods.productId,
    pieces: goods.pieces,
    grams: goods.grams,
    responsible: 'unknown',
    factIds: [factId],
  }))
  const [, second] = state.handovers
  if (second !== undefined)
    findings.push({
      ...base,
      discrepancyId: `double-handover/${state.bagId}` as DiscrepancyId,
      kind: 'double-handover',
      since: second.at,
      responsible: 'point',
      factIds: state.handovers.map((handover) => handover.factId),
    })
  if (state.changedAfter !== null)
    findings.push({
      ...base,
      discrepancyId: `changed-after-handover/${state.bagId}` as DiscrepancyId,
      kind: 'changed-after-handover',
      since: state.changedAfter.since,
      responsible: 'point',
      factIds: state.changedAfter.factIds,
    })
  return findings
}

/** Every refused line is a discrepancy of its own. @param factId of the refusal */
export function refusalDiscrepancyId(factId: FactId): DiscrepancyId {
  return `refused/${factId}` as DiscrepancyId
}
