import type { RxCollection } from 'rxdb'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { pageLimit } from '../../shared/contract/sync'
import { documentOf, type EntryDocument } from '../storage/entryDocument'
import type { PulledPage, TailCheckpoint } from './pullPage'
import { nextPage, type Tail, type TailHow, type TailOutcome } from './tail'

/** How long a page may take to reach the disk, ms. */
const storedWithinMs = 10_000

type Pulled = { documents: (EntryDocument & { _deleted: boolean })[]; checkpoint: TailCheckpoint | undefined }

/**
 * The live tail by RxDB's replication, pull only: own entries are sent by their sequence (entryPush), for RxDB
 * finds what to push by the wall clock. Its handler never throws, or one bad entry or a lost network would have it
 * ask for ever; and it gives no page before the one before it is on the disk, or RxDB gathers all of them into one
 * huge write.
 */
export class RxTail implements Tail {
  private readonly replication: RxReplicationState<EntryDocument, TailCheckpoint>
  private given: PulledPage | undefined
  private outcome: TailOutcome = 'done'
  private called: () => void = () => {}
  private begun = false
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
    const nothing: Pulled = { documents: [], checkpoint }
    this.called()
    if (checkpoint && !this.begun) this.how.startsAt(checkpoint.position)
    this.begun = true
    if (!(await this.landed())) return nothing
    for (let from = checkpoint; !this.stopped; ) {
      const next = await nextPage(this.how, from)
      if (!('page' in next)) {
        this.outcome = next
        return nothing
      }
      const { page, more } = next
      const documents = await this.newOrSame(page)
      if (documents.length > 0) return this.give(documents, page, more)
      if (!more) return nothing
      from = page.checkpoint
    }
    return nothing
  }

  private give(documents: Pulled['documents'], page: PulledPage, more: boolean): Pulled {
    this.given = page
    // RxDB takes a page that is not full for the last one.
    if (more && documents.length < pageLimit) this.outcome = 'more'
    return { documents, checkpoint: page.checkpoint }
  }

  private async newOrSame({ entries }: PulledPage): Promise<Pulled['documents']> {
    const ids = entries.map(({ id }) => id)
    const stored = await this.collection.storageInstance.findDocumentsById(ids, true)
    const hashes = new Map(stored.map(({ id, hash }) => [id, hash]))
    return entries.flatMap((entry) => {
      const hash = hashes.get(entry.id)
      if (hash === undefined || hash === entry.hash) return [{ ...documentOf(entry), _deleted: false }]
      this.how.collided(entry)
      return []
    })
  }

  /** Waits until the page given last is on the disk and has been told. False when it did not get there. */
  private async landed(): Promise<boolean> {
    const { given } = this
    if (!given) return true
    const isStored = await this.isStored(given.checkpoint)
    this.given = undefined
    if (isStored) await this.how.landed(given)
    return isStored
  }

  private async isStored(checkpoint: TailCheckpoint): Promise<boolean> {
    const state = this.replication.internalReplicationState
    const meta = this.replication.metaInstance
    if (!state || !meta) return false
    const reached = () => {
      const stored = state.lastCheckpointDoc.down?.checkpointData
      return stored?.epoch === checkpoint.epoch && stored?.position === checkpoint.position
    }
    const over = new AbortController()
    const watched = meta.changeStream().subscribe(() => {
      void state.checkpointQueue.then(() => reached() && over.abort())
    })
    if (!reached()) await this.how.client.ambient.wait(storedWithinMs, over.signal)
    watched.unsubscribe()
    return reached()
  }
}
