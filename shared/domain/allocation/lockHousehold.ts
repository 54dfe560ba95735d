import { type Pieces, pieces } from '../../kernel/quantity'
import type { Claim } from './claim'
import { lineKey } from './claimsToAllocate'

/** How few and how many pieces a person may set for one household. */
export function lockRange(claims: readonly Claim[]): { readonly least: Pieces; readonly most: Pieces } {
  const sum = (of: (claim: Claim) => number) => pieces(claims.reduce((total, claim) => total + of(claim), 0))
  return { least: sum(({ already, asked }) => Math.min(already, asked)), most: sum(({ asked }) => asked) }
}

/**
 * A number set by hand for a household, over its lines: what is packed stays where it is, the rest fills the
 * lines in their order. Kept within `lockRange`.
 */
export function lockHousehold(claims: readonly Claim[], count: number): ReadonlyMap<string, Pieces> {
  const { least, most } = lockRange(claims)
  let more = Math.max(least, Math.min(most, count)) - least
  return new Map(
    claims.map((claim) => {
      const packed = Math.min(claim.already, claim.asked)
      const added = Math.min(more, claim.asked - packed)
      more -= added
      return [lineKey(claim), pieces(packed + added)]
    }),
  )
}
