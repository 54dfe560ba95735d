import type { RoundProgress } from './roundProgress'

/** The next sensible act of the round, in the order of the day. */
export type NextStep =
  | 'take-in-orders'
  | 'cut-off'
  | 'receive'
  | 'allocate'
  | 'sort'
  | 'balance'
  | 'shelve'
  | 'hand-over'
  | 'close-day'

export function nextStep(progress: RoundProgress): NextStep {
  if (progress.orders === 0) return 'take-in-orders'
  if (!progress.cutOff) return 'cut-off'
  if (progress.deliveries.done < progress.deliveries.total || progress.deliveries.total === 0)
    return 'receive'
  if (progress.shorts.done < progress.shorts.total) return 'allocate'
  if (!progress.released) return progress.pieces.done < progress.pieces.total ? 'sort' : 'balance'
  if (progress.shelved.done < progress.shelved.total) return 'shelve'
  return progress.handed.done < progress.handed.total ? 'hand-over' : 'close-day'
}
