import { centreOfQuery, centreWord } from '../../shared/contract/centreAddress'

// The content policy of the page names the one centre it may talk to, and comes from the host with the page: the
// page's own address says which. It is noted where it can be read before the desk's databases are open.

const originKey = 'tuandian-centre'
const pendingKey = 'tuandian-joining'

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
  const origin = localStorage.getItem(originKey)
  if (origin === null || mayReach(origin)) return false
  load(origin)
  return true
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
  if (kept === null) return null
  const { origin, code }: Record<string, unknown> = JSON.parse(kept)
  return typeof origin === 'string' && typeof code === 'string' ? { origin, code } : null
}

function load(origin: string): void {
  const address = new URL(window.location.href)
  address.searchParams.set(centreWord, origin)
  window.location.replace(address)
}
