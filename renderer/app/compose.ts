import { uuidv7 } from 'uuidv7'
import type { SiteId } from '../../shared/kernel/ids'
import { type Ambient, Desk } from '../commands/desk'
import { en } from '../i18n/en/en'
import { zh } from '../i18n/zh/zh'
import { type DeskSettings, openSettings } from '../point/deskSettings'
import { LivePoint, type OpeningProgress } from '../point/livePoint'
import { settingsFromLog } from '../point/settingsFromLog'
import type { DeskCentre } from '../queries/useCentre'
import type { DeskStores, NotOpened, OpenedStores } from '../storage/openedStores'
import { openStores } from '../storage/openStores'
import { whyNotOpened } from '../storage/whyNotOpened'
import { machineAmbient } from '../sync/syncAmbient'
import { openCentre } from './centreDesk'
import { desktop } from './desktop'

/** What starting came to. Only 'ready' is a desk; everything else is said in words, never shown as an empty desk. */
export type Started =
  | {
      readonly status: 'ready'
      readonly desk: Desk
      readonly stores: DeskStores
      readonly centre: DeskCentre
    }
  | NotOpened

const ambient: Ambient = { nowMs: () => Date.now(), newId: () => uuidv7() }

/** Part of what every sealed name is bound to; a data format. */
const sealedFor = 'tuandian' as SiteId

/** How long nobody has done anything before the picture is written down for the next start, ms. */
const idleMs = 15_000

/** The only place where the rooms are wired together. */
export async function start(onProgress: (progress: OpeningProgress) => void): Promise<Started> {
  const bridge = desktop()
  const opened = await openStores({ siteId: sealedFor, vault: bridge })
  return withStores(opened, onProgress)
}

export async function withStores(
  opened: OpenedStores,
  onProgress: (progress: OpeningProgress) => void,
): Promise<Started> {
  if (opened.status !== 'ready') return opened
  const { stores } = opened
  try {
    const language: DeskSettings['language'] = navigator.language.toLowerCase().startsWith('zh')
      ? 'zh-CN'
      : 'en'
    const { firstOperator } = (language === 'zh-CN' ? zh : en).frame.status
    const first = { newId: ambient.newId, language, firstOperator }
    const settings = await openSettings(stores.local, first, () => settingsFromLog(stores))
    const point = await LivePoint.open(stores, settings, onProgress)
    const desk = await Desk.open(point, stores, ambient)
    keepWhenIdle(point)
    const centre = await openCentre(desk, stores, machineAmbient)
    return { status: 'ready', desk, stores, centre }
  } catch (error) {
    await stores.close().catch(() => {})
    return whyNotOpened(error, stores.room)
  }
}

/** Writing the picture down takes a moment of the window: only while nobody scans. */
function keepWhenIdle(point: LivePoint): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void point.keep().catch(() => {}), idleMs)
  }
  point.subscribe(wait)
  wait()
}
