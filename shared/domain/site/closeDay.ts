import type { BusinessDay } from '../../kernel/businessDay'
import type { DeviceId } from '../../kernel/ids'
import { addFen, type Fen, fen } from '../../kernel/money'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { isDrawerClosed } from './drawerDay'

/** What should be in this desk's drawer: its float plus cash taken less cash paid back, over all rounds given. */
export function expectedCash(
  site: Fold,
  rounds: readonly Fold[],
  { businessDay, deviceId }: { readonly businessDay: BusinessDay; readonly deviceId: DeviceId },
): Fen {
  const float = site.state('day', businessDay)?.drawers[deviceId]?.floatFen ?? fen(0)
  const moved = rounds.map((round) => fen(round.tally(`till:cash:${businessDay}:${deviceId}`)))
  return addFen(float, ...moved)
}

export const setFloat: Decide<{ readonly fen: Fen }> = ({ site, today, deviceId }, args) => {
  if (isDrawerClosed(site, today, deviceId)) return refuse('day-already-closed')
  if (args.fen < 0) return refuse('amount-not-positive')
  return facts({ kind: 'FloatSet', v: 1, businessDay: today, fen: args.fen })
}

export interface CloseDay {
  readonly expectedCashFen: Fen
  readonly countedCashFen: Fen
  readonly reason: string | null
  /** Entries the centre does not have yet: closing is allowed, and the sheet says so. */
  readonly unsentEntries: number
}

/** 日结. A difference in the drawer needs a reason. */
export const closeDay: Decide<CloseDay> = ({ site, today, deviceId }, args) => {
  if (isDrawerClosed(site, today, deviceId)) return refuse('day-already-closed')
  if (args.countedCashFen < 0) return refuse('amount-not-positive')
  const differs = args.countedCashFen !== args.expectedCashFen
  if (differs && (args.reason ?? '').trim() === '') return refuse('needs-reason')
  return facts({ kind: 'DayClosed', v: 1, businessDay: today, ...args })
}
