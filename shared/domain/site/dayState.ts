import type { BusinessDay } from '../../kernel/businessDay'
import type { FactId, OperatorId } from '../../kernel/ids'
import type { Fen } from '../../kernel/money'
import type { Stamp } from '../../kernel/stamp'
import { deviceOf } from '../entry/deviceOf'
import type { FactOf } from '../facts'
import { emptyYield, type SubjectRule } from '../fold/subject'

export interface Drawer {
  readonly floatFen: Fen | null
  readonly closed:
    | (Omit<FactOf<'DayClosed'>, 'kind' | 'v'> & {
        readonly factId: FactId
        readonly at: Stamp
        readonly by: OperatorId
      })
    | null
}

/** One business day: a drawer per desk. */
export interface DayState {
  readonly businessDay: BusinessDay
  readonly drawers: { readonly [deviceId: string]: Drawer }
}

export const dayRule: SubjectRule<DayState> = {
  begin: (id) => ({ businessDay: id as BusinessDay, drawers: {} }),
  evolve(state, { fact, factId, entryId, stamp, operatorId }) {
    const desk = deviceOf(entryId)
    const drawer = state.drawers[desk] ?? { floatFen: null, closed: null }
    if (fact.kind === 'FloatSet')
      return { ...state, drawers: { ...state.drawers, [desk]: { ...drawer, floatFen: fact.fen } } }
    if (fact.kind !== 'DayClosed') return state
    const { kind: _kind, v: _v, ...rest } = fact
    const closed = { ...rest, factId, at: stamp, by: operatorId }
    return { ...state, drawers: { ...state.drawers, [desk]: { ...drawer, closed } } }
  },
  yieldOf: (state) => ({ ...emptyYield, links: [['days', state.businessDay]] }),
}
