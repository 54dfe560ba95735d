import { create } from 'zustand'
import type {
  BagId,
  DeliveryId,
  DiscrepancyId,
  HouseholdId,
  OperatorId,
  ProductId,
  RoundId,
} from '../../shared/kernel/ids'

type Tone = 'ok' | 'attention' | 'stop' | 'info' | 'quiet'

/** What the scanner read last, and what that did, already in words. */
export interface ScanResult {
  /** Grows with every scan: the same code twice is two results. */
  readonly seq: number
  readonly text: string
  readonly did: string
  readonly tone: Tone
  /** True while F8 would take this back. */
  readonly undoable: boolean
}

export interface Notice {
  readonly id: string
  readonly tone: Tone
  readonly title: string
  readonly detail?: string
  readonly undo?: () => void
  /** Something to do about it, with the key that does the same. */
  readonly offer?: { readonly words: string; readonly keys: string; take(): void }
}

/** What is on the screen now; lost on restart without harm. Never what happened. */
export interface Session {
  readonly language: 'zh-CN' | 'en'
  readonly operatorId: OperatorId | null
  readonly openRound: RoundId | null
  readonly openDelivery: DeliveryId | null
  readonly openProduct: ProductId | null
  readonly openHousehold: HouseholdId | null
  readonly openBag: BagId | null
  readonly openDiscrepancy: DiscrepancyId | null
  readonly lastScan: ScanResult | null
  readonly notices: readonly Notice[]
  readonly helpOpen: boolean
  /** The site of the last code that belonged to another one. */
  readonly offeredSite: string | null
  /** Households that come first where shares are dealt by priority. */
  readonly favoured: ReadonlySet<HouseholdId>
}

const atStart: Session = {
  language: 'zh-CN',
  operatorId: null,
  openRound: null,
  openDelivery: null,
  openProduct: null,
  openHousehold: null,
  openBag: null,
  openDiscrepancy: null,
  lastScan: null,
  notices: [],
  helpOpen: false,
  offeredSite: null,
  favoured: new Set(),
}

/** Select the narrowest slice: `useSession((s) => s.openRound)`. */
export const useSession = create<Session>(() => atStart)

/** What may be looked at directly, such as `look({ openDelivery: id })`. */
export function look(at: Partial<Omit<Session, 'notices' | 'lastScan'>>): void {
  useSession.setState(at)
}

/** Another round shows nothing of the one before. */
export function openRound(roundId: RoundId | null): void {
  useSession.setState({
    openRound: roundId,
    openDelivery: null,
    openProduct: null,
    openHousehold: null,
    openBag: null,
    openDiscrepancy: null,
    favoured: new Set(),
  })
}

/** Another site's desk shows nothing of the one before, nor takes back what was done there. */
export function changeSite(): void {
  openRound(null)
  useSession.setState(({ notices }) => ({
    lastScan: null,
    offeredSite: null,
    notices: notices.filter(({ undo, offer }) => !undo && !offer),
  }))
}

/** A code of another site was scanned: one key goes there, until the next scan. */
export function offerSite(siteId: string | null): void {
  if (useSession.getState().offeredSite !== siteId) useSession.setState({ offeredSite: siteId })
}

/** 优先名单: on it or off it, for as long as the round is open here. */
export function favour(householdId: HouseholdId, on: boolean): void {
  useSession.setState(({ favoured }) => {
    const next = new Set(favoured)
    if (on) next.add(householdId)
    else next.delete(householdId)
    return { favoured: next }
  })
}

export function showScan(result: Omit<ScanResult, 'seq'>): void {
  useSession.setState((s) => ({ lastScan: { ...result, seq: (s.lastScan?.seq ?? 0) + 1 } }))
}

/** More than three at once are not read any more; the oldest leaves first. */
const noticesAtOnce = 3
let noticesShown = 0

/** @returns by what name it can be dismissed */
export function notify(notice: Omit<Notice, 'id'>): string {
  noticesShown += 1
  const id = `notice-${noticesShown}`
  useSession.setState((s) => ({ notices: [...s.notices, { ...notice, id }].slice(-noticesAtOnce) }))
  return id
}

export function dismissNotice(id: string): void {
  useSession.setState((s) => ({ notices: s.notices.filter((notice) => notice.id !== id) }))
}

/** Said in another language than the one the screen speaks now: what was done stands, and F8 still takes it back. */
export function leaveWordsUnsaid(): void {
  useSession.setState({ lastScan: null, notices: [] })
}

/** For tests and for a desk that is handed to another site. */
export function clearSession(): void {
  useSession.setState(atStart, true)
}
