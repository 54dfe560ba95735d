import type { UnsavedWork } from '../../shared/contract/desktopBridge'
import { ageText } from '../i18n/format'
import type { Translate } from '../i18n/index'
import type { LinkView } from '../sync/linkView'

/** What closing would leave behind. Leaving is allowed, for all of it is on the disk; but it is said. */
export function unsavedWork(
  view: Pick<LinkView, 'unsent' | 'photosWaiting' | 'oldestUnsentMs'> | null,
  nowMs: number,
  t: Translate,
): UnsavedWork {
  const { unsent, photosWaiting, oldestUnsentMs } = view ?? atNoCentre
  const ageMs = oldestUnsentMs === null ? 0 : nowMs - oldestUnsentMs
  const since = ageMs < 60_000 ? '' : t('sync.closing.since', { age: ageText(ageMs, t) })
  const waits = unsent === 0 ? 'photos' : photosWaiting === 0 ? 'records' : 'both'
  return {
    count: unsent + photosWaiting,
    question: t(`sync.closing.question.${waits}`, { n: unsent, since, photos: photosWaiting }),
    leave: t('sync.closing.leave'),
    stay: t('sync.closing.stay'),
  }
}

/** A desk that works by itself: everything is on this machine and nothing waits to be sent. */
const atNoCentre = { unsent: 0, photosWaiting: 0, oldestUnsentMs: null }
