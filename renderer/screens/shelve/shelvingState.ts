import type { Handover } from '../../../shared/domain/bag/bagState'
import type { ProposedPlace } from '../../../shared/domain/bag/shelves'
import type { Refusal } from '../../../shared/domain/refusals'
import type { Zone } from '../../../shared/domain/terms'
import type { ScanDoubt } from '../../../shared/intake/codes/scannedCode'
import type { BagId } from '../../../shared/kernel/ids'
import type { NotSaved } from '../../commands/notSaved'

/** What the last scan or key came to; worded by `shelvedWords`. */
export type ShelvingRemark =
  | {
      readonly kind: 'shelved'
      readonly place: string
      readonly slot: number
      readonly zone: Zone
      readonly pickupCode: string
      /** Where it stood before; null for a bag shelved for the first time. */
      readonly from: string | null
      /** Temperature of what stands there, when it is another one. */
      readonly clash: Zone | null
      /** Bags of the household that are closed and not shelved yet. */
      readonly siblings: number
    }
  | { readonly kind: 'in-hand'; readonly slot: number; readonly proposal: ProposedPlace }
  | { readonly kind: 'shelf-open'; readonly place: string }
  | { readonly kind: 'already-there'; readonly place: string; readonly slot: number }
  | { readonly kind: 'handed-over'; readonly slot: number; readonly handover: Handover }
  | { readonly kind: 'bag-open'; readonly slot: number }
  | { readonly kind: 'bag-unknown' | 'no-place' | 'no-bag-there'; readonly text: string }
  | { readonly kind: 'other-round'; readonly title: string }
  | { readonly kind: 'product' | 'put-down' }
  | { readonly kind: 'unreadable'; readonly doubt: ScanDoubt }
  | { readonly kind: 'refused-by-rule'; readonly refusal: Refusal | NotSaved }

export interface ShelvingState {
  /** Scanned and on its way to a shelf. */
  readonly hand: BagId | null
  /** A shelf scanned first: every bag scanned then goes there, until Esc or another shelf. */
  readonly openShelf: { readonly place: string; readonly put: number } | null
  readonly remark: ShelvingRemark | null
  /** A place being typed. */
  readonly typed: string
}

export const nothingInHand: ShelvingState = { hand: null, openShelf: null, remark: null, typed: '' }
