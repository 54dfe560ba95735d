import type { OrderTerms, ProductTerms } from '../../shared/domain/terms'
import { householdIdOf, householdKey } from '../../shared/intake/household/householdKey'
import type { ImportProposal, ReadProposal } from '../../shared/intake/import/importProposal'
import type { ImportRequest, ImportSource, ItemDecisions } from '../../shared/intake/import/importRequest'
import type { KeptList } from '../../shared/intake/import/keptLists'
import { proposeImport } from '../../shared/intake/import/proposeImport'
import { noFixes } from '../../shared/intake/import/rowFixes'
import { itemKeyOf } from '../../shared/intake/orders/itemIndex'
import { type Problem, problem } from '../../shared/intake/problem'
import { businessDayAt } from '../../shared/kernel/businessDay'
import { idOf, type RoundId, type SiteId } from '../../shared/kernel/ids'
import type { SiteScribe } from './siteScribe'

export interface ImportWish {
  readonly siteId: string
  readonly siteSecret: string
  readonly roundId: RoundId
  readonly source: ImportSource
  readonly nowMs: number
  /** Items nobody knows become products; otherwise their orders are held. */
  readonly newProducts: boolean
  /** A list of its own beside the others of the same kind: its numbers are not theirs. */
  readonly list: string | null
}

const scansPerOrder = 8

/** What the import would do to the round as it stands; the same code as at a desk. */
export function proposeFor(scribe: SiteScribe, wish: ImportWish): ImportProposal {
  const first = proposeImport(requestOf(scribe, wish, {}, []))
  if (first.status !== 'read') return first
  const [order] = first.orders
  const lists = wish.list === null || !order ? [] : [ownList(wish.list, order.proposed.source)]
  const items: ItemDecisions = wish.newProducts
    ? Object.fromEntries(
        first.items
          .filter(({ by }) => by === 'unknown')
          .map(({ itemKey }) => [itemKey, { as: 'new', edit: {} }]),
      )
    : {}
  if (lists.length === 0 && Object.keys(items).length === 0) return first
  return proposeImport(requestOf(scribe, wish, items, lists))
}

/**
 * A desk keeps what it read to compare the next reading with; here nobody's name is kept beside the identities. The
 * round itself knows what its sources said, and an order is found again by its number or its household.
 */
function requestOf(
  scribe: SiteScribe,
  { siteId, siteSecret, roundId, source, nowMs, list }: ImportWish,
  items: ItemDecisions,
  lists: readonly KeptList[],
): ImportRequest {
  const place = { siteId: idOf<SiteId>(siteId), siteSecret, roundId, nowMs, today: businessDayAt(nowMs) }
  return {
    ...{ source, items, place, lists, scansPerOrder, fixes: noFixes },
    listed: listedIn(scribe, roundId),
    known: knownIn(scribe, roundId),
    against: lists.length === 0 ? null : list,
    scanHousehold: 'Till ',
  }
}

function ownList(listId: string, source: KeptList['source']): KeptList {
  return { listId, source, title: '', takenInAtMs: 0, orders: [] }
}

export function listedIn(scribe: SiteScribe, roundId: RoundId): ProductTerms[] {
  const fold = scribe.round(roundId)
  return fold?.members('products').flatMap((id) => fold.state('product', id)?.product ?? []) ?? []
}

function knownIn(scribe: SiteScribe, roundId: RoundId): OrderTerms[] {
  const fold = scribe.round(roundId)
  return fold?.members('orders').flatMap((id) => fold.state('order', id)?.order ?? []) ?? []
}

/** From this share on, what looks like amendments is another list. */
const strange = 0.5

/**
 * How many orders of the list are in the round already, and how many of those are another person's or have none of
 * the same goods: two lists count their orders alike, and a household may be in both.
 */
export function alienOrders(
  scribe: SiteScribe,
  { siteId, siteSecret, roundId }: ImportWish,
  { orders }: ReadProposal,
): { readonly known: number; readonly alien: number; readonly isOtherList: boolean } {
  const there = new Map(knownIn(scribe, roundId).map((order) => [order.orderId, order]))
  let known = 0
  let alien = 0
  for (const { terms, proposed } of orders) {
    const before = terms && there.get(terms.orderId)
    if (!before) continue
    known += 1
    const key = householdKey(proposed.name, proposed.phone, proposed.address)
    const isTheirs = householdIdOf(idOf<SiteId>(siteId), siteSecret, key) === before.householdId
    const goods = new Set(before.lines.map(({ productId }) => productId))
    if (!isTheirs || !terms.lines.some(({ productId }) => goods.has(productId))) alien += 1
  }
  return { known, alien, isOtherList: alien > known * strange }
}

/** A row that does not go in, with why. */
export interface HeldLine {
  readonly row: number
  readonly problems: readonly Problem[]
}

/** Every row that does not go in: also those of orders whose items nobody knows. */
export function heldLines(proposal: ReadProposal, listed: readonly ProductTerms[]): HeldLine[] {
  const names = new Map(
    [...listed, ...proposal.products.map(({ terms }) => terms)].map((one) => [one.productId, one.name]),
  )
  const items = new Map(proposal.items.map((item) => [item.itemKey, item]))
  const lines = new Map(
    proposal.held.map(({ row, problems }): [number, HeldLine] => [row, { row, problems }]),
  )
  for (const { standing, proposed } of proposal.orders) {
    if (standing !== 'held') continue
    const [row = 0] = proposed.rows
    const problems = proposed.lines.flatMap((line) => {
      const item = items.get(itemKeyOf(line))
      if (item?.by !== 'unknown' && item?.by !== 'ambiguous') return []
      const candidates = item.candidates.flatMap((id) => names.get(id) ?? []).join(', ')
      const code = item.by === 'unknown' ? 'unknown-product' : 'ambiguous-product'
      return [problem(code, { row: line.row, raw: line.itemText }, { item: item.itemText, candidates })]
    })
    if (problems.length > 0 && !lines.has(row)) lines.set(row, { row, problems })
  }
  return [...lines.values()].sort((a, b) => a.row - b.row)
}
