import { isOurs } from './origin'

/** Pages of other people the desk may open in the person's own browser. Whole hosts, https only. */
const friendlyHosts: ReadonlySet<string> = new Set(['github.com'])

export function mayOpenOutside(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address)
    return protocol === 'https:' && username === '' && password === '' && friendlyHosts.has(host)
  } catch {
    return false
  }
}

/** The window only ever shows our page; it changes what it shows without leaving it. */
export function mayNavigate(address: string): boolean {
  return isOurs(address)
}

const allowedForUs: ReadonlySet<string> = new Set([
  'serial',
  'hid',
  'media',
  'clipboard-sanitized-write',
  // What is on the disk is not cleared to make room.
  'persistent-storage',
  // A centre in the shop or on this PC: without these Chromium opens no connection to it. Which one it is the policy says.
  'local-network',
  'loopback-network',
  // Both of them, by the name they had before they were two.
  'local-network-access',
])

export interface PermissionAsked {
  readonly permission: string
  readonly origin: string
  /** What of the media: the camera is for photos and codes; a microphone is never needed. */
  readonly media?: readonly string[] | undefined
}

/** Denied unless named: scanners, scales and printers on a wire, the camera, the centre nearby, for our own page. */
export function mayUse({ permission, origin, media }: PermissionAsked): boolean {
  if (!isOurs(origin) || !allowedForUs.has(permission)) return false
  return permission !== 'media' || (media ?? []).every((kind) => kind === 'video')
}
