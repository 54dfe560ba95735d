import { useEffect, useState } from 'react'
import type { RevealReason } from '../../shared/domain/facts'
import { revealIdentity } from '../../shared/domain/looks/lookedAt'
import type { HouseholdId } from '../../shared/kernel/ids'
import { useAct } from './useAct'

/** How long a name or phone stays readable after somebody asked for it; ms. */
const revealedForMs = 30_000

export interface Reveal {
  /** Why it is readable now; null while it is masked. */
  readonly reason: RevealReason | null
  /** Shows it once the look is on record; answers whether it is. */
  show(reason: RevealReason): Promise<boolean>
  mask(): void
}

/** Masked again by itself, and at once when another household is looked at. */
export function useReveal(householdId: HouseholdId): Reveal {
  const { act } = useAct()
  const [shown, setShown] = useState<{ readonly of: HouseholdId; readonly reason: RevealReason } | null>(null)
  useEffect(() => {
    if (shown === null) return undefined
    const timer = setTimeout(() => setShown(null), revealedForMs)
    return () => clearTimeout(timer)
  }, [shown])
  return {
    reason: shown?.of === householdId ? shown.reason : null,
    show: async (reason) => {
      const answer = await act(revealIdentity, { householdId, reason })
      if (answer.ok) setShown({ of: householdId, reason })
      return answer.ok
    },
    mask: () => setShown(null),
  }
}
