import type { Fact } from '../facts'

/** What belongs to the site and to no single round is written apart from it. */
export function isOfSite(facts: readonly Fact[]): boolean {
  return facts.every(({ kind }) => kind === 'BarcodeAttached' || kind === 'FloatSet' || kind === 'DayClosed')
}
