import { useEffect, useReducer } from 'react'
import { aheadMs } from '../../shared/kernel/stamp'
import { useDesk } from '../commands/deskContext'
import { useWords } from '../i18n/index'
import { useCentre } from '../queries/useCentre'
import type { ConnectionView } from '../screens/frame/frameView'
import type { LinkView } from '../sync/linkView'
import { desktop } from './desktop'
import { unsavedWork } from './unsavedWork'

const minuteMs = 60_000
/** How often the age of what is unsent is looked at anew, ms. */
const ageTickMs = 30_000

/** What the status strip says about the centre; and what is asked when the window closes with something unsent. */
export function useConnection(): ConnectionView {
  const desk = useDesk()
  const view = useCentre()?.view ?? null
  const [, tick] = useReducer((n: number) => n + 1, 0)
  const unsent = view?.unsent ?? 0
  const waits = unsent > 0 || view?.state === 'offline'
  useEffect(() => {
    if (!waits) return undefined
    const timer = setInterval(tick, ageTickMs)
    return () => clearInterval(timer)
  }, [waits])
  useUnsavedAtClosing(view)
  const otherAheadMs = aheadMs(desk.point.clock, desk.nowMs())
  if (view === null)
    return { state: 'local-only', unsent: 0, oldestMs: null, clockSkewMs: null, otherAheadMs }
  // In whole minutes: the strip is drawn anew when it says something else, not with every scan.
  const since = (atMs: number | null) =>
    atMs === null ? null : Math.floor((desk.nowMs() - atMs) / minuteMs) * minuteMs
  return {
    state: view.state === 'in-step' ? 'online' : view.state,
    unsent,
    photosWait: view.photosWaiting,
    heardMs: since(view.lastContactMs),
    progress: view.progress,
    leftMs: view.leftMs === null ? null : Math.ceil(view.leftMs / minuteMs) * minuteMs,
    toLookAt: view.aside.length + view.keptOut + view.lostPeople + view.refusedPeople,
    oldestMs: since(view.oldestUnsentMs),
    clockSkewMs: view.skewMs === null ? null : Math.abs(view.skewMs),
    otherAheadMs,
  }
}

function useUnsavedAtClosing(view: LinkView | null): void {
  const desk = useDesk()
  const { t } = useWords()
  const { count, question, leave, stay } = unsavedWork(view, desk.nowMs(), t)
  useEffect(() => {
    void desktop().reportUnsaved({ count, question, leave, stay })
  }, [count, question, leave, stay])
}
