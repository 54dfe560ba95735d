import type { BusinessDay } from '../../kernel/businessDay'
import type { FactId, HouseholdId } from '../../kernel/ids'
import type { Fen } from '../../kernel/money'
import type { Stamp } from '../../kernel/stamp'
import { deviceOf } from '../entry/deviceOf'
import type { PayMethod } from '../facts'
import { emptyYield, type SubjectRule } from '../fold/subject'

export interface AccountMove {
  readonly factId: FactId
  readonly at: Stamp
  readonly as: 'taken' | 'paid-back' | 'waived'
  readonly fen: Fen
  readonly method: PayMethod | null
  readonly businessDay: BusinessDay | null
  /** The drawer: the desk the money went into or came out of. */
  readonly desk: string
  readonly reason: string | null
}

/** Money that moved at the counter for one household in one round. */
export interface AccountState {
  readonly householdId: HouseholdId
  readonly moves: readonly AccountMove[]
}

export const accountRule: SubjectRule<AccountState> = {
  begin: (id) => ({ householdId: id as HouseholdId, moves: [] }),
  evolve(state, { fact, factId, entryId, stamp }) {
    const base = { factId, at: stamp, desk: deviceOf(entryId) }
    if (fact.kind === 'PaymentTaken' || fact.kind === 'RefundPaid') {
      const as = fact.kind === 'PaymentTaken' ? ('taken' as const) : ('paid-back' as const)
      const { fen, method, businessDay } = fact
      return { ...state, moves: [...state.moves, { ...base, as, fen, method, businessDay, reason: null }] }
    }
    if (fact.kind !== 'DueWaived') return state
    const { fen, reason } = fact
    const waived = { ...base, as: 'waived' as const, fen, method: null, businessDay: null, reason }
    return { ...state, moves: [...state.moves, waived] }
  },
  yieldOf(state, householdOf) {
    if (state.moves.length === 0) return emptyYield
    const household = householdOf(state.householdId)
    const tallies: [string, number][] = []
    const links: [string, string][] = [
      ['accounts', household],
      [`subjects-of:${state.householdId}`, `account:${state.householdId}`],
      [`accounts-of:${household}`, `account:${state.householdId}`],
    ]
    for (const { as, fen, method, businessDay, desk } of state.moves) {
      const signed = as === 'paid-back' ? -fen : fen
      tallies.push([as === 'waived' ? `waived:${household}` : `paid:${household}`, signed])
      if (method !== null) {
        tallies.push([`till:${method}:${businessDay}:${desk}`, signed])
        links.push(['till-days', String(businessDay)])
      }
    }
    return { tallies, links, findings: [] }
  },
}
