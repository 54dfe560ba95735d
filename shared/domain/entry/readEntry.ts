import { z } from 'zod'
import { entryIdOf, isIdText } from '../../kernel/ids'
import { parseStamp } from '../../kernel/stamp'
import { isWellFormed } from '../../kernel/wellFormed'
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

const id = z.string().refine((text) => isIdText(text) && isWellFormed(text), 'not an id')
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const shape = z.strictObject({
  id,
  siteId: id,
  deviceId: id.refine((text) => !text.includes(':'), 'a device id has no colon'),
  deviceSeq: z.int().min(1).max(9_999_999_999),
  operatorId: id,
  roundId: id.nullable(),
  stamp: z.string().refine((text) => parseStamp(text) !== undefined && isWellFormed(text), 'not a stamp'),
  basis: z.int().min(0),
  facts: z.array(z.unknown()).max(5000),
  prevHash: hash,
  hash,
})
const members = Object.keys(shape.shape).length

/**
 * Reads what came from outside. Never throws.
 * @param hashOf SHA-256 in hex of a text in UTF-8
 */
export function readEntry(value: unknown, hashOf: (text: string) => string = sha256Hex): EntryReading {
  if (isDeeperThan(value, deepest)) return fault('too-deep', `more than ${deepest} levels`)
  const parsed = shape.safeParse(value)
  if (!parsed.success) return fault('bad-shape', z.prettifyError(parsed.error))
  if (Object.keys(value as object).length !== members) return fault('bad-shape', 'members nobody knows')
  const entry = value as Entry
  if (entry.id !== entryIdOf(entry.deviceId, entry.deviceSeq))
    return fault('bad-shape', 'the id is not the device and its sequence')
  for (const [index, fact] of entry.facts.entries()) {
    const reading = readFact(fact)
    if (reading.as === 'broken') return fault('bad-fact', `fact ${index}: ${reading.because}`)
  }
  const text = hashedText(entry)
  if (hashOf(text) !== entry.hash) return fault('wrong-hash', 'the hash is of another body')
  return { ok: true, entry, hashedText: text }
}

function fault(kind: EntryFault, because: string): EntryReading {
  return { ok: false, fault: kind, because: because.slice(0, 300) }
}

/** Walks without recursion: what came in may be ten thousand levels deep. */
export function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    const inner = level.filter((one) => typeof one === 'object' && one !== null)
    if (inner.length > 0 && depth >= most) return true
    level = inner.flatMap((one) => Object.values(one as object))
  }
  return false
}
