import type { Entry } from '../../shared/domain/entry/entry'
import type { EntryStore } from '../storage/entryStore'
import type { CentreClient, NotOk } from './centreClient'
import type { PageSize } from './pageSize'
import { type PulledPage, pullPage, type TailCheckpoint, type UnreadableEntry } from './pullPage'

/** How a look at a feed ended: everything there was is on the disk and in the picture, or why not. */
export type TailOutcome = 'done' | 'more' | 'not-stored' | NotOk

/** Follows one feed onto the disk. */
export interface Tail {
  /** Takes what there is. One at a time. */
  look(): Promise<TailOutcome>
  stop(): Promise<void>
}

export interface TailHow {
  readonly client: CentreClient
  readonly siteId: string
  readonly pages: PageSize
  /** What a page brought is on the disk. */
  landed(page: PulledPage): Promise<void>
  /** So is what had been kept out of an earlier page. */
  came(entries: readonly Entry[]): Promise<void>
  /**
   * Where to go on, `stored` being where the disk says. The picture may be behind it, by a page that got there after it
   * was given up: that one comes once more. It may be ahead of it, by what came in whole segments. Never rejects.
   */
  goesOnFrom(stored: TailCheckpoint | undefined): Promise<TailCheckpoint | undefined>
  /** Resolves once it is noted on the disk: the tail steps over them. */
  unreadable(entries: readonly UnreadableEntry[]): Promise<void>
  /** In this desk's name, and it never wrote it. */
  isTwins(entry: Entry): boolean
  /** Of these, the hashes of those that are on the disk already, in the log or in a segment, by id. */
  onDisk(entries: readonly Entry[]): Promise<ReadonlyMap<string, string>>
  /**
   * Known ids with another body, or entries in this desk's name that it never wrote: kept out, and an alarm. Resolves
   * once that is noted on the disk.
   */
  collided(entries: readonly Entry[], epoch: string): Promise<void>
}

export interface WholePage {
  readonly page: PulledPage
  readonly more: boolean
}

/** Pages until one has something readable in it, or the feed ends: a page of nothing would look like the end. */
export async function nextPage(
  { client, siteId, pages, unreadable, isTwins, collided }: TailHow,
  after: TailCheckpoint | undefined,
): Promise<WholePage | NotOk | 'not-stored'> {
  for (let from = after; ; ) {
    const { rows } = pages
    const pulled = await pullPage(client, siteId, from, rows)
    pages.noticed(pulled)
    if (!pulled.ok) return pulled
    const { page } = pulled
    // On the disk they would take the numbers of what this desk writes next.
    const twins = page.entries.filter(isTwins)
    const noted = Promise.all([unreadable(page.unreadable), collided(twins, page.checkpoint.epoch)]).then(
      () => true,
      () => false,
    )
    if (!(await noted)) return 'not-stored'
    // Of large entries a page has fewer, and then is not the last; of a feed that lost its end it has none.
    const came = page.entries.length + page.unreadable.length
    const more = came >= rows || (came > 0 && page.checkpoint.position < page.head)
    const entries = page.entries.filter((entry) => !twins.includes(entry))
    if (entries.length > 0 || !more) return { page: { ...page, entries }, more }
    from = page.checkpoint
  }
}

/** Puts into the log what is new. @throws as the log does, but for an id that is there, or came, with another body */
export async function keepEntries(
  log: EntryStore,
  { onDisk, collided }: Pick<TailHow, 'onDisk' | 'collided'>,
  { entries, checkpoint }: Pick<PulledPage, 'entries' | 'checkpoint'>,
): Promise<void> {
  const hashes = new Map(await onDisk(entries))
  const fresh = entries.filter(({ id, hash }) => !hashes.has(id) && hashes.set(id, hash))
  await log.takeAll(fresh)
  const others = entries.filter(({ id, hash }) => hashes.get(id) !== hash)
  await collided(others, checkpoint.epoch)
}
