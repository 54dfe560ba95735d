import type { RxJsonSchema } from 'rxdb'
import type { Entry, StoredFact } from '../../shared/domain/entry/entry'
import { type DeviceId, type EntryId, idOf, type OperatorId, type SiteId } from '../../shared/kernel/ids'
import { parseStamp } from '../../shared/kernel/stamp'
import { StoreBroken } from './entryStore'
import { entriesFormat } from './storeNames'

/** An entry as RxDB keeps and replicates it. */
export interface EntryDocument {
  readonly id: string
  readonly siteId: string
  readonly deviceId: string
  readonly deviceSeq: number
  readonly operatorId: string
  /** '' for none: IndexedDB does not index null, and RxDB does not find what is not indexed. */
  readonly roundId: string
  readonly stamp: string
  readonly basis: number
  /**
   * JSON text. As plain objects RxDB rewrites keys that begin with '|' or '__', which would break the hash of a
   * fact this version does not know; text is also no slower to write and a little faster to read.
   */
  readonly facts: string
  readonly prevHash: string
  readonly hash: string
}

const text = { type: 'string' } as const

export const entrySchema: RxJsonSchema<EntryDocument> = {
  version: entriesFormat,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: { type: 'string', maxLength: 180 },
    siteId: text,
    deviceId: text,
    deviceSeq: { type: 'number' },
    operatorId: text,
    roundId: { type: 'string', maxLength: 160 },
    stamp: text,
    basis: { type: 'number' },
    facts: text,
    prevHash: text,
    hash: text,
  },
  required: ['id', 'roundId'],
  indexes: ['roundId'],
}

export function documentOf(entry: Entry): EntryDocument {
  const { id, siteId, deviceId, deviceSeq, operatorId, roundId, stamp, basis, facts, prevHash, hash } = entry
  return {
    id,
    siteId,
    deviceId,
    deviceSeq,
    operatorId,
    roundId: roundId ?? '',
    stamp,
    basis,
    facts: JSON.stringify(facts),
    prevHash,
    hash,
  }
}

/** @throws StoreBroken when the document is not what `documentOf` wrote */
export function entryOf(stored: EntryDocument): Entry {
  const stamp = parseStamp(stored.stamp)
  if (stamp === undefined) throw new StoreBroken(`entry ${stored.id} has no readable stamp`)
  return {
    id: idOf<EntryId>(stored.id),
    siteId: idOf<SiteId>(stored.siteId),
    deviceId: idOf<DeviceId>(stored.deviceId),
    deviceSeq: stored.deviceSeq,
    operatorId: idOf<OperatorId>(stored.operatorId),
    roundId: stored.roundId === '' ? null : idOf(stored.roundId),
    stamp,
    basis: stored.basis,
    facts: parseFacts(stored),
    prevHash: stored.prevHash,
    hash: stored.hash,
  }
}

function parseFacts(stored: EntryDocument): readonly StoredFact[] {
  try {
    const facts: unknown = JSON.parse(stored.facts)
    if (Array.isArray(facts)) return facts
  } catch (error) {
    throw new StoreBroken(`the facts of entry ${stored.id} cannot be read`, { cause: error })
  }
  throw new StoreBroken(`the facts of entry ${stored.id} are no list`)
}
