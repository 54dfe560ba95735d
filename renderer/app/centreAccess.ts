import { centreOfQuery, centreWord, isOnThisMachine, joinWord } from '../../shared/contract/centreAddress'
import { replacePage } from './ownReload'

// The content policy of the page names the one centre it may talk to, and comes from the host with the page: the
// page's own address says which. It is noted where it can be read before the desk's databases are open.

const originKey = 'tuandian-centre'
const pendingKey = 'tuandian-joining'
const askedKey = 'tuandian-expected'

/** What a person asked for before the page was loaded anew to be allowed to. */
export interface PendingJoin {
  readonly origin: string
  readonly code: string
}

export function mayReach(origin: string): boolean {
  return centreOfQuery(window.location.search) === origin
}

/** True when the page is being loaded anew, because it may not talk to the centre it belongs to. */
export function reloadForCentre(): boolean {
  const origin = notedCentre()
  if (origin === null || mayReach(origin)) return false
  load(origin)
  return true
}

/** The centre this desk belongs to; null for none. */
export function notedCentre(): string | null {
  return localStorage.getItem(originKey)
}

export function noteCentre(origin: string | null): void {
  if (origin === null) localStorage.removeItem(originKey)
  else localStorage.setItem(originKey, origin)
}

/** Loads the page anew so that it may talk to the centre; the join goes on from there. */
export function reloadToJoin(pending: PendingJoin): void {
  sessionStorage.setItem(pendingKey, JSON.stringify(pending))
  load(pending.origin)
}

/** Once: a join that failed is not tried again by itself. */
export function takePendingJoin(): PendingJoin | null {
  const kept = sessionStorage.getItem(pendingKey)
  sessionStorage.removeItem(pendingKey)
  return readPending(kept)
}

function readPending(kept: string | null): PendingJoin | null {
  if (kept === null) return null
  const { origin, code }: Record<string, unknown> = JSON.parse(kept)
  return typeof origin === 'string' && typeof code === 'string' ? { origin, code } : null
}

/**
 * Takes the joining code out of the page's address, first of all: it stays in no history and no bookmark, and is
 * kept in this window until the desk has joined.
 */
export function hideJoinAsked(): void {
  const address = new URL(window.location.href)
  const code = address.searchParams.get(joinWord)
  if (code === null) return
  address.searchParams.delete(joinWord)
  window.history.replaceState(window.history.state, '', address)
  const origin = centreOfQuery(address.search)
  if (origin !== undefined && isOnThisMachine(origin))
    sessionStorage.setItem(askedKey, JSON.stringify({ origin, code }))
}

/** The centre that expects this desk, since whoever opened them opened both; null for none. */
export function joinAsked(): PendingJoin | null {
  return readPending(sessionStorage.getItem(askedKey))
}

export function forgetJoinAsked(): void {
  sessionStorage.removeItem(askedKey)
}

function load(origin: string): void {
  const address = new URL(window.location.href)
  address.searchParams.set(centreWord, origin)
  replacePage(address)
}
