import type { RxCollection } from 'rxdb'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { pageLimit } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { documentOf, type EntryDocument } from '../storage/entryDocument'
import type { PulledPage, TailCheckpoint } from './pullPage'
import { nextPage, type Tail, type TailHow, type TailOutcome } from './tail'

/** How long a page may take to reach the disk, ms. */
const storedWithinMs = 10_000

interface GivenPage {
  readonly page: PulledPage
  /** Its entries are on the disk; false when they did not get there in time. */
  readonly stored: Promise<boolean>
}

/** What is new or the same as on the disk, of a page; what is there with another body is left out. */
interface Sorted {
  readonly documents: Pulled['documents']
  readonly firstNew: string | undefined
}

/** A page asked for while the one before it is on its way to the disk. */
interface PageAhead {
  readonly from: TailCheckpoint
  readonly answer: ReturnType<typeof nextPage>
}

type Pulled = { documents: (EntryDocument & { _deleted: boolean })[]; checkpoint: TailCheckpoint | undefined }

/**
 * The live tail by RxDB's replication, pull only: own entries are sent by their sequence (entryPush), for RxDB
 * finds what to push by the wall clock. Its handler never throws, or one bad entry or a lost network would have it
 * ask for ever; and it gives no page before the one before it is on the disk, or RxDB gathers all of them into one
 * huge write.
 */
export class RxTail implements Tail {
  private readonly replication: RxReplicationState<EntryDocument, TailCheckpoint>
  private given: GivenPage | undefined
  private ahead: PageAhead | undefined
  private outcome: TailOutcome = 'done'
  private called: () => void = () => {}
  private started = false
  private stopped = false

  constructor(
    private readonly collection: RxCollection<EntryDocument>,
    private readonly how: TailHow,
    from?: TailCheckpoint,
  ) {
    this.replication = replicateRxCollection<EntryDocument, TailCheckpoint>({
      replicationIdentifier: `centre-${how.siteId}`,
      collection,
      pull: {
        batchSize: pageLimit,
        handler: (checkpoint) => this.handle(checkpoint),
        ...(from ? { initialCheckpoint: from } : {}),
      },
      live: true,
      autoStart: false,
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
    })
  }

  async look(): Promise<TailOutcome> {
    for (;;) {
      const outcome = await this.cycle()
      if (outcome !== 'more' || this.stopped) return outcome
    }
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.called()
    await this.replication.cancel()
  }

  private async cycle(): Promise<TailOutcome> {
    this.outcome = 'done'
    // What was asked for in an earlier look does not know what came since.
    this.ahead = undefined
    const called = new Promise<void>((resolve) => {
      this.called = resolve
    })
    if (this.started) this.replication.reSync()
    else await this.replication.start()
    this.started = true
    await called
    const state = this.replication.internalReplicationState
    await state?.streamQueue.down
    await state?.checkpointQueue
    return (await this.landed()) ? this.outcome : 'not-stored'
  }

  private async handle(checkpoint: TailCheckpoint | undefined): Promise<Pulled> {
    this.called()
    try {
      return await this.next(checkpoint)
    } catch {
      // What is on the disk could not be read.
      this.outcome = 'not-stored'
      return { documents: [], checkpoint }
    }
  }

  private async next(checkpoint: TailCheckpoint | undefined): Promise<Pulled> {
    const nothing: Pulled = { documents: [], checkpoint }
    if (!(await this.landed())) {
      this.outcome = 'not-stored'
      return nothing
    }
    const began = await this.how.goesOnFrom(checkpoint)
    for (let from = began; !this.stopped; ) {
      const next = await this.pageAfter(from)
      if (next === 'not-stored' || 'ok' in next) {
        this.outcome = next
        return nothing
      }
      const { page, more } = next
      const sorted = await this.newOrSame(page)
      if (sorted.documents.length > 0) return this.give(sorted, page, more)
      if (!more) {
        // RxDB tells of no page without documents; that another history has begun must be known all the same.
        if (began && began.epoch !== page.checkpoint.epoch) await this.how.landed({ ...page, entries: [] })
        return nothing
      }
      from = page.checkpoint
    }
    return nothing
  }

  private pageAfter(from: TailCheckpoint | undefined): ReturnType<typeof nextPage> {
    const { ahead } = this
    this.ahead = undefined
    const isAhead = ahead?.from.epoch === from?.epoch && ahead?.from.position === from?.position
    return ahead && isAhead ? ahead.answer : nextPage(this.how, from)
  }

  private give({ documents, firstNew }: Sorted, page: PulledPage, more: boolean): Pulled {
    this.given = { page, stored: this.whenStored(page.checkpoint, firstNew) }
    // RxDB takes a page that is not full for the last one.
    if (more && documents.length < pageLimit) this.outcome = 'more'
    else if (more) this.ahead = { from: page.checkpoint, answer: nextPage(this.how, page.checkpoint) }
    return { documents, checkpoint: page.checkpoint }
  }

  private async newOrSame({ entries, checkpoint }: PulledPage): Promise<Sorted> {
    const hashes = await this.how.onDisk(entries)
    const isOther = ({ id, hash }: Entry): boolean => (hashes.get(id) ?? hash) !== hash
    await this.how.collided(entries.filter(isOther), checkpoint.epoch)
    const documents = entries
      .filter((entry) => !isOther(entry))
      .map((entry) => ({ ...documentOf(entry), _deleted: false }))
    return { documents, firstNew: entries.find(({ id }) => !hashes.has(id))?.id }
  }

  /** Waits until the page given last is on the disk and has been told. False when it did not get there. */
  private async landed(): Promise<boolean> {
    const { given } = this
    if (!given) return true
    const isStored = await given.stored
    this.given = undefined
    if (isStored) await this.how.landed(given.page)
    return isStored
  }

  /**
   * RxDB writes what is new of a page in one transaction, and then its checkpoint. The next page need not wait for
   * the checkpoint: should that be lost, the page comes once more, and does nothing.
   */
  private async whenStored(checkpoint: TailCheckpoint, firstNew: string | undefined): Promise<boolean> {
    const { internalReplicationState: state, metaInstance: meta } = this.replication
    if (!state || !meta) return false
    const over = new AbortController()
    const reached = () => {
      const stored = state.lastCheckpointDoc.down?.checkpointData
      return stored?.epoch === checkpoint.epoch && stored?.position === checkpoint.position
    }
    let isWritten = false
    const written = this.collection.storageInstance.changeStream().subscribe(({ events }) => {
      isWritten ||= events.some(({ documentId }) => documentId === firstNew)
      if (isWritten) over.abort()
    })
    const noted = meta.changeStream().subscribe(() => {
      void state.checkpointQueue.then(() => reached() && over.abort())
    })
    if (!reached()) await this.how.client.ambient.wait(storedWithinMs, over.signal)
    written.unsubscribe()
    noted.unsubscribe()
    return isWritten || reached()
  }
}
