import { useEffect, useState } from 'react'

/** How long a name or phone stays readable after somebody asked for it; ms. */
export const revealedForMs = 30_000

/** Masked again by itself, and at once when another household is looked at. */
export function useReveal(about: string): {
  readonly open: boolean
  readonly reveal: () => void
  readonly mask: () => void
} {
  const [revealed, setRevealed] = useState<string | null>(null)
  const open = revealed === about
  useEffect(() => {
    if (!open) return undefined
    const timer = setTimeout(() => setRevealed(null), revealedForMs)
    return () => clearTimeout(timer)
  }, [open])
  return { open, reveal: () => setRevealed(about), mask: () => setRevealed(null) }
}
