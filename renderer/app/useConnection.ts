import { useEffect, useReducer } from 'react'
import { aheadMs } from '../../shared/kernel/stamp'
import { useDesk } from '../commands/deskContext'
import { ageText } from '../i18n/format'
import { useWords } from '../i18n/index'
import { useCentre } from '../queries/useCentre'
import type { ConnectionView } from '../screens/frame/frameView'
import { desktop } from './desktop'

/** How often the age of what is unsent is looked at anew, ms. */
const ageTickMs = 30_000

/** What the status strip says about the centre; and what is asked when the window closes with something unsent. */
export function useConnection(): ConnectionView {
  const desk = useDesk()
  const view = useCentre()?.view ?? null
  const [, tick] = useReducer((n: number) => n + 1, 0)
  const unsent = view?.unsent ?? 0
  const waits = unsent > 0
  useEffect(() => {
    if (!waits) return undefined
    const timer = setInterval(tick, ageTickMs)
    return () => clearInterval(timer)
  }, [waits])
  useUnsentAtClosing(unsent, view?.oldestUnsentMs ?? null)
  // A desk that works by itself: everything is on this machine and nothing waits to be sent.
  const otherAheadMs = aheadMs(desk.point.clock, desk.nowMs())
  if (view === null)
    return { state: 'local-only', unsent: 0, oldestMs: null, clockSkewMs: null, otherAheadMs }
  return {
    state: view.state === 'in-step' ? 'online' : view.state,
    unsent,
    photosWait: view.photosWaiting,
    oldestMs: view.oldestUnsentMs === null ? null : desk.nowMs() - view.oldestUnsentMs,
    clockSkewMs: view.skewMs === null ? null : Math.abs(view.skewMs),
    otherAheadMs,
  }
}

/** Leaving is allowed with entries unsent: they are on the disk. But it is said. */
function useUnsentAtClosing(unsent: number, oldestMs: number | null): void {
  const desk = useDesk()
  const { t } = useWords()
  useEffect(() => {
    const age = ageText(oldestMs === null ? 0 : desk.nowMs() - oldestMs, t)
    void desktop().reportUnsaved({
      count: unsent,
      question: t('sync.closing.question', { n: unsent, age }),
      leave: t('sync.closing.leave'),
      stay: t('sync.closing.stay'),
    })
  }, [desk, unsent, oldestMs, t])
}
