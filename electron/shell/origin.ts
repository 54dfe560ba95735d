/**
 * The desk's address, for good: IndexedDB belongs to its origin, and a desk that moved would find its
 * records gone. Never change scheme or host.
 */
export const scheme = 'app'
export const station = 'station'
export const origin = `${scheme}://${station}`
export const startAddress = `${origin}/index.html`

/** Whether an address is a page of ours: compared as a whole, never by a word that may stand anywhere in it. */
export function isOurs(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address)
    return protocol === `${scheme}:` && host === station && username === '' && password === ''
  } catch {
    return false
  }
}
