import { z } from 'zod'
import { firstPrevHash } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import type { Queries } from '../db/sql'
import type { FeedBooks, PlacedEntry } from '../feed/feedBook'
import { sha256Hex } from './secrets'
import { siteIds } from './sites'

export interface ChainFinding {
  readonly deviceId: string
  readonly deviceSeq: number
  /**
   * `edited`: the body is not what its hash says · `misplaced`: it lies in the place of another ·
   * `broken-link`: it does not follow the entry before it ·
   * `two-bodies`: there are several of this number, in as many feeds: the device is two ·
   * `gap`: entries before it are missing (still on their way, or lost)
   */
  readonly fault: 'edited' | 'misplaced' | 'broken-link' | 'two-bodies' | 'gap'
}

/** Positions that the centre gave out, and so said to a desk that it has the entries: they are there no more. */
export interface LostPositions {
  readonly siteId: string
  readonly from: number
  readonly to: number
}

/** The body can be read no more, and so not whose entry it is: it was changed or damaged in the database. */
export interface UnreadableBody {
  readonly siteId: string
  readonly position: number
}

export interface ChainReport {
  readonly entries: number
  readonly devices: number
  readonly findings: readonly ChainFinding[]
  readonly lost: readonly LostPositions[]
  readonly unreadable: readonly UnreadableBody[]
}

interface Link {
  readonly hash: string
  readonly prevHash: string
}

/** Of each device, what there is under each of its numbers. */
type Chains = Map<string, Map<number, readonly Link[]>>

const page = 500

/**
 * Reads every entry of every feed and follows each device's chain, which may run through several feeds. How many
 * entries a feed has to have says its head, which no deleting of entries changes.
 */
export async function verifyChains(queries: Queries, books: FeedBooks): Promise<ChainReport> {
  const findings: ChainFinding[] = []
  const lost: LostPositions[] = []
  const unreadable: UnreadableBody[] = []
  const chains: Chains = new Map()
  let entries = 0
  for (const siteId of await siteIds(queries)) {
    const { head } = await books.inFeed(siteId, (book) => book.heads())
    const missing = (from: number, to: number) => {
      if (from <= to) lost.push({ siteId, from, to })
    }
    let after = 0
    for (;;) {
      const from = after
      const placed = await books.inFeed(siteId, (book) => book.page(from, page))
      for (const entry of placed) {
        const { position } = entry
        missing(after + 1, position - 1)
        if (!readLink(entry, chains, findings)) unreadable.push({ siteId, position })
        after = position
      }
      entries += placed.length
      if (placed.length < page) break
    }
    missing(after + 1, head)
  }
  for (const [deviceId, chain] of chains) findings.push(...faultsIn(deviceId, chain))
  return { entries, devices: chains.size, findings, lost, unreadable }
}

const link = z.object({ deviceId: z.string(), deviceSeq: z.number(), hash: z.string(), prevHash: z.string() })

/** @returns whether it is to be read whose entry it is */
function readLink({ text, arrival }: PlacedEntry, chains: Chains, findings: ChainFinding[]): boolean {
  const value = jsonOf(text)
  const read = link.safeParse(value)
  if (!read.success) return false
  const { deviceId, deviceSeq, hash, prevHash } = read.data
  if (!readEntry(value, sha256Hex).ok) findings.push({ deviceId, deviceSeq, fault: 'edited' })
  else if (!arrival.endsWith(hash.slice(0, 16))) findings.push({ deviceId, deviceSeq, fault: 'misplaced' })
  const chain = chains.get(deviceId) ?? new Map<number, readonly Link[]>()
  chain.set(deviceSeq, [...(chain.get(deviceSeq) ?? []), { hash, prevHash }])
  chains.set(deviceId, chain)
  return true
}

/** Undefined where the text is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const firstLinks: readonly Pick<Link, 'hash'>[] = [{ hash: firstPrevHash }]

function faultsIn(deviceId: string, chain: ReadonlyMap<number, readonly Link[]>): ChainFinding[] {
  return [...chain].flatMap(([deviceSeq, links]) => {
    const before = deviceSeq === 1 ? firstLinks : chain.get(deviceSeq - 1)
    const follows = ({ prevHash }: Link) => before?.some(({ hash }) => hash === prevHash) ?? false
    const found: ChainFinding['fault'][] = links.length > 1 ? ['two-bodies'] : []
    if (!before) found.push('gap')
    else if (!links.every(follows)) found.push('broken-link')
    return found.map((fault) => ({ deviceId, deviceSeq, fault }))
  })
}
