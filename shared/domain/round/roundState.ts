import type { BusinessDay } from '../../kernel/businessDay'
import type { HouseholdId, OperatorId, RoundId } from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import { emptyYield, type SubjectRule } from '../fold/subject'

export interface RoundState {
  readonly roundId: RoundId
  readonly opened: {
    readonly roundCode: string
    readonly title: string
    readonly pickupFrom: BusinessDay
    readonly pickupUntil: BusinessDay
  } | null
  readonly cutOffAt: Stamp | null
  /** Sort slot per household; the first assignment holds, on every replica. */
  readonly slots: { readonly [householdId: string]: number }
  readonly released: {
    readonly at: Stamp
    readonly by: OperatorId
    readonly overrideReason: string | null
  } | null
  readonly closedAt: Stamp | null
}

export const roundRule: SubjectRule<RoundState> = {
  begin: (id) => ({
    roundId: id as RoundId,
    opened: null,
    cutOffAt: null,
    slots: {},
    released: null,
    closedAt: null,
  }),
  evolve(state, { fact, stamp, operatorId }) {
    switch (fact.kind) {
      case 'RoundOpened': {
        const { roundCode, title, pickupFrom, pickupUntil } = fact
        return { ...state, opened: { roundCode, title, pickupFrom, pickupUntil } }
      }
      case 'RoundCutOff':
        return { ...state, cutOffAt: state.cutOffAt ?? stamp }
      case 'SlotsAssigned':
        return { ...state, slots: withSlots(state.slots, fact.slots) }
      case 'RoundReleased': {
        const { overrideReason } = fact
        return { ...state, released: { at: stamp, by: operatorId, overrideReason } }
      }
      case 'RoundClosed':
        return { ...state, closedAt: state.closedAt ?? stamp }
      default:
        return state
    }
  },
  yieldOf: (state) => ({
    ...emptyYield,
    links: [
      ['rounds', state.roundId],
      ...Object.entries(state.slots).map(([householdId, slot]) => [`slot:${slot}`, householdId] as const),
    ],
  }),
}

/** A slot once given, and a household once placed, keep each other: labels are already printed. */
function withSlots(
  slots: RoundState['slots'],
  added: readonly { readonly householdId: HouseholdId; readonly slot: number }[],
): RoundState['slots'] {
  const taken = new Set(Object.values(slots))
  const next: Record<string, number> = { ...slots }
  for (const { householdId, slot } of added) {
    if (next[householdId] !== undefined || taken.has(slot)) continue
    next[householdId] = slot
    taken.add(slot)
  }
  return next
}
