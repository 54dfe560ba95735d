import type { ProductId } from '../../kernel/ids'
import { allocationOf } from '../allocation/allocationOf'
import { balances } from '../balance/balanceOf'
import { discrepancies, isOpen } from '../discrepancy/discrepancies'
import type { Fold } from '../fold/fold'
import { currentRound } from './currentRound'

export interface Progress {
  readonly done: number
  readonly total: number
}

/** Where the round stands, step by step; counts only. */
export interface RoundProgress {
  readonly orders: number
  readonly households: number
  readonly cutOff: boolean
  /** Deliveries closed. */
  readonly deliveries: Progress
  /** Short products whose shares were decided. */
  readonly shorts: Progress
  /** Pieces put, of all that were allocated. */
  readonly pieces: Progress
  readonly balanced: Progress & { readonly differing: number }
  readonly released: boolean
  /** Bags on the shelf or gone, of all closed ones. */
  readonly shelved: Progress
  /** Bags gone, of all bags. */
  readonly handed: Progress
  readonly contested: number
  readonly openDiscrepancies: number
}

export function roundProgress(fold: Fold): RoundProgress {
  return fold.memo('round-progress', [fold.version], () => progressNow(fold))
}

function progressNow(fold: Fold): RoundProgress {
  const bags = (status: string) => fold.memberCount(`bags:${status}`)
  const closed = bags('closed')
  const onShelf = bags('on-shelf')
  const gone = bags('handed-over') + bags('contested')
  const all = bags('open') + closed + onShelf + gone
  const deliveries = fold.members('deliveries')
  const balanced = balances(fold)
  const round = currentRound(fold)
  return {
    orders: fold.memberCount('orders'),
    households: fold.memberCount('households'),
    cutOff: round?.cutOffAt != null,
    deliveries: {
      done: deliveries.filter((id) => fold.state('delivery', id)?.closed).length,
      total: deliveries.length,
    },
    ...shortsAndPieces(fold),
    balanced: {
      done: balanced.filter(({ status }) => status === 'agrees').length,
      total: balanced.length,
      differing: balanced.filter(({ status }) => status === 'differs').length,
    },
    released: round?.released != null,
    shelved: { done: onShelf + gone, total: closed + onShelf + gone },
    handed: { done: gone, total: all },
    contested: bags('contested'),
    openDiscrepancies: discrepancies(fold).filter(isOpen).length,
  }
}

function shortsAndPieces(fold: Fold): Pick<RoundProgress, 'shorts' | 'pieces'> {
  const shorts = { done: 0, total: 0 }
  const pieces = { done: 0, total: 0 }
  for (const id of fold.members('products')) {
    const allocation = allocationOf(fold, id as ProductId)
    pieces.done += allocation.put
    pieces.total += allocation.put + allocation.outstanding
    if (allocation.status === 'decided') shorts.done += 1
    if (allocation.status !== 'full' && allocation.status !== 'receiving') shorts.total += 1
  }
  return { shorts, pieces }
}
