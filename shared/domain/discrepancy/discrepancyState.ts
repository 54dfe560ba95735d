import type { DiscrepancyId, FactId, OperatorId } from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import type { FactOf } from '../facts'
import { emptyYield, type SubjectRule } from '../fold/subject'
import type { DiscrepancyStage, PhotoTerms, Responsible } from '../terms'

export interface DiscrepancyStep {
  readonly at: Stamp
  readonly by: OperatorId
  readonly to: DiscrepancyStage
  readonly note: string
}

export interface AttachedPhoto extends PhotoTerms {
  readonly at: Stamp
  readonly by: OperatorId
  readonly factId: FactId
}

/** What people wrote about one discrepancy, whether they noted it or the fold found it. */
export interface DiscrepancyState {
  readonly discrepancyId: DiscrepancyId
  readonly noted: (FactOf<'DiscrepancyNoted'> & { readonly at: Stamp; readonly by: OperatorId }) | null
  readonly stage: DiscrepancyStage
  readonly responsible: Responsible | null
  readonly steps: readonly DiscrepancyStep[]
  /** Each picture once, also where two desks attached it. */
  readonly photos: readonly AttachedPhoto[]
}

export const discrepancyRule: SubjectRule<DiscrepancyState> = {
  begin: (id) => ({
    discrepancyId: id as DiscrepancyId,
    noted: null,
    stage: 'open',
    responsible: null,
    steps: [],
    photos: [],
  }),
  evolve(state, { fact, factId, stamp, operatorId }) {
    if (fact.kind === 'DiscrepancyNoted') return { ...state, noted: { ...fact, at: stamp, by: operatorId } }
    if (fact.kind === 'PhotoAttached') {
      if (state.photos.some(({ sha256 }) => sha256 === fact.photo.sha256)) return state
      return { ...state, photos: [...state.photos, { ...fact.photo, at: stamp, by: operatorId, factId }] }
    }
    if (fact.kind !== 'DiscrepancyAdvanced') return state
    const step = { at: stamp, by: operatorId, to: fact.to, note: fact.note }
    return { ...state, stage: fact.to, responsible: fact.responsible, steps: [...state.steps, step] }
  },
  yieldOf({ discrepancyId, noted, photos }) {
    const links: [string, string][] = []
    if (noted !== null) links.push(['noted-discrepancies', discrepancyId])
    if (photos.length > 0) links.push(['photographed', discrepancyId])
    return { ...emptyYield, links }
  },
}
