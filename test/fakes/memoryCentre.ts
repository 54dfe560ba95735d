import { Hints } from '../../server/feed/hints'
import type { Caller } from '../../server/hq/accounts'
import type { Enrolment } from '../../server/hq/enrol'
import { sha256Hex } from '../../server/hq/secrets'
import { createApp } from '../../server/http/app'
import { Metrics } from '../../server/http/metrics'
import type { Rates } from '../../server/http/parts'
import type { EnrolRequest, FeedLine } from '../../shared/contract/sync'
import { aToken } from '../builders/aToken'
import { type CommitFaults, MemoryFeedBooks, type PeopleThen } from './memoryFeedBooks'

const everything: Rates = {
  device: { burst: 1e9, perSecond: 1e9 },
  enrol: { burst: 1e9, perSecond: 1e9 },
  stranger: { burst: 1e9, perSecond: 1e9 },
}

const dayMs = 86_400_000

interface MemoryCentreHow {
  readonly nowMs: () => number
  readonly faults?: CommitFaults
  readonly segmentLength?: number
}

/** The centre's own code over books in memory: no socket, no database, no clock but the one it is given. */
export class MemoryCentre {
  readonly books: MemoryFeedBooks
  readonly hints = new Hints()
  epoch = 'epoch-1'
  private past: readonly string[] = []
  private begun = 1
  private readonly callers = new Map<string, Omit<Caller, 'epoch' | 'markKey'>>()
  private readonly formerTokens = new Set<string>()
  private readonly app

  constructor({ nowMs, faults, segmentLength }: MemoryCentreHow) {
    // Segments it does not keep: worlds that were found without that stay what they were.
    this.books = new MemoryFeedBooks(faults, segmentLength, false)
    this.app = createApp({
      books: this.books,
      callerByToken: async (tokenHash) => {
        const caller = this.callers.get(tokenHash)
        return caller && { ...caller, epoch: this.epoch, markKey: 'a key' }
      },
      enrol: async (request) => this.enrolBeside(request, faults),
      operatorsOf: async () => [],
      rolesOf: async () => new Map(),
      desksOf: async () => [],
      nameDesk: async (deviceId, deviceName) => {
        for (const [tokenHash, caller] of this.callers)
          if (caller.deviceId === deviceId) this.callers.set(tokenHash, { ...caller, deviceName })
      },
      ready: async () => {},
      nowMs,
      randomBytes: (length) => new Uint8Array(length),
      hints: this.hints,
      tell: (hint) => this.hints.tell(hint),
      crowded: () => {},
      beginAfter: async (epoch, shown) => {
        if (epoch !== this.epoch || this.past.includes(shown.epoch)) return this.epoch
        if (shown.epoch !== epoch && this.books.bringsBackUntil(shown.siteId) > nowMs() + dayMs / 2)
          this.past = [...this.past, shown.epoch]
        else this.begin(nowMs() + dayMs, [shown.epoch])
        return this.epoch
      },
      log: () => {},
      metrics: new Metrics(),
      rates: everything,
      watchToken: null,
      behindProxy: false,
    })
  }

  /** Lets the device in. @param siteIds its own site's first @returns its token */
  admit(deviceId: string, siteIds: readonly string[]): string {
    const feeds = siteIds.map(
      (siteId, i): FeedLine => ({
        siteId,
        kind: i === 0 && siteIds.length > 1 ? 'warehouse' : 'point',
        name: siteId,
      }),
    )
    const [site] = feeds
    if (!site) throw new Error('a device belongs to a site')
    for (const { siteId } of feeds) if (!this.books.has(siteId)) this.books.open(siteId)
    const token = aToken()
    this.take(token, {
      deviceId,
      deviceName: deviceId,
      revoked: false,
      organisation: 'organisation',
      site,
      feeds,
      formerFeeds: [],
      predecessors: [],
    })
    return token
  }

  /** The one way in that no person has a part in: beside a device that is let in further, with its token. */
  private enrolBeside(
    { token, formerToken, beside, deviceId, deviceName }: EnrolRequest,
    faults: CommitFaults | undefined,
  ): Enrolment {
    const former = formerToken && beside ? this.callers.get(sha256Hex(formerToken)) : undefined
    if (!former || former.revoked || former.deviceId === deviceId) return { ok: false, because: 'wrong-code' }
    if (this.formerTokens.has(sha256Hex(token))) return { ok: false, because: 'token-void' }
    const { organisation, site, feeds } = former
    faults?.beforeCommit(site.siteId)
    this.take(token, { ...former, deviceId, deviceName, predecessors: [former.deviceId] })
    faults?.afterCommit(site.siteId)
    const answer = { organisation, site, feeds: [...feeds], epoch: this.epoch }
    return { ok: true, answer: { ...answer, siteSecret: 'a secret of the site' } }
  }

  /** Another token that it had before is void. */
  private take(token: string, caller: Omit<Caller, 'epoch' | 'markKey'>): void {
    const tokenHash = sha256Hex(token)
    for (const [before, { deviceId }] of this.callers)
      if (deviceId === caller.deviceId && before !== tokenHash && this.callers.delete(before))
        this.formerTokens.add(before)
    this.callers.set(tokenHash, caller)
  }

  revoke(token: string): void {
    const caller = this.callers.get(sha256Hex(token))
    if (caller) this.callers.set(sha256Hex(token), { ...caller, revoked: true })
  }

  /** Restored from a backup that had the first `head` entries of the feed. */
  restore(siteId: string, head: number, bringBackUntilMs: number, people?: PeopleThen): void {
    this.books.setBack(siteId, head, people)
    this.begin(bringBackUntilMs)
  }

  /** What it knows of its epochs lies on its disk, too. @returns puts that back */
  epochsNow(): () => void {
    const { epoch, past } = this
    return () => {
      this.epoch = epoch
      this.past = past
    }
  }

  private begin(bringBackUntilMs: number, lost: readonly string[] = []): void {
    this.books.takeBack(bringBackUntilMs)
    this.past = [...this.past, this.epoch, ...lost]
    this.begun += 1
    this.epoch = `epoch-${this.begun}`
  }

  answer(path: string, init?: RequestInit): Promise<Response> {
    return Promise.resolve(this.app.request(path, init))
  }
}
