import type { ImportProposal, ReadProposal } from '../../shared/intake/import/importProposal'
import type { ImportRequest } from '../../shared/intake/import/importRequest'
import type { Keepable } from '../../shared/intake/import/keepable'
import type { ColumnMapping } from '../../shared/intake/sheet/columns'
import type { FileProblem } from '../../shared/sheets/fileProblem'

/** What a person brought, once it is open. */
export type Opened =
  | { readonly ok: false; readonly problem: FileProblem }
  | {
      readonly ok: true
      /** A text has none; a copied table has one without a name. */
      readonly sheets: readonly { readonly name: string; readonly rows: number }[]
      /** The content again, for a draft that survives the window; null where it is too large for that. */
      readonly keepable: Keepable | null
    }

/** A request without its source: that stays in the worker. */
export interface ProposalWish extends Omit<ImportRequest, 'source'> {
  readonly sheet: number
  readonly mapping: ColumnMapping | 'ask' | null
  readonly defaultItem: string | null
}

export type ImportAsk =
  | { readonly ask: 'open-file'; readonly bytes: Uint8Array; readonly fileName: string }
  | { readonly ask: 'open-text'; readonly text: string }
  | { readonly ask: 'open-kept'; readonly kept: Keepable }
  | { readonly ask: 'propose'; readonly seq: number; readonly wish: ProposalWish }

/** The long lists of a proposal; they travel in slices, so that no single message holds up the screen. */
export const longLists = ['orders', 'products', 'items', 'held', 'problems', 'removed'] as const
export type LongList = (typeof longLists)[number]

export type ImportTold =
  | { readonly told: 'progress'; readonly done: number }
  | { readonly told: 'opened'; readonly opened: Opened }
  | {
      readonly told: 'slice'
      readonly seq: number
      readonly list: LongList
      readonly items: ReadProposal[LongList]
    }
  | { readonly told: 'proposed'; readonly seq: number; readonly head: ImportProposal }
