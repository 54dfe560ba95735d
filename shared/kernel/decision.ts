/**
 * What a decision answers: the facts to append, or a refusal from a closed list that a person can act on.
 * An exception is a bug or a broken disk, never an answer.
 */
export type Decision<F, R extends string> =
  | { readonly ok: true; readonly facts: readonly F[] }
  | { readonly ok: false; readonly refusal: R }

export function decided<F>(...facts: readonly F[]): { ok: true; facts: readonly F[] } {
  return { ok: true, facts }
}

export function refused<R extends string>(refusal: R): { ok: false; refusal: R } {
  return { ok: false, refusal }
}
