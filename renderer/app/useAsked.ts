import { useEffect } from 'react'
import type { Desk } from '../commands/desk'
import { useDesk } from '../commands/deskContext'
import { type DeskCentre, useCentre } from '../queries/useCentre'
import { openRound } from '../session/useSession'
import { joinAsked } from './centreAccess'

let begun = false

/** Does, once, what whoever opened the desk asked for in its address: a sample round, a counter, joining a centre. */
export function useAsked(): void {
  const desk = useDesk()
  const centre = useCentre()
  useEffect(() => {
    if (begun) return
    begun = true
    void doWhatIsAsked(desk, centre)
  }, [desk, centre])
}

async function doWhatIsAsked(desk: Desk, centre: DeskCentre | null): Promise<void> {
  const asked = new URLSearchParams(window.location.search)
  const isNew = Object.keys(desk.point.seen).length === 0 && !centre?.joined
  const counter = asked.get('counter')
  if (isNew && counter !== null) await desk.point.changeSettings({ counter: counter.slice(0, 10) })
  const sample = asked.get('sample')
  if (isNew && sample !== null) await loadSample(desk, sample === 'kit' ? 'kit' : 'week')
  // After the sample: what the site begins with is then one thing, and whose it is has been settled.
  const expected = joinAsked()
  if (expected !== null && !centre?.joined) await centre?.joinByItself(expected)
}

async function loadSample(desk: Desk, which: 'week' | 'kit'): Promise<void> {
  const { loadSampleRound } = await import('../commands/loadSampleRound')
  openRound(await loadSampleRound(desk, which))
}
