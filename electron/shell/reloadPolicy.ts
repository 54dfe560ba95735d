const withinMs = 60_000
const mostReloads = 3

/**
 * A page that died is loaded anew, but one that dies again and again is left, so that somebody sees it.
 * @param diedAtMs when it died before, oldest first; not yet this time
 */
export function mayReload(diedAtMs: readonly number[], nowMs: number): boolean {
  return diedAtMs.filter((at) => nowMs - at < withinMs).length < mostReloads
}
