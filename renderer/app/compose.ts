import { uuidv7 } from 'uuidv7'
import type { SiteId } from '../../shared/kernel/ids'
import type { Ambient } from '../commands/desk'
import { Workplace } from '../commands/workplace'
import { en } from '../i18n/en/en'
import { zh } from '../i18n/zh/zh'
import { type DeskSettings, openSettings } from '../point/deskSettings'
import { settingsFromLog } from '../point/settingsFromLog'
import type { OpeningProgress } from '../point/sitePictures'
import type { DeskCentre } from '../queries/useCentre'
import type { DeskStores, NotOpened, OpenedStores, OpenHow } from '../storage/openedStores'
import { openStores } from '../storage/openStores'
import { whyNotRead } from '../storage/whyNotOpened'
import { readEnrolment, readFormer } from '../sync/enrolment'
import { machineAmbient } from '../sync/syncAmbient'
import { readTwin } from '../sync/twinNote'
import { openCentre } from './centreDesk'
import { desktop } from './desktop'
import { goOnAsTwin } from './goOnAsTwin'
import { namesOf } from './startLink'

/** What starting came to. Only 'ready' is a desk; everything else is said in words, never shown as an empty desk. */
export type Started =
  | {
      readonly status: 'ready'
      readonly workplace: Workplace
      readonly stores: DeskStores
      readonly centre: DeskCentre
    }
  | NotOpened

export const ambient: Ambient = { nowMs: () => Date.now(), newId: () => uuidv7() }

/** Part of what every sealed name is bound to; a data format. */
const sealedFor = 'tuandian' as SiteId

/** How long nobody has done anything before the picture is written down for the next start, ms. */
const idleMs = 15_000

export function opensWith(): OpenHow {
  return { siteId: sealedFor, vault: desktop() }
}

/** The only place where the rooms are wired together. */
export async function start(onProgress: (progress: OpeningProgress) => void): Promise<Started> {
  return withStores(await openStores(opensWith()), onProgress)
}

export async function withStores(
  found: OpenedStores,
  onProgress: (progress: OpeningProgress) => void,
): Promise<Started> {
  const { opened, mayPart } = await parted(found, onProgress)
  if (opened.status !== 'ready') return opened
  const { stores } = opened
  try {
    const language: DeskSettings['language'] = navigator.language.toLowerCase().startsWith('zh')
      ? 'zh-CN'
      : 'en'
    const { firstOperator } = (language === 'zh-CN' ? zh : en).frame.status
    const first = { newId: ambient.newId, language, firstOperator }
    const settings = await openSettings(stores.local, first, () => settingsFromLog(stores))
    const enrolment = (await readEnrolment(stores.local)) ?? (await readFormer(stores.local))?.enrolment
    const feeds = namesOf(enrolment?.feeds ?? [])
    const workplace = await Workplace.open({ stores, settings, feeds, ambient, onProgress })
    keepWhenIdle(workplace)
    const centre = await openCentre({ workplace, stores, ambient: machineAmbient, mayPart })
    return { status: 'ready', workplace, stores, centre }
  } catch (error) {
    await stores.close().catch(() => {})
    return whyNotRead(error, stores.room)
  }
}

/** A desk that was found to share its name with another gets its own before anything is shown. */
async function parted(
  opened: OpenedStores,
  onProgress: (progress: OpeningProgress) => void,
): Promise<{ readonly opened: OpenedStores; readonly mayPart: boolean }> {
  const twin =
    opened.status === 'ready' ? await readTwin(opened.stores.local).catch(() => undefined) : undefined
  if (opened.status !== 'ready' || !twin) return { opened, mayPart: true }
  await opened.stores.close()
  const onEntries = (folded: number) => onProgress({ step: 'entries', folded, total: 0 })
  const mayPart = await goOnAsTwin(opensWith(), twin, { newId: ambient.newId, onEntries })
  return { opened: await openStores(opensWith()), mayPart }
}

/** Writing the picture down takes a moment of the window: only while nobody scans. */
function keepWhenIdle(workplace: Workplace): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void workplace.keepPictures().catch(() => {}), idleMs)
  }
  workplace.subscribePictures(wait)
  wait()
}
