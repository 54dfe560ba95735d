import type { OrderTerms, ProductTerms, Zone } from '../../domain/terms'
import type { BusinessDay } from '../../kernel/businessDay'
import type { ProductId, RoundId, SiteId } from '../../kernel/ids'
import type { Grid } from '../grid'
import type { ColumnMapping } from '../sheet/columns'
import type { KeptList } from './keptLists'
import type { RowFixes } from './rowFixes'

/** What somebody brought: one sheet of a file, a copied table, or a text. 'ask': a person wants to map the columns. */
export type ImportSource =
  | { readonly kind: 'grid'; readonly grid: Grid; readonly mapping: ColumnMapping | 'ask' | null }
  | { readonly kind: 'text'; readonly text: string; readonly defaultItem: string | null }

/** What a person changed of a product before it is listed; what is left out stays as the source has it. */
export interface ProductEdit {
  readonly name?: string
  readonly spec?: string
  readonly zone?: Zone
  readonly sale?: 'piece' | 'weight'
  /** Per piece in fen, or per kilogram for goods sold by weight. */
  readonly priceFen?: number
  readonly nominalGrams?: number
  readonly barcode?: string
  readonly supplierName?: string
  readonly caseSize?: number
}

/** What an item text means, as a person decided. */
export type ItemDecision =
  | { readonly as: 'product'; readonly productId: ProductId }
  | { readonly as: 'left-out' }
  | { readonly as: 'new'; readonly edit: ProductEdit }

/** By `itemKeyOf`. */
export type ItemDecisions = { readonly [itemKey: string]: ItemDecision }

export interface ImportPlace {
  readonly siteId: SiteId
  readonly siteSecret: string
  readonly roundId: RoundId
  readonly today: BusinessDay
  /** ms since 1970 UTC: when households ordered, where the source does not say. */
  readonly nowMs: number
}

/** Everything a preview is made of; the same request gives the same preview. */
export interface ImportRequest {
  readonly source: ImportSource
  readonly fixes: RowFixes
  readonly items: ItemDecisions
  readonly place: ImportPlace
  readonly listed: readonly ProductTerms[]
  /** The round's orders as they stand. */
  readonly known: readonly OrderTerms[]
  /** What was taken in before, to compare with. */
  readonly lists: readonly KeptList[]
  /** A list to compare with; 'none' for a list of its own; null chooses the one it resembles. */
  readonly against: string | 'none' | null
  /** Till readings that make one order, where the sheet holds those. */
  readonly scansPerOrder: number
  /** Names the nth household of a till's readings. */
  readonly scanHousehold: string
}
