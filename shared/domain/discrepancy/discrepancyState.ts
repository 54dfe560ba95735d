import type { DiscrepancyId, OperatorId } from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import type { FactOf } from '../facts'
import { emptyYield, type SubjectRule } from '../fold/subject'
import type { DiscrepancyStage, Responsible } from '../terms'

export interface DiscrepancyStep {
  readonly at: Stamp
  readonly by: OperatorId
  readonly to: DiscrepancyStage
  readonly note: string
}

/** What people wrote about one discrepancy, whether they noted it or the fold found it. */
export interface DiscrepancyState {
  readonly discrepancyId: DiscrepancyId
  readonly noted: (FactOf<'DiscrepancyNoted'> & { readonly at: Stamp; readonly by: OperatorId }) | null
  readonly stage: DiscrepancyStage
  readonly responsible: Responsible | null
  readonly steps: readonly DiscrepancyStep[]
}

export const discrepancyRule: SubjectRule<DiscrepancyState> = {
  begin: (id) => ({
    discrepancyId: id as DiscrepancyId,
    noted: null,
    stage: 'open',
    responsible: null,
    steps: [],
  }),
  evolve(state, { fact, stamp, operatorId }) {
    if (fact.kind === 'DiscrepancyNoted') return { ...state, noted: { ...fact, at: stamp, by: operatorId } }
    if (fact.kind !== 'DiscrepancyAdvanced') return state
    const step = { at: stamp, by: operatorId, to: fact.to, note: fact.note }
    return { ...state, stage: fact.to, responsible: fact.responsible, steps: [...state.steps, step] }
  },
  yieldOf: (state) =>
    state.noted === null
      ? emptyYield
      : { ...emptyYield, links: [['noted-discrepancies', state.discrepancyId]] },
}
