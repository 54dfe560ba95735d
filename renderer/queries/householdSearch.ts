import type { HandoverProof } from '../../shared/domain/facts'
import type { Identity } from '../../shared/domain/identity'
import { phoneTailOf } from '../../shared/domain/identity'
import type { ScannedCode } from '../../shared/intake/codes/scannedCode'
import { type Address, parseAddress, roomKeyOf } from '../../shared/intake/text/addressText'
import type { HouseholdId } from '../../shared/kernel/ids'
import { type SpellName, soundsLike } from './spellName'

/** One household a search found, and by what: a search, never a proof. */
export interface Hit {
  readonly householdId: HouseholdId
  readonly by: Extract<HandoverProof, 'pickup-code' | 'phone-tail' | 'name' | 'room'>
}

export interface SearchIn {
  /** Households of the round, merged ones under the one they became. */
  readonly households: readonly HouseholdId[]
  /** Everyone known under this household, merged ones included. */
  identitiesOf(householdId: HouseholdId): readonly Identity[]
  withPickupCode(pickupCode: string): readonly HouseholdId[]
  /** Without a dictionary names are found by their characters only. */
  readonly spell: SpellName | undefined
}

/**
 * Finds households by what a person typed or scanned: pickup code, four digits of a phone, a name in characters
 * or pinyin, a room. Most certain first, each household once, then in the order given.
 */
export function searchHouseholds(code: ScannedCode, where: SearchIn): readonly Hit[] {
  const text = textOf(code)
  const byCode =
    code.kind === 'pickup'
      ? where
          .withPickupCode(code.pickupCode)
          .map((householdId) => ({ householdId, by: 'pickup-code' as const }))
      : []
  if (text === '' || (/^\d+$/.test(text) && text.length < 3)) return byCode
  const wanted = wantedBy(text)
  const hits = where.households.flatMap((householdId): Hit[] => {
    const ways = where
      .identitiesOf(householdId)
      .flatMap((identity) => wayFound(identity, wanted, where.spell))
    const by = ways.sort((a, b) => ranks.indexOf(a) - ranks.indexOf(b))[0]
    return by === undefined ? [] : [{ householdId, by }]
  })
  const found = [...byCode, ...hits.sort((a, b) => ranks.indexOf(a.by) - ranks.indexOf(b.by))]
  return found.filter((hit, i) => found.findIndex((one) => one.householdId === hit.householdId) === i)
}

const ranks: readonly Hit['by'][] = ['pickup-code', 'phone-tail', 'name', 'room']

interface Wanted {
  readonly text: string
  readonly digits: string | null
  readonly letters: string | null
  readonly room: Address | undefined
}

function textOf(code: ScannedCode): string {
  if (code.kind === 'phone-tail') return code.tail
  if (code.kind === 'text') return code.text.trim()
  return code.kind === 'pickup' ? code.pickupCode : ''
}

function wantedBy(text: string): Wanted {
  const letters = text.toLowerCase().replace(/[\s'’]/g, '')
  return {
    text: text.toLowerCase(),
    digits: /^\d{3,}$/.test(text) ? text : null,
    letters: /^[a-z]+$/.test(letters) ? letters : null,
    room: parseAddress(text),
  }
}

function wayFound(identity: Identity, wanted: Wanted, spell: SpellName | undefined): Hit['by'][] {
  const ways: Hit['by'][] = []
  if (wanted.digits !== null && hasDigits(identity, wanted.digits)) ways.push('phone-tail')
  if (hasName(identity, wanted, spell)) ways.push('name')
  if (livesAt(identity, wanted)) ways.push('room')
  return ways
}

/** Four digits are the tail; more are a part of the number somebody reads out. */
function hasDigits({ phone }: Identity, digits: string): boolean {
  if (digits.length === 4) return phoneTailOf(phone) === digits
  return digits.length > 4 && (phone?.split('x')[0] ?? '').includes(digits)
}

function hasName(
  { name }: Identity,
  { text, letters, digits }: Wanted,
  spell: SpellName | undefined,
): boolean {
  if (digits !== null) return false
  if (name.toLowerCase().includes(text)) return true
  return letters !== null && spell !== undefined && soundsLike(spell(name), letters)
}

function livesAt({ address }: Identity, { digits, room }: Wanted): boolean {
  if (address === null) return false
  const lives = parseAddress(address)
  if (lives === undefined) return false
  if (room === undefined) return digits !== null && lives.room === digits
  if (roomKeyOf(lives) === roomKeyOf(room)) return true
  // Somebody who names building and room leaves the unit open.
  return room.unit === null && lives.building === room.building && lives.room === room.room
}
