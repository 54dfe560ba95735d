import { useEffect } from 'react'
import { useDesk } from '../commands/deskContext'
import { openRound } from '../session/useSession'

let loading = false

/** Fills an empty desk with the sample round when the address asks for it (`?sample=1`, `?sample=kit`). */
export function useSampleRound(): void {
  const desk = useDesk()
  useEffect(() => {
    const wanted = new URLSearchParams(window.location.search).get('sample')
    if (wanted === null || loading || desk.point.rounds().length > 0) return
    loading = true
    void import('../commands/loadSampleRound').then(async ({ loadSampleRound }) => {
      openRound(await loadSampleRound(desk, wanted === 'kit' ? 'kit' : 'week'))
    })
  }, [desk])
}
