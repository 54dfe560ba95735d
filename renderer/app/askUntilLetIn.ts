import type { JoinOutcome, JoinRefusal } from '../queries/useCentre'

export interface Asking {
  ask(): Promise<JoinOutcome>
  /** Let in meanwhile otherwise, as where a person joined by hand. */
  isOver(): boolean
  /** Null where nobody answered. */
  said(refusal: JoinRefusal | null): void
  wait(ms: number): Promise<unknown>
  /** Between two questions while nobody answers. */
  readonly awayMs: number
}

/** The centre lets one address try five times a minute, ms. */
const refusedMs = 15_000
const mostRefused = 40
/** What may be otherwise a little later: the first desk of the site has joined, or somebody made another code. */
const worthAsking: ReadonlySet<JoinOutcome> = new Set(['wrong-code', 'refused'])
/** The centre has not come to the question itself. */
const unheard: ReadonlySet<JoinOutcome> = new Set(['no-connection', 'busy', 'slow-down'])

/**
 * Asks until the desk is let in or cannot be. A centre that is out of reach or has no time has refused nothing: that may
 * go on for days, and nobody may be at the desk who would ask again.
 * @returns undefined where it was refused too often, or is over
 */
export async function askUntilLetIn({
  ask,
  isOver,
  said,
  wait,
  awayMs,
}: Asking): Promise<JoinOutcome | undefined> {
  for (let refused = 0; !isOver() && refused < mostRefused; ) {
    const outcome = await ask()
    if (outcome === 'joined' || outcome === 'reloading') return outcome
    const isThere = outcome !== 'no-connection'
    said(isThere ? outcome : null)
    if (!unheard.has(outcome)) {
      if (!worthAsking.has(outcome)) return outcome
      refused += 1
    }
    await wait(isThere ? refusedMs : awayMs)
  }
  return undefined
}
