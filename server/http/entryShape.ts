import { z } from 'zod'
import { deviceId, id } from '../../shared/contract/text'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const mostCount = 9_999_999_999

/**
 * An entry as the description shows it, wherever it goes: it has no other members, for its hash is over all of them. What
 * is taken in is judged by `readEntry` alone.
 */
export const entryShape = z.strictObject({
  id: id.describe('deviceId, a colon, and deviceSeq in ten digits'),
  siteId: id,
  deviceId,
  deviceSeq: z.int().min(1).max(mostCount),
  operatorId: id,
  roundId: id.nullable().describe('The round that every fact of it belongs to; null for facts of the site'),
  stamp: z
    .string()
    .regex(/^[0-9a-f]{11}\.[0-9a-f]{4}\.[^:]{1,149}$/)
    .describe('ms since 1970 UTC in hex, a counter in hex, and deviceId'),
  basis: z
    .int()
    .min(0)
    .max(mostCount)
    .describe('The position of the feed that the desk knew when it wrote this; 0 before it knew any'),
  facts: z.array(z.looseObject({ kind: z.string().min(1).max(60), v: z.int().min(1) })).max(5000),
  prevHash: hash.describe('Of the entry before it of this device; 64 zeros for the first'),
  hash: hash.describe('SHA-256 over the canonical JSON of all the other members'),
})

/** An entry at its place in the feed. */
export const placedEntry = z.object({ position: z.int().min(1), entry: entryShape })
