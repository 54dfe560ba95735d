import { entriesAnswer, paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import type { CentreClient, NotOk } from './centreClient'

/** How far a desk has followed a feed, in one history of the centre. */
export interface TailCheckpoint {
  readonly epoch: string
  readonly position: number
  /** What the centre gave with the entry there: shown to it, it sees whether it still has that. */
  readonly mark: string | null
}

export interface PulledPage {
  readonly entries: readonly Entry[]
  readonly checkpoint: TailCheckpoint
  /** Where the feed ended when the centre answered. */
  readonly head: number
  readonly unreadable: readonly UnreadableEntry[]
}

/** What came from the feed and is no entry: kept out, counted, and said. The others are not held up by it. */
export interface UnreadableEntry {
  readonly epoch: string
  readonly position: number
  readonly fault: string
}

export type Pulled = { readonly ok: true; readonly page: PulledPage } | NotOk

/** One page after `after`. The checkpoint of another history than the centre's begins that one anew. */
export async function pullPage(
  client: CentreClient,
  siteId: string,
  after: TailCheckpoint | undefined,
  limit: number,
): Promise<Pulled> {
  const query = {
    limit,
    after: after?.position ?? 0,
    ...(after ? { epoch: after.epoch } : {}),
    // A place kept by an earlier version has none.
    ...(after?.mark ? { mark: after.mark } : {}),
  }
  const reply = await client.ask({ path: paths.entries(siteId), query }, entriesAnswer)
  if (!reply.ok) {
    const anew = reply.because === 'refused' && reply.problem.code === 'epoch' && after !== undefined
    return anew ? pullPage(client, siteId, undefined, limit) : reply
  }
  const { epoch, head } = reply.value
  const entries: Entry[] = []
  const unreadable: UnreadableEntry[] = []
  const from = after?.epoch === epoch ? after : undefined
  let position = from?.position ?? 0
  for (const item of reply.value.entries) {
    position = Math.max(position, item.position)
    const reading = readEntry(item.entry)
    if (reading.ok && reading.entry.siteId === siteId) entries.push(reading.entry)
    else unreadable.push({ epoch, position: item.position, fault: reading.ok ? 'wrong-feed' : reading.fault })
  }
  // Of the entry at that position and no other: an answer that comes late must not leave its mark here.
  const mark = (position === from?.position ? from.mark : null) ?? reply.value.mark ?? null
  return { ok: true, page: { entries, checkpoint: { epoch, position, mark }, head, unreadable } }
}
