import type { MeAnswer } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import type { Entry } from '../../shared/domain/entry/entry'
import type { EntryStore } from '../storage/entryStore'
import type { CentreClient, NotOk } from './centreClient'
import type { DeskPort } from './deskPort'
import { isOwn, type OwnChain, sharedWithTwin } from './twin'

export interface OwnPastParts {
  readonly client: CentreClient
  readonly entries: EntryStore
  readonly desk: DeskPort
  /** What is behind the picture that this desk began with is on its disk, of every feed. */
  hasWholeHistory(): boolean
}

/** How far the centre has come with what this desk wrote, and whether another desk writes in its name. */
export class OwnPast {
  /** Of this device's, the last that the centre has, as far as is known. */
  last: ChainEnd | null = null
  /** Until this desk has a name of its own, nothing is sent. */
  hasTwin = false
  /** That is on the disk: the next start gives it one. */
  mayPart = false
  /** Since the centre took anything it was asked why it does not. */
  private wasAsked = false

  constructor(private readonly parts: OwnPastParts) {}

  /** What it waited for to part is here. */
  get couldPart(): boolean {
    return this.hasTwin && !this.mayPart && this.parts.hasWholeHistory()
  }

  /** The centre has these. */
  went(sent: readonly Entry[]): void {
    if (sent.length > 0) this.wasAsked = false
    for (const { deviceSeq: seq, hash } of sent) if (seq > (this.last?.seq ?? 0)) this.last = { seq, hash }
  }

  /**
   * The centre has another last one than was said. It may have come further by what is this desk's own, as when a reply
   * was lost: then that is the last. Else it has lost some, or there is a twin.
   * @returns what to do: send on, ask the centre now, or later, for it was just asked
   */
  async otherLast(there: ChainEnd | null): Promise<'send' | 'ask' | 'wait'> {
    if (there && there.seq > (this.last?.seq ?? 0) && (await isOwn(this.chain, there))) {
      this.last = there
      return 'send'
    }
    if (this.wasAsked) return 'wait'
    this.wasAsked = true
    return 'ask'
  }

  /** @returns up to where this desk and its twin are one; undefined where it has none */
  async compare(me: MeAnswer): Promise<number | undefined | NotOk> {
    const shared = await sharedWithTwin(this.parts.client, me, this.chain)
    if (typeof shared === 'object') return shared
    // Once that is noted, the next start gives it another name: what went out in this one until then would stand in two.
    this.hasTwin = this.mayPart || shared !== undefined
    if (shared === undefined) this.last = me.last
    // What it has of others only in the picture it took from the centre would be gone with the name.
    else if (this.parts.hasWholeHistory()) {
      await this.parts.desk.partFromTwin(shared)
      this.mayPart = true
    }
    return shared
  }

  private get chain(): OwnChain {
    const { entries, desk } = this.parts
    return {
      deviceId: desk.deviceId,
      head: desk.ownHead(),
      hashAt: async (seq) => (await entries.ofDevice(desk.deviceId, seq, seq))[0]?.hash,
    }
  }
}
