import { z } from 'zod'
import { count, id } from '../../shared/contract/sync'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** An entry as the description shows it. What is taken in is judged by `readEntry` alone. */
export const entryShape = z.object({
  id: id.describe('deviceId, a colon, and deviceSeq in ten digits'),
  siteId: id,
  deviceId: id,
  deviceSeq: z.int().min(1),
  operatorId: id,
  roundId: id.nullable(),
  stamp: z.string(),
  basis: count.describe('The position of the feed that the desk knew when it wrote this'),
  facts: z.array(z.looseObject({ kind: z.string(), v: z.int() })).max(5000),
  prevHash: hash.describe('Of the entry before it of this device; 64 zeros for the first'),
  hash: hash.describe('SHA-256 over the canonical JSON of all the other members'),
})

/** An entry at its place in the feed. */
export const placedEntry = z.object({ position: z.int().min(1), entry: entryShape })
