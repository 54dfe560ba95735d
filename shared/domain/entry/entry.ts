import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../../kernel/canonicalJson'
import {
  type DeviceId,
  type EntryId,
  entryIdOf,
  type OperatorId,
  type RoundId,
  type SiteId,
} from '../../kernel/ids'
import type { Stamp } from '../../kernel/stamp'
import type { Fact } from '../facts'

/**
 * A fact as it lies on disk: `kind` and `v` are always there, the rest is checked by the codec.
 * One that this version does not know is kept and sent on, and the fold skips it.
 */
export interface StoredFact {
  readonly kind: string
  readonly v: number
}

/** What one command wrote. Never edited, never deleted; byte-identical on every replica. */
export interface Entry {
  readonly id: EntryId
  readonly siteId: SiteId
  readonly deviceId: DeviceId
  /** 1, 2, 3 … without gaps per device: a missing number is a lost entry. */
  readonly deviceSeq: number
  readonly operatorId: OperatorId
  /** The round every fact of the entry belongs to; null for facts of the site. */
  readonly roundId: RoundId | null
  readonly stamp: Stamp
  /** Feed position the desk knew when it decided; 0 before the first contact with a centre. */
  readonly basis: number
  readonly facts: readonly StoredFact[]
  /** Hash of this device's previous entry; 64 zeros for the first. */
  readonly prevHash: string
  /** SHA-256 over the canonical JSON of everything above. */
  readonly hash: string
}

export const firstPrevHash = '0'.repeat(64)

/** Where a device's chain of entries ends. */
export interface ChainHead {
  readonly deviceSeq: number
  readonly hash: string
}

export const emptyChain: ChainHead = { deviceSeq: 0, hash: firstPrevHash }

export interface EntryDraft {
  readonly siteId: SiteId
  readonly deviceId: DeviceId
  readonly operatorId: OperatorId
  readonly roundId: RoundId | null
  readonly stamp: Stamp
  readonly basis: number
  readonly facts: readonly Fact[]
}

/** Seals a draft as the next link of its device's chain. */
export function sealEntry(draft: EntryDraft, head: ChainHead): Entry {
  const deviceSeq = head.deviceSeq + 1
  return withHash({
    ...draft,
    id: entryIdOf(draft.deviceId, deviceSeq),
    deviceSeq,
    prevHash: head.hash,
  })
}

/** Its facts in the order in which they are hashed: whoever checks it, the centre of all, has nothing to put in order. */
export function withHash(unsealed: Omit<Entry, 'hash'>): Entry {
  const text = hashedText(unsealed)
  return { ...JSON.parse(text), hash: sha256Hex(text) }
}

/** The canonical JSON of an entry without its `hash`: what the hash is made over. */
export function hashedText(entry: Omit<Entry, 'hash'>): string {
  const { id, siteId, deviceId, deviceSeq, operatorId, roundId, stamp, basis, facts, prevHash } = entry
  // In the order it is written in: nothing has to be sorted.
  return canonicalJson({
    basis,
    deviceId,
    deviceSeq,
    facts,
    id,
    operatorId,
    prevHash,
    roundId,
    siteId,
    stamp,
  })
}

/** SHA-256 in hex of an entry without its `hash`. */
export function hashOfEntry(entry: Omit<Entry, 'hash'>): string {
  return sha256Hex(hashedText(entry))
}

/** SHA-256 in hex of a text in UTF-8; slower than the machine's own, which a server passes in its place. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

export type ChainFault = 'gap' | 'edited' | 'broken-link'

/** Checks that `entry` is whole and follows `head`. */
export function chainFault(entry: Entry, head: ChainHead): ChainFault | null {
  if (entry.deviceSeq !== head.deviceSeq + 1) return 'gap'
  if (hashOfEntry(entry) !== entry.hash) return 'edited'
  return entry.prevHash === head.hash ? null : 'broken-link'
}
