import type { DeliveryId, DiscrepancyId, FactId, LotId, ProductId } from '../../kernel/ids'
import { type Grams, grams, type Pieces, pieces } from '../../kernel/quantity'
import type { Stamp } from '../../kernel/stamp'
import type { FactOf } from '../facts'
import type { Recorded } from '../fold/recorded'
import { emptyYield, type Finding, type SubjectRule } from '../fold/subject'
import { type Amount, addAmount, moveTallies, noAmount } from '../stock/amount'
import { type AnnouncedLine, type Condition, conditions, type DeliveryTerms, type FiveCheck } from '../terms'

export interface CountedLine {
  readonly productId: ProductId
  /** Per condition and lot, what was counted. */
  readonly counted: { readonly [condition in Condition]?: { readonly [lotId: string]: Amount } }
  /** The latest inspection's differences. */
  readonly differs: readonly { readonly check: FiveCheck; readonly found: string }[]
  readonly sample: { readonly looked: Pieces; readonly failed: Pieces } | null
  readonly firstAt: Stamp
  readonly factIds: readonly FactId[]
}

export interface DeliveryState {
  readonly deliveryId: DeliveryId
  readonly delivery: DeliveryTerms | null
  readonly lines: { readonly [productId: string]: CountedLine }
  readonly closed: { readonly at: Stamp; readonly factId: FactId } | null
}

export const deliveryRule: SubjectRule<DeliveryState> = {
  begin: (id) => ({ deliveryId: id as DeliveryId, delivery: null, lines: {}, closed: null }),
  evolve(state, recorded) {
    const { fact } = recorded
    switch (fact.kind) {
      case 'DeliveryAnnounced':
        return { ...state, delivery: fact.delivery }
      case 'GoodsCounted':
        return withLine(state, fact.goods.productId, recorded, (line) => counted(line, fact))
      case 'InspectionRecorded':
        return withLine(state, fact.productId, recorded, (line) => ({
          ...line,
          differs: fact.differs,
          sample: fact.sample,
        }))
      case 'DeliveryClosed':
        return { ...state, closed: { at: recorded.stamp, factId: recorded.factId } }
      default:
        return state
    }
  },
  yieldOf(state) {
    if (state.delivery === null && Object.keys(state.lines).length === 0) return emptyYield
    const tallies: [string, number][] = []
    const links: [string, string][] = [['deliveries', state.deliveryId]]
    const findings: Finding[] = []
    for (const line of state.delivery?.lines ?? []) {
      links.push([`deliveries-of:${line.productId}`, state.deliveryId])
      tallies.push([`announced:${line.productId}`, line.pieces])
    }
    for (const line of Object.values(state.lines)) yieldLine(state, line, { tallies, links, findings })
    findings.push(...closingFindings(state))
    return { tallies, links, findings }
  },
}

/** Everything counted of a line in one condition. */
export function countedAs(line: CountedLine | undefined, condition: Condition): Amount {
  return Object.values(line?.counted[condition] ?? {}).reduce(addAmount, noAmount)
}

function withLine(
  state: DeliveryState,
  productId: ProductId,
  recorded: Recorded,
  change: (line: CountedLine) => CountedLine,
): DeliveryState {
  const known = state.lines[productId] ?? {
    productId,
    counted: {},
    differs: [],
    sample: null,
    firstAt: recorded.stamp,
    factIds: [],
  }
  const changed = change(known)
  const line = { ...changed, factIds: [...changed.factIds, recorded.factId] }
  return { ...state, lines: { ...state.lines, [productId]: line } }
}

function counted(line: CountedLine, fact: FactOf<'GoodsCounted'>): CountedLine {
  const { goods, condition } = fact
  const lots = line.counted[condition] ?? {}
  const amount = addAmount(lots[goods.lotId] ?? noAmount, goods)
  return { ...line, counted: { ...line.counted, [condition]: { ...lots, [goods.lotId]: amount } } }
}

interface Collected {
  readonly tallies: [string, number][]
  readonly links: [string, string][]
  readonly findings: Finding[]
}

function yieldLine(state: DeliveryState, line: CountedLine, into: Collected): void {
  into.links.push([`deliveries-of:${line.productId}`, state.deliveryId])
  for (const condition of conditions)
    for (const [lotId, amount] of Object.entries(line.counted[condition] ?? {})) {
      const goods = { productId: line.productId, lotId: lotId as LotId, ...amount }
      into.tallies.push(...moveTallies(goods, 'received', condition === 'good' ? 'floor' : 'hold'))
      into.links.push([`lots-of:${line.productId}`, lotId])
      if (condition === 'good') into.tallies.push([`good:${line.productId}`, amount.pieces])
    }
  for (const condition of ['damaged', 'wrong', 'short-dated', 'unordered'] as const) {
    const amount = countedAs(line, condition)
    if (amount.pieces !== 0 || amount.grams !== 0)
      into.findings.push(lineFinding(state, line, condition, amount))
  }
}

/** Short and over are known once the delivery is closed: before that, more may still be on the truck. */
function closingFindings(state: DeliveryState): Finding[] {
  if (state.closed === null) return []
  const { closed } = state
  return (state.delivery?.lines ?? []).flatMap((announced) => {
    const line = state.lines[announced.productId]
    const difference = arrivedAgainst(announced, line)
    if (difference.pieces === 0 && difference.grams === 0) return []
    const short = difference.pieces < 0 || (difference.pieces === 0 && difference.grams < 0)
    const size = { pieces: pieces(Math.abs(difference.pieces)), grams: grams(Math.abs(difference.grams)) }
    const base = line ?? { productId: announced.productId, firstAt: closed.at, factIds: [closed.factId] }
    return [{ ...lineFinding(state, base, short ? 'short' : 'over', size), since: closed.at }]
  })
}

/** Arrived minus announced, whatever the condition: what the supplier sent. */
export function arrivedAgainst(announced: AnnouncedLine, line: CountedLine | undefined): Amount {
  const all = conditions
    .filter((condition) => condition !== 'unordered')
    .map((condition) => countedAs(line, condition))
    .reduce(addAmount, noAmount)
  const byWeight = announced.grams !== null
  return {
    pieces: pieces(all.pieces - announced.pieces),
    grams: byWeight ? grams(all.grams - Number(announced.grams)) : grams(0),
  }
}

export type LineFindingKind = 'short' | 'over' | 'damaged' | 'wrong' | 'short-dated' | 'unordered'

/** One discrepancy of a kind for each line of a delivery, whoever counts it and how often. */
export function lineDiscrepancyId(
  kind: LineFindingKind,
  { deliveryId, productId }: { readonly deliveryId: DeliveryId; readonly productId: ProductId },
): DiscrepancyId {
  return `${kind}/${deliveryId}/${productId}` as DiscrepancyId
}

function lineFinding(
  state: DeliveryState,
  line: Pick<CountedLine, 'productId' | 'firstAt' | 'factIds'>,
  kind: LineFindingKind,
  amount: { readonly pieces: Pieces; readonly grams: Grams },
): Finding {
  return {
    discrepancyId: lineDiscrepancyId(kind, { deliveryId: state.deliveryId, productId: line.productId }),
    kind,
    since: line.firstAt,
    productId: line.productId,
    householdId: null,
    bagId: null,
    deliveryId: state.deliveryId,
    pieces: amount.pieces,
    grams: amount.grams === 0 ? null : amount.grams,
    responsible: 'supplier',
    factIds: line.factIds,
  }
}
