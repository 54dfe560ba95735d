import { entryIdOf, isIdText } from '../../kernel/ids'
import { parseStamp, stampDevice } from '../../kernel/stamp'
import { isWellFormed, plainText } from '../../kernel/wellFormed'
import { readFact } from '../factCodec'
import { type Entry, hashedText, sha256Hex } from './entry'

/**
 * Why something that came from outside is no entry.
 * `bad-fact`: a fact of a kind this version knows does not look like one; the fold would break on it. A fact of an
 * unknown kind or version is no fault: it stays in its entry.
 */
export const entryFaults = ['bad-shape', 'bad-fact', 'too-deep', 'wrong-hash'] as const
export type EntryFault = (typeof entryFaults)[number]

export type EntryReading =
  | {
      readonly ok: true
      /** The very value that came in: nothing of it is dropped or rewritten. */
      readonly entry: Entry
      /** The text its hash is made over. */
      readonly hashedText: string
    }
  | { readonly ok: false; readonly fault: EntryFault; readonly because: string }

/** Arrays and objects inside one another, the entry itself being the first. */
export const deepest = 32

const isId = (value: unknown): value is string => isIdText(value) && isWellFormed(value)
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const isCount = (value: unknown, least: number): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= 9_999_999_999

/** By hand: the centre asks this of a thousand desks that come back at once. */
const checks: Readonly<Record<keyof Entry, (value: unknown) => boolean>> = {
  id: isId,
  siteId: isId,
  deviceId: (value) => isId(value) && !value.includes(':'),
  deviceSeq: (value) => isCount(value, 1),
  operatorId: isId,
  roundId: (value) => value === null || isId(value),
  stamp: (value) => typeof value === 'string' && parseStamp(value) !== undefined && isWellFormed(value),
  basis: (value) => isCount(value, 0),
  facts: (value) => Array.isArray(value) && value.length <= 5000,
  prevHash: isHash,
  hash: isHash,
}
const members = Object.entries(checks)

/** Names the first member that is not as it should be. */
function shapeFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no object'
  const given = value as Readonly<Record<string, unknown>>
  for (const [name, isRight] of members)
    if (!Object.hasOwn(given, name) || !isRight(given[name])) return `${name} is not as it should be`
  return Object.keys(given).length === members.length ? null : 'it has members nobody knows'
}

/**
 * Reads what came from outside. Never throws.
 * @param hashOf SHA-256 in hex of a text in UTF-8
 */
export function readEntry(value: unknown, hashOf: (text: string) => string = sha256Hex): EntryReading {
  if (isDeeperThan(value, deepest)) return fault('too-deep', `more than ${deepest} levels`)
  const wrong = shapeFault(value)
  if (wrong !== null) return fault('bad-shape', wrong)
  const entry = value as Entry
  if (entry.id !== entryIdOf(entry.deviceId, entry.deviceSeq))
    return fault('bad-shape', 'the id is not the device and its sequence')
  // A reading in another's name would set that one's clock, and name another author.
  if (stampDevice(entry.stamp) !== entry.deviceId) return fault('bad-shape', 'the stamp is of another device')
  for (const [index, fact] of entry.facts.entries()) {
    const reading = readFact(fact)
    if (reading.as === 'broken') return fault('bad-fact', `fact ${index}: ${reading.because}`)
  }
  const text = hashedText(entry)
  if (hashOf(text) !== entry.hash) return fault('wrong-hash', 'the hash is of another body')
  return { ok: true, entry, hashedText: text }
}

function fault(kind: EntryFault, because: string): EntryReading {
  // It may quote what came in.
  return { ok: false, fault: kind, because: plainText(because.slice(0, 300)) }
}

/** Goes no deeper than `most`: what came in may be ten thousand levels deep. */
export function isDeeperThan(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (most === 0) return true
  if (Array.isArray(value)) {
    for (const item of value) if (isDeeperThan(item, most - 1)) return true
    return false
  }
  for (const key in value)
    if (isDeeperThan((value as Readonly<Record<string, unknown>>)[key], most - 1)) return true
  return false
}
