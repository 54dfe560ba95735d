import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type HouseholdId, idOf, type SiteId } from '../../kernel/ids'
import { parseAddress, roomKeyOf } from '../text/addressText'
import { compactKey } from '../text/cleanText'

/**
 * What makes two orders one household (户): phone and name, else building-unit-room, else the name alone.
 * Households that only look alike are shown to a person, never merged here. Personal data: do not store.
 */
export function householdKey(name: string, phone: string | null, address: string | null): string {
  if (phone !== null && phone !== '') return `phone|${phone}|${compactKey(name)}`
  const parsed = address === null ? undefined : parseAddress(address)
  if (parsed !== undefined) return `room|${roomKeyOf(parsed)}`
  // A name of emoji or marks alone would compact to nothing.
  return `name|${compactKey(name) || name.trim()}`
}

/**
 * An id that says nothing about the person: a short SHA-256 under the site's secret.
 * @param secret known to the desks of the site only; without it ids could be guessed from phone numbers
 */
export function householdIdOf(siteId: SiteId, secret: string, key: string): HouseholdId {
  const digest = sha256(utf8ToBytes(`${secret}\u0000${siteId}\u0000${key}`))
  return idOf<HouseholdId>(`h-${bytesToHex(digest).slice(0, 24)}`)
}
