import type { FactId } from '../../kernel/ids'
import type { Fold } from './fold'
import type { Recorded } from './recorded'
import { subjectOf } from './routes'
import { ruleOf } from './rules'
import type { SubjectKey, SubjectKind } from './subject'

/**
 * What every tally would change by, were some facts taken back and others done once more after everything else.
 * Costs what the subjects of those facts cost. Merges of households are left as they are.
 */
export function tallyChanges(
  fold: Fold,
  { taken, again }: { readonly taken: readonly Recorded[]; readonly again: readonly Recorded[] },
): ReadonlyMap<string, number> {
  const gone = new Set<FactId>(taken.map(({ factId }) => factId))
  const changes = new Map<string, number>()
  const bySubject = new Map<SubjectKey, Recorded[]>()
  for (const { fact } of taken) {
    const key = subjectOf(fact)
    if (key !== null && !bySubject.has(key)) bySubject.set(key, [])
  }
  for (const recorded of again) {
    const key = subjectOf(recorded.fact)
    if (key !== null) bySubject.set(key, [...(bySubject.get(key) ?? []), recorded])
  }
  for (const [key, more] of bySubject) {
    const [kind, id] = [key.slice(0, key.indexOf(':')) as SubjectKind, key.slice(key.indexOf(':') + 1)]
    const now = fold.history(kind, id)
    count(fold, key, now, { into: changes, sign: -1 })
    count(fold, key, [...now.filter(({ factId }) => !gone.has(factId)), ...more], { into: changes, sign: 1 })
  }
  return changes
}

function count(
  fold: Fold,
  key: SubjectKey,
  facts: readonly Recorded[],
  { into, sign }: { readonly into: Map<string, number>; readonly sign: 1 | -1 },
): void {
  if (facts.length === 0) return
  const rule = ruleOf(key)
  let state = rule.begin(key.slice(key.indexOf(':') + 1))
  for (const recorded of facts) state = rule.evolve(state, recorded)
  for (const [tally, n] of rule.yieldOf(state, fold.householdOf).tallies) {
    const sum = (into.get(tally) ?? 0) + sign * n
    if (sum === 0) into.delete(tally)
    else into.set(tally, sum)
  }
}
