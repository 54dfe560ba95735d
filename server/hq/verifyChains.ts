import { z } from 'zod'
import { readEntry } from '../../shared/domain/entry/readEntry'
import type { Queries } from '../db/sql'
import type { FeedBooks } from '../feed/feedBook'
import { sha256Hex } from './secrets'

export interface ChainFinding {
  readonly deviceId: string
  readonly deviceSeq: number
  /**
   * `edited`: the body is not what its hash says · `broken-link`: it does not follow the entry before it ·
   * `gap`: entries before it are missing (still on their way, or lost)
   */
  readonly fault: 'edited' | 'broken-link' | 'gap'
}

export interface ChainReport {
  readonly entries: number
  readonly devices: number
  readonly findings: readonly ChainFinding[]
}

interface Link {
  readonly hash: string
  readonly prevHash: string
}

const page = 500

/** Reads every entry of every feed and follows each device's chain, which may run through several feeds. */
export async function verifyChains(queries: Queries, books: FeedBooks): Promise<ChainReport> {
  const rows = await queries.query('select site_id from sites where site_id is not null order by site_id')
  const findings: ChainFinding[] = []
  const chains = new Map<string, Map<number, Link>>()
  let entries = 0
  for (const { site_id } of z.array(z.object({ site_id: z.string() })).parse(rows)) {
    for (let after = 0; ; ) {
      const from = after
      const placed = await books.inFeed(site_id, (book) => book.page(from, page))
      for (const { text } of placed) readLink(text, chains, findings)
      entries += placed.length
      after = placed.at(-1)?.position ?? after
      if (placed.length < page) break
    }
  }
  for (const [deviceId, chain] of chains) findings.push(...faultsIn(deviceId, chain))
  return { entries, devices: chains.size, findings }
}

const link = z.object({ deviceId: z.string(), deviceSeq: z.number(), hash: z.string(), prevHash: z.string() })

function readLink(text: string, chains: Map<string, Map<number, Link>>, findings: ChainFinding[]): void {
  const value: unknown = JSON.parse(text)
  const { deviceId, deviceSeq, hash, prevHash } = link.parse(value)
  if (!readEntry(value, sha256Hex).ok) findings.push({ deviceId, deviceSeq, fault: 'edited' })
  const chain = chains.get(deviceId) ?? new Map<number, Link>()
  chain.set(deviceSeq, { hash, prevHash })
  chains.set(deviceId, chain)
}

function faultsIn(deviceId: string, chain: ReadonlyMap<number, Link>): ChainFinding[] {
  return [...chain].flatMap(([deviceSeq, { prevHash }]): ChainFinding[] => {
    const before = chain.get(deviceSeq - 1)
    if (deviceSeq > 1 && !before) return [{ deviceId, deviceSeq, fault: 'gap' }]
    const isLinked = before ? before.hash === prevHash : prevHash === '0'.repeat(64)
    return isLinked ? [] : [{ deviceId, deviceSeq, fault: 'broken-link' }]
  })
}
