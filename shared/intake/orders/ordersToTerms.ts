import type { Identity } from '../../domain/identity'
import type { OrderLine, OrderTerms, ProductTerms } from '../../domain/terms'
import type { HouseholdId, RoundId, SiteId } from '../../kernel/ids'
import { fen, fenOfWeight } from '../../kernel/money'
import { grams, pieces } from '../../kernel/quantity'
import { householdIdOf, householdKey } from '../household/householdKey'
import { type Problem, problem } from '../problem'
import { maxPieces, type ProposedOrder } from '../proposal'
import type { MatchedLine, MatchedOrder } from './matchProducts'
import { orderIdOf } from './orderIds'
import { packDoubts } from './packDoubts'
import { listPriceFen, shareFen } from './productsToTerms'

export interface OrdersContext {
  readonly siteId: SiteId
  readonly roundId: RoundId
  /** Known to the site's desks only: household ids made with it say nothing about people. */
  readonly siteSecret: string
  /** First running number for orders whose source gives none. */
  readonly firstParticipateNo: number
  /** When the household ordered, where the source does not say; ms since 1970 UTC. */
  readonly placedAtMs: number
}

export interface OrderPlacement {
  readonly terms: OrderTerms
  readonly proposed: ProposedOrder
}

export interface PlacementResult {
  readonly placements: readonly OrderPlacement[]
  /** One per household, version 1; a known household keeps its own version where it is stored. */
  readonly identities: readonly Identity[]
  readonly problems: readonly Problem[]
  /** Orders a problem keeps out. */
  readonly held: readonly ProposedOrder[]
}

/** A weight this many times the listing's portion, or this small a part of it, is a typing mistake. */
const hundredfold = 100

/** Turns matched orders into what the round records, and people into identities. */
export function ordersToTerms(orders: readonly MatchedOrder[], context: OrdersContext): PlacementResult {
  const placements: OrderPlacement[] = []
  const identities = new Map<HouseholdId, Identity>()
  const times = new Map<HouseholdId, number>()
  const problems: Problem[] = []
  const held: ProposedOrder[] = []
  let nextNo =
    orders.reduce(
      (most, { order }) => Math.max(most, order.participateNo ?? 0),
      context.firstParticipateNo - 1,
    ) + 1
  for (const matched of orders) {
    const { order } = matched
    const householdId = householdIdOf(
      context.siteId,
      context.siteSecret,
      householdKey(order.name, order.phone, order.address),
    )
    const time = (times.get(householdId) ?? 0) + 1
    times.set(householdId, time)
    problems.push(...packDoubts(matched))
    const lines = linesOf(matched, problems)
    if (lines === undefined) {
      held.push(order)
      continue
    }
    identities.set(householdId, identityOf(householdId, order, identities.get(householdId)))
    const sourceNo = order.keyedBy === 'number' ? order.sourceNo : `${householdId}.${time}`
    const charged = lines.reduce((sum, line) => sum + line.amountFen, 0)
    placements.push({
      proposed: order,
      terms: {
        orderId: orderIdOf(context.roundId, order.source, sourceNo),
        roundId: context.roundId,
        householdId,
        source: order.source,
        sourceNo,
        participateNo: order.participateNo ?? nextNo++,
        placedAtMs: order.placedAtMs ?? context.placedAtMs,
        lines,
        paidFen: fen(order.paidFen ?? (order.paidInFull ? charged : 0)),
        fulfilment: order.fulfilment,
        cancelled: order.status === 'cancelled',
      },
    })
  }
  return { placements, identities: [...identities.values()], problems, held }
}

function identityOf(householdId: HouseholdId, order: ProposedOrder, known: Identity | undefined): Identity {
  const notes = [known?.note ?? null, order.note].filter((note) => note !== null)
  return {
    householdId,
    name: known?.name ?? order.name,
    phone: known?.phone ?? order.phone,
    address: known?.address ?? order.address,
    note: notes.length === 0 ? null : [...new Set(notes)].join(' / '),
    version: 1,
  }
}

/** Undefined when a line has to be fixed first. */
function linesOf(matched: MatchedOrder, problems: Problem[]): OrderLine[] | undefined {
  const { order } = matched
  const sized = matched.lines.map((line) => sizeOf(line, order, problems))
  if (sized.some((size) => size === undefined)) return undefined
  const listing = matched.lines.map(({ line, product }, i) => {
    const size = sized[i]
    return line.giftOf !== null || size === undefined ? 0 : listAmount(product, size)
  })
  const amounts = amountsOf(matched, listing, problems)
  return matched.lines.map(({ product }, i) => {
    const size = sized[i] ?? { pieces: 1, nominal: null }
    return {
      productId: product.productId,
      pieces: pieces(size.pieces),
      amountFen: fen(amounts[i] ?? 0),
      weight:
        product.sale.by === 'weight'
          ? {
              fenPerKg: product.sale.fenPerKg,
              nominalGrams: grams(size.nominal ?? product.sale.nominalGrams),
            }
          : null,
      components: product.components,
      giftOf: hostOf(matched.lines, i, order, problems),
    }
  })
}

interface Size {
  readonly pieces: number
  /** Grams of one portion where the order named its own weight. */
  readonly nominal: number | null
}

function sizeOf({ line, product }: MatchedLine, order: ProposedOrder, problems: Problem[]): Size | undefined {
  const place = { row: line.row, raw: order.raw }
  if (line.grams === null) return { pieces: line.pieces, nominal: null }
  const each =
    product.sale.by === 'weight' ? product.sale.nominalGrams : gramsInSpec(`${product.name} ${product.spec}`)
  if (each !== null && (line.grams > each * hundredfold || line.grams * hundredfold < each)) {
    problems.push(
      problem('weight-hundredfold', place, { item: product.name, grams: line.grams, portionGrams: each }),
    )
    return undefined
  }
  const portions = each === null ? 0 : line.grams / each
  if (Number.isInteger(portions) && portions >= 1 && portions <= maxPieces)
    return { pieces: portions, nominal: null }
  if (product.sale.by === 'weight') return { pieces: 1, nominal: line.grams }
  problems.push(problem('weight-for-piece-goods', place, { item: product.name, grams: line.grams }))
  return undefined
}

/** '土豆 5斤' is sold in pieces of 2,500 g. */
function gramsInSpec(text: string): number | null {
  const match = /(\d{1,5}(?:\.\d+)?)\s*(公斤|千克|kg|斤|克|g)(?![a-z])/i.exec(text)
  if (!match) return null
  const unit = (match[2] ?? '').toLowerCase()
  const each = Math.round(Number(match[1]) * (unit === '斤' ? 500 : /^(?:克|g)$/.test(unit) ? 1 : 1000))
  return each > 0 ? each : null
}

function listAmount(product: ProductTerms, size: Size): number {
  if (product.sale.by === 'weight' && size.nominal !== null)
    return fenOfWeight(product.sale.fenPerKg, size.nominal) * size.pieces
  return listPriceFen(product.sale) * size.pieces
}

/** What each line costs: as the sheet says, else the order's total shared by list price, else the list price. */
function amountsOf(matched: MatchedOrder, listing: readonly number[], problems: Problem[]): number[] {
  const { order, lines } = matched
  const given = lines.map(({ line }) => line.amountFen)
  const listed = listing.reduce((sum, amount) => sum + amount, 0)
  const complete = lines.length === order.lines.length
  if (
    complete &&
    order.amountFen !== null &&
    given.every((amount, i) => amount === null || lines[i]?.line.giftOf !== null)
  ) {
    if (listed > 0 && order.amountFen > listed) problems.push(differs(order, order.amountFen, listed))
    return shareFen(
      order.amountFen,
      listed > 0 ? listing : lines.map(({ line }) => (line.giftOf === null ? line.pieces : 0)),
    )
  }
  const amounts = given.map((amount, i) => amount ?? listing[i] ?? 0)
  const sum = amounts.reduce((total, amount) => total + amount, 0)
  if (complete && order.amountFen !== null && order.amountFen > sum)
    problems.push(differs(order, order.amountFen, sum))
  return amounts
}

function differs(order: ProposedOrder, totalFen: number, linesFen: number): Problem {
  return problem(
    'amount-differs',
    { row: order.rows[0] ?? null, raw: order.raw },
    { fen: totalFen, linesFen },
  )
}

function hostOf(
  lines: readonly MatchedLine[],
  i: number,
  order: ProposedOrder,
  problems: Problem[],
): number | null {
  const here = lines[i]
  if (here === undefined || (here.line.giftOf === null && !here.product.gift)) return null
  const isHost = (at: number): boolean =>
    at !== i && lines[at] !== undefined && lines[at].line.giftOf === null && !lines[at].product.gift
  const named = here.line.giftOf
  if (named !== null && isHost(named)) return named
  for (let at = i - 1; at >= 0; at--) if (isHost(at)) return at
  const any = lines.findIndex((_, at) => isHost(at))
  if (any >= 0) return any
  problems.push(
    problem('gift-without-host', { row: here.line.row, raw: order.raw }, { item: here.product.name }),
  )
  return null
}
