import type { HouseholdId } from '../../kernel/ids'
import { emptyYield, type SubjectRule } from '../fold/subject'

/** Two records of one household (合并): everything of this one counts for `mergedInto`. */
export interface HouseholdState {
  readonly mergedInto: HouseholdId | null
}

export const householdRule: SubjectRule<HouseholdState> = {
  begin: () => ({ mergedInto: null }),
  evolve: (state, { fact }) => (fact.kind === 'HouseholdsMerged' ? { mergedInto: fact.into } : state),
  yieldOf: () => emptyYield,
}
