import type { Identity } from '../../domain/identity'
import type { OrderSource, OrderTerms, ProductTerms } from '../../domain/terms'
import type { OrderChange } from '../orders/diffPaste'
import type { ItemSummary } from '../orders/matchProducts'
import type { Problem } from '../problem'
import type { ImportTotals, ProposedOrder } from '../proposal'
import type { ColumnMapping, MappableColumn, SheetKind } from '../sheet/columns'
import type { KeptOrder } from './keptLists'

/** New and changed orders go in; same is here already; held waits for somebody; cancelled never was here; of left-out nothing is wanted. */
export type OrderStanding = 'new' | 'changed' | 'same' | 'held' | 'cancelled' | 'left-out'

export interface OrderPreview {
  readonly proposed: ProposedOrder
  readonly standing: OrderStanding
  /** What is recorded when it is taken in; null while it is held. */
  readonly terms: OrderTerms | null
  readonly identity: Identity | null
  readonly before: ProposedOrder | null
  readonly what: OrderChange['what']
}

export interface ProductPreview {
  readonly terms: ProductTerms
  readonly before: ProductTerms | null
  /** The item text it was made of, by which a person's changes are kept; null for a row of a catalogue. */
  readonly itemKey: string | null
  readonly row: number
}

/** A row that cannot go in as it is, with everything needed to mend it in place. */
export interface HeldRow {
  readonly row: number
  readonly cells: readonly string[]
  readonly problems: readonly Problem[]
  /** The other rows of its order, which wait with it; none where the round has the order already. */
  readonly beside: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

/** Announced goods of a list without households, per supplier. */
export interface AnnouncedGoods {
  readonly supplierName: string | null
  readonly lines: readonly { readonly terms: ProductTerms; readonly pieces: number }[]
}

export type ImportProposal =
  | { readonly status: 'empty' }
  | {
      readonly status: 'needs-mapping'
      readonly headerRow: number | null
      readonly columns: readonly MappableColumn[]
      /** null when a person asked to map the columns again. */
      readonly problem: Problem | null
    }
  | {
      readonly status: 'read'
      readonly kind: SheetKind | 'text'
      readonly source: OrderSource
      readonly title: string
      readonly mapping: ColumnMapping | null
      /** Titles of the columns, for the row editor; one for a text. */
      readonly titles: readonly string[]
      readonly totals: ImportTotals
      readonly orders: readonly OrderPreview[]
      readonly products: readonly ProductPreview[]
      readonly announced: readonly AnnouncedGoods[]
      /** Items nobody knows yet, and what the others were taken for. */
      readonly items: readonly ItemSummary[]
      readonly held: readonly HeldRow[]
      /** What goes in all the same and somebody should look at, and what is only for the record. */
      readonly problems: readonly Problem[]
      readonly removed: readonly KeptOrder[]
      readonly list: {
        readonly listId: string
        readonly againstMs: number | null
        readonly againstTitle: string
      }
    }

export type ReadProposal = Extract<ImportProposal, { status: 'read' }>
