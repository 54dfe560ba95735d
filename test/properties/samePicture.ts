import type { Fold } from '../../shared/domain/fold/fold'
import type { Picture } from '../../shared/domain/picture'
import { canonicalJson } from '../../shared/kernel/canonicalJson'

/**
 * Everything a fold knows as one text: states, histories, tallies, index and findings, in an order of our own.
 * The tallies and the index are looked up by name: what no key asks for must be the same too.
 */
export function everythingIn(fold: Fold): string {
  return canonicalJson(contentsOf(fold))
}

function contentsOf(fold: Fold) {
  const { subjects, voids } = fold.snapshot()
  return {
    subjects: Object.fromEntries(subjects.map(({ key, state, recorded }) => [key, { state, recorded }])),
    voids: [...voids].map((recorded) => recorded.factId).sort(),
    undoneBy: Object.fromEntries(
      subjects
        .flatMap(({ recorded }) => recorded)
        .map(({ factId }) => [factId, fold.voidOf(factId)?.factId ?? null]),
    ),
    tallies: Object.fromEntries(mapIn<number>(fold, 'tallies')),
    index: Object.fromEntries(
      [...mapIn<Map<string, number>>(fold, 'index')].map(([name, members]) => [
        name,
        Object.fromEntries(members),
      ]),
    ),
    findings: Object.fromEntries(fold.findings().map((finding) => [finding.discrepancyId, finding])),
  }
}

export function everythingOf(picture: Picture): string {
  const rounds = picture.roundIds().map((roundId) => [roundId, contentsOf(picture.round(roundId) as Fold)])
  return canonicalJson({
    site: contentsOf(picture.site),
    rounds: Object.fromEntries(rounds),
    seen: picture.seen,
  })
}

export function mapIn<V>(fold: Fold, name: 'tallies' | 'index'): ReadonlyMap<string, V> {
  const map: unknown = Reflect.get(fold, name)
  if (!(map instanceof Map)) throw new Error(`the fold no longer has its ${name}`)
  return map
}
