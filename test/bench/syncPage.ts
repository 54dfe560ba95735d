// Runs in the page: a desk that joins a centre, as it is wired in the app, without its screens.
import { startLink } from '../../renderer/app/startLink'
import { Workplace } from '../../renderer/commands/workplace'
import { openSettings } from '../../renderer/point/deskSettings'
import { documentOf } from '../../renderer/storage/entryDocument'
import type { DeskStores } from '../../renderer/storage/openedStores'
import { openLog } from '../../renderer/storage/openLog'
import { openStores } from '../../renderer/storage/openStores'
import { storeNames } from '../../renderer/storage/storeNames'
import type { CentreLink } from '../../renderer/sync/centreLink'
import { enrolDesk } from '../../renderer/sync/enrolDesk'
import type { Enrolment } from '../../renderer/sync/enrolment'
import { machineAmbient } from '../../renderer/sync/syncAmbient'
import { hasSeen } from '../../shared/domain/entry/seen'
import { type DeviceId, idOf, type SiteId } from '../../shared/kernel/ids'
import { noVault } from '../renderer/storage/freshDatabases'
import { roundIdOf } from './benchRounds'
import { openRoundNo, Packing } from './packing'
import { Queries } from './queries'

export interface Joining {
  readonly address: string
  readonly code: string
  readonly siteId: string
  /** How far the feed is. */
  readonly head: number
  /** Pieces of the open round that other desks have packed. */
  readonly packed: number
}

export interface Joined {
  readonly deviceId: string
  /** From the code entered to the first scan on the disk. */
  readonly readyMs: number
  /** Until every entry of the site was on the disk. */
  readonly wholeMs: number
  /** What each scan meanwhile took, until it was on the disk. */
  readonly scansMs: readonly number[]
}

export interface Fetched {
  readonly tookMs: number
  /** What each query of the desk took meanwhile. */
  readonly queriesMs: readonly number[]
}

/** What a scanner sends at most. */
const betweenScansMs = 50
/** As many as the desk itself puts into one transaction. */
const bareChunk = 200

let stores: DeskStores
let workplace: Workplace
let enrolment: Enrolment
let link: CentreLink
let packing: Packing
let bareLogs = 0
const seenAtMs = new Map<number, number>()

const bench = {
  async join({ address, code, siteId, head, packed }: Joining): Promise<Joined> {
    await openDesk(idOf(siteId))
    const { desk } = workplace
    const { deviceId } = desk.identity
    const startedMs = performance.now()
    const request = {
      code,
      deviceId,
      deviceName: deviceId,
      siteId,
      siteSecret: 'of nobody',
      hasEntries: false,
    }
    const enrolled = await enrolDesk(machineAmbient, { local: stores.local, address }, request)
    if (!enrolled.ok) throw new Error(enrolled.because)
    enrolment = { address, token: enrolled.token, ...enrolled.answer }
    link = await startLink(workplace, stores, enrolment, machineAmbient)
    await until(() => desk.point.picture.round(roundIdOf(openRoundNo)) !== undefined)
    packing = new Packing(desk, packed)
    await packing.scan()
    const readyMs = performance.now() - startedMs
    let wholeMs = 0
    void until(() => isWhole(head)).then(() => {
      wholeMs = performance.now() - startedMs
    })
    const scansMs: number[] = []
    while (wholeMs === 0) {
      scansMs.push((await packing.scan()).tookMs)
      await wait(betweenScansMs)
    }
    return { deviceId, readyMs, wholeMs, scansMs }
  },

  /** How many entries of a device are really here. */
  async haveOf(deviceId: string): Promise<number> {
    return (await stores.entries.ofDevice(idOf<DeviceId>(deviceId), 1, 9_999_999_999)).length
  },

  async leave(): Promise<void> {
    await link.stop()
  },

  /** After an absence, until everything up to `head` is on the disk and in the picture. */
  async comeBack(head: number, deviceId: string): Promise<Fetched> {
    const queries = Queries.begin(stores, idOf<DeviceId>(deviceId))
    const startedMs = performance.now()
    link = await startLink(workplace, stores, enrolment, machineAmbient)
    await until(() => isWhole(head))
    const tookMs = performance.now() - startedMs
    return { tookMs, queriesMs: await queries.end() }
  },

  /** The same documents put into a log of their own by RxDB's bulkInsert; a device's, from one sequence to another. */
  async bulkInsert(deviceId: string, fromSeq: number, toSeq: number): Promise<Fetched> {
    const entries = await stores.entries.ofDevice(idOf<DeviceId>(deviceId), fromSeq, toSeq)
    const documents = entries.map(documentOf)
    bareLogs += 1
    const bare = await openLog({ ...storeNames(0), log: `bare-${bareLogs}` })
    const queries = Queries.begin(stores, idOf<DeviceId>(deviceId))
    const startedMs = performance.now()
    for (let from = 0; from < documents.length; from += bareChunk)
      await bare.collections.entries.bulkInsert(documents.slice(from, from + bareChunk))
    const tookMs = performance.now() - startedMs
    const queriesMs = await queries.end()
    await bare.log.close()
    return { tookMs, queriesMs }
  },

  /** From now on it is noted when what draws the picture hears of each entry of that device, ms since 1970. */
  watch(deviceId: string): void {
    const { point } = workplace.desk
    let next = 1
    const look = () => {
      for (; hasSeen(point.seen, deviceId, next); next++) seenAtMs.set(next, Date.now())
    }
    look()
    point.subscribeScreen(look)
  },

  seen(): [seq: number, atMs: number][] {
    return [...seenAtMs]
  },

  /** So many scans, each after a while that differs, and when each of them began, ms since 1970. */
  async scanNowAndThen(
    howMany: number,
    leastMs: number,
    mostMs: number,
  ): Promise<[seq: number, atMs: number][]> {
    const scans: [number, number][] = []
    for (let n = 0; n < howMany; n++) {
      const atMs = Date.now()
      const { entry } = await packing.scan()
      scans.push([entry.deviceSeq, atMs])
      await wait(leastMs + (((n * 37) % 100) / 100) * (mostMs - leastMs))
    }
    return scans
  },
}

async function openDesk(siteId: SiteId): Promise<void> {
  const opened = await openStores({ siteId, vault: noVault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  stores = opened.stores
  const ids = [siteId]
  const settings = await openSettings(stores.local, {
    newId: () => ids.shift() ?? crypto.randomUUID(),
    language: 'en',
    firstOperator: '1',
  })
  const ambient = { nowMs: () => Date.now(), newId: () => crypto.randomUUID() }
  workplace = await Workplace.open({ stores, settings, ambient })
}

/** Everything up to `head` is on the disk, the history behind the picture as well. */
function isWhole(head: number): boolean {
  return workplace.desk.point.knownPosition >= head && link.view.progress === null
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(2)
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

export type SyncBench = typeof bench

declare global {
  interface Window {
    syncBench: SyncBench
  }
}

window.syncBench = bench
