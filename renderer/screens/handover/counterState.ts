import type { Handover } from '../../../shared/domain/bag/bagState'
import type { HandoverProof, PayMethod, Receiver } from '../../../shared/domain/facts'
import type { Refusal } from '../../../shared/domain/refusals'
import type { ScanDoubt } from '../../../shared/intake/codes/scannedCode'
import type { BagId, HouseholdId, ProductId, RoundId, VisitId } from '../../../shared/kernel/ids'
import type { Fen } from '../../../shared/kernel/money'
import type { NotSaved } from '../../commands/notSaved'

/** One coming of one household, while it is on the screen. */
export interface OpenVisit {
  readonly householdId: HouseholdId
  readonly visitId: VisitId
  /** How the household was found: what every handover of the visit carries. */
  readonly proof: HandoverProof
  readonly receiver: Receiver
}

export type CounterStage =
  | { readonly at: 'idle' }
  | { readonly at: 'visit'; readonly visit: OpenVisit }
  /** Everything is gone: full green for a second (longer where money still has to be counted), then idle. */
  | {
      readonly at: 'gone'
      readonly visit: OpenVisit
      readonly slot: number
      readonly bags: number
      readonly refundFen: Fen
      readonly changeFen: Fen
    }

/** What a form in the visit asks for; none of them keeps a scan waiting. */
export type CounterForm =
  | { readonly asks: 'nothing' }
  | { readonly asks: 'refusal'; readonly bagId: BagId; readonly productId: ProductId }
  | { readonly asks: 'waiver' }

/** What the last scan or key came to; worded by `remarkWords`. */
export type Remark =
  | { readonly kind: 'handed'; readonly slot: number; readonly left: number; readonly uneasy: boolean }
  | { readonly kind: 'all-handed'; readonly slot: number; readonly bags: number }
  | { readonly kind: 'opened' }
  | { readonly kind: 'money-left'; readonly fen: Fen }
  | { readonly kind: 'again'; readonly slot: number }
  | {
      readonly kind: 'already-handed'
      readonly slot: number
      readonly handover: Handover
      readonly householdId: HouseholdId
    }
  | { readonly kind: 'contested'; readonly slot: number; readonly handovers: readonly Handover[] }
  | { readonly kind: 'other-household'; readonly slot: number; readonly place: string | null }
  | { readonly kind: 'bag-open' | 'bag-not-shelved'; readonly slot: number }
  | { readonly kind: 'bag-unknown'; readonly text: string }
  | { readonly kind: 'pickup-unknown' | 'nobody'; readonly text: string }
  | {
      readonly kind: 'other-round'
      readonly roundId: RoundId
      readonly title: string
    }
  | { readonly kind: 'no-bags' | 'all-gone' | 'choose' }
  | { readonly kind: 'not-for-here'; readonly code: 'shelf' | 'slot' | 'product' | 'product-elsewhere' }
  | { readonly kind: 'unreadable'; readonly doubt: ScanDoubt }
  | { readonly kind: 'paid'; readonly fen: Fen; readonly method: PayMethod; readonly changeFen: Fen }
  | { readonly kind: 'tendered-too-little'; readonly missingFen: Fen }
  | { readonly kind: 'paid-back' | 'waived'; readonly fen: Fen }
  | { readonly kind: 'line-refused' | 'refusal-asked' }
  | { readonly kind: 'searched'; readonly found: number }
  | { readonly kind: 'undone' }
  | { readonly kind: 'refused-by-rule'; readonly refusal: Refusal | NotSaved }

export interface CounterState {
  readonly stage: CounterStage
  readonly form: CounterForm
  readonly remark: Remark | null
  /** Grows with every remark: the same one twice is shown twice. */
  readonly remarks: number
  /** What is looked for, as typed or scanned. */
  readonly query: string
  /** Place in the list of hits; none is preselected among several. */
  readonly chosen: number | null
}

export const idleCounter: CounterState = {
  stage: { at: 'idle' },
  form: { asks: 'nothing' },
  remark: null,
  remarks: 0,
  query: '',
  chosen: null,
}
