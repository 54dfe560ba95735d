import type { ProductTerms } from '../../domain/terms'
import type { ProductId } from '../../kernel/ids'
import { type Problem, problem } from '../problem'
import type { ProposedLine, ProposedOrder } from '../proposal'
import { type ItemMatch, itemIndex, itemKeyOf, type MatchedBy } from './itemIndex'

/** A choice a person made for an item text: the product it means, or that it is left out. */
export type ItemChoices = ReadonlyMap<string, ProductId | 'left-out'>

export interface MatchedLine {
  readonly line: ProposedLine
  readonly product: ProductTerms
}

export interface MatchedOrder {
  readonly order: ProposedOrder
  readonly lines: readonly MatchedLine[]
}

/** One item text and what it was taken for: shown once, however many orders have it. */
export interface ItemSummary {
  readonly itemKey: string
  readonly itemText: string
  readonly code: string | null
  readonly spec: string | null
  readonly productId: ProductId | null
  readonly by: MatchedBy | 'left-out' | 'unknown' | 'ambiguous'
  /** Closest listed products, where none was taken. */
  readonly candidates: readonly ProductId[]
  readonly pieces: number
  readonly orders: number
}

export interface MatchResult {
  /** Orders whose every line is matched. */
  readonly matched: readonly MatchedOrder[]
  /** Orders held back until their items are known. */
  readonly held: readonly ProposedOrder[]
  readonly items: readonly ItemSummary[]
  readonly problems: readonly Problem[]
}

interface Item {
  readonly line: ProposedLine
  readonly match: ItemMatch | 'left-out'
  pieces: number
  orders: number
}

/** Finds the listed product of every line. An order with one unknown item waits as a whole: half an order is a mistake. */
export function matchProducts(
  orders: readonly ProposedOrder[],
  products: readonly ProductTerms[],
  choices: ItemChoices = new Map(),
): MatchResult {
  const index = itemIndex(products)
  const byId = new Map(products.map((product) => [product.productId, product]))
  const items = new Map<string, Item>()
  const matched: MatchedOrder[] = []
  const held: ProposedOrder[] = []
  const problems: Problem[] = []
  for (const order of orders) {
    const lines: MatchedLine[] = []
    const kept: number[] = []
    let whole = true
    order.lines.forEach((line, i) => {
      const key = itemKeyOf(line)
      const item = items.get(key) ?? {
        line,
        match: look(index.find, line, choices.get(key), byId),
        pieces: 0,
        orders: 0,
      }
      items.set(key, item)
      item.pieces += line.pieces
      item.orders += 1
      if (item.match === 'left-out') return
      if (item.match.found === null) {
        whole = false
        problems.push(unknown(item.match, line, order))
        return
      }
      kept.push(i)
      lines.push({ line, product: item.match.found })
    })
    if (whole && lines.length > 0) matched.push({ order, lines: rehosted(lines, kept) })
    else if (!whole) held.push(order)
  }
  return { matched, held, items: [...items].map(summary), problems }
}

function look(
  find: (line: ProposedLine) => ItemMatch,
  line: ProposedLine,
  choice: ProductId | 'left-out' | undefined,
  byId: ReadonlyMap<ProductId, ProductTerms>,
): ItemMatch | 'left-out' {
  if (choice === 'left-out') return 'left-out'
  const chosen = choice === undefined ? undefined : byId.get(choice)
  return chosen === undefined ? find(line) : { found: chosen, by: 'chosen' }
}

// Leaving a line out moves the ones behind it: gifts keep hanging on their host, or on nothing.
function rehosted(lines: readonly MatchedLine[], kept: readonly number[]): MatchedLine[] {
  return lines.map((matched) => {
    if (matched.line.giftOf === null) return matched
    const host = kept.indexOf(matched.line.giftOf)
    return { ...matched, line: { ...matched.line, giftOf: host < 0 ? null : host } }
  })
}

function unknown(
  match: Extract<ItemMatch, { found: null }>,
  line: ProposedLine,
  order: ProposedOrder,
): Problem {
  const candidates = match.candidates
    .map((product) => [product.name, product.spec].filter(Boolean).join(' '))
    .join(' · ')
  const item = [line.code, line.itemText, line.spec].filter(Boolean).join(' ')
  return problem(
    match.ambiguous ? 'ambiguous-product' : 'unknown-product',
    { row: line.row, raw: order.raw },
    { item, candidates },
  )
}

function summary([itemKey, item]: readonly [string, Item]): ItemSummary {
  const { line, match } = item
  const open = match === 'left-out' || match.found === null
  return {
    itemKey,
    itemText: line.itemText,
    code: line.code,
    spec: line.spec,
    productId: open ? null : match.found.productId,
    by:
      match === 'left-out'
        ? 'left-out'
        : match.found !== null
          ? match.by
          : match.ambiguous
            ? 'ambiguous'
            : 'unknown',
    candidates:
      match === 'left-out' || match.found !== null
        ? []
        : match.candidates.map((product) => product.productId),
    pieces: item.pieces,
    orders: item.orders,
  }
}
