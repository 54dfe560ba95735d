import { type DevicesAnswer, devicesAnswer, type FeedLine, paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { seenOf, spansOf } from '../../shared/domain/entry/seen'
import { type DeviceId, type EntryId, idOf } from '../../shared/kernel/ids'
import type { EntryStore } from '../storage/entryStore'
import type { CentreClient, NotOk } from './centreClient'
import type { DeskPort } from './deskPort'
import { EntryPush, type PushedAside, pushEntries } from './entryPush'
import { PutOff } from './putOff'
import { minus } from './seqRanges'

export interface BringBackParts {
  readonly client: CentreClient
  readonly entries: EntryStore
  readonly desk: DeskPort
}

/** Of some devices only, and also where the centre does not say that it has lost any. */
export interface Former {
  readonly of: ReadonlySet<string>
  /** Gathers what the centre keeps apart. */
  readonly apart: PushedAside[]
}

/** Brings to the centre what others wrote, this desk has, and the centre has not. What is stuck holds up nothing. */
export class BringBack {
  private readonly push: EntryPush
  private readonly putOff: PutOff<EntryId>
  /** What did not get through when all was brought last. */
  private left: ReadonlySet<EntryId> = new Set()

  constructor(private readonly parts: BringBackParts) {
    this.push = new EntryPush(parts.client)
    this.putOff = new PutOff(() => parts.client.ambient.steadyMs())
  }

  /** Some of it has still to be brought. */
  get waits(): boolean {
    return this.left.size > 0
  }

  /** One of those has its turn. */
  get isDue(): boolean {
    return this.left.size > this.putOff.waiting.filter((id) => this.left.has(id)).length
  }

  /** Also what did not get through before. */
  tryNow(): void {
    this.putOff.tryNow()
  }

  /** @returns why it stopped; undefined when all but what is put off was brought */
  async run(feeds: readonly FeedLine[], former?: Former): Promise<NotOk | undefined> {
    const { client } = this.parts
    const left = new Set<EntryId>()
    for (const { siteId } of feeds) {
      const reply = await client.ask({ path: paths.devices(siteId) }, devicesAnswer)
      if (!reply.ok) return reply
      if (!reply.value.bringBack && !former) continue
      for await (const some of this.lacking(siteId, reply.value, former)) {
        const stopped = await this.bring(some, left, former?.apart)
        if (stopped) return stopped
      }
    }
    this.left = left
    this.putOff.keepOnly(left)
    return undefined
  }

  /** Of these devices, those of whom the centre has all that is here. */
  async wholeAt(
    feeds: readonly FeedLine[],
    deviceIds: readonly string[],
  ): Promise<readonly string[] | NotOk> {
    const lacking = new Set<string>()
    for (const { siteId } of feeds) {
      const reply = await this.parts.client.ask({ path: paths.devices(siteId) }, devicesAnswer)
      if (!reply.ok) return reply
      const seen = this.parts.desk.site(siteId).seen()
      for (const id of deviceIds) {
        const has = reply.value.devices.find(({ deviceId }) => deviceId === id)
        if (minus(spansOf(seenOf(seen, id)), has ? [[1, has.upTo], ...has.beyond] : []).length > 0)
          lacking.add(id)
      }
    }
    return deviceIds.filter((id) => !lacking.has(id))
  }

  private async *lacking(siteId: string, { devices }: DevicesAnswer, former?: Former) {
    const { desk, entries } = this.parts
    for (const [id, seen] of Object.entries(desk.site(siteId).seen())) {
      const deviceId = idOf<DeviceId>(id)
      if (deviceId === desk.deviceId || former?.of.has(id) === false) continue
      const has = devices.find((one) => one.deviceId === deviceId)
      const lacks = minus(spansOf(seen), has ? [[1, has.upTo], ...has.beyond] : [])
      for (const [from, to] of lacks)
        for (let at = from; at <= to; at += pushEntries) {
          const some = await entries.ofDevice(deviceId, at, Math.min(to, at + pushEntries - 1))
          yield some.filter((entry) => entry.siteId === siteId)
        }
    }
  }

  private async bring(
    entries: readonly Entry[],
    left: Set<EntryId>,
    apart: PushedAside[] = [],
  ): Promise<NotOk | undefined> {
    const waiting = new Set(this.putOff.waiting)
    for (const { id } of entries) if (waiting.has(id)) left.add(id)
    let rest = entries.filter(({ id }) => !waiting.has(id))
    while (rest.length > 0) {
      const { sent, aside, elsewhere, stopped, alone } = await this.push.push(rest, null)
      if (alone && stopped) this.putOff.stoppedAt(alone.id, stopped, true)
      if (stopped) return stopped
      if (elsewhere.length > 0) return { ok: false, because: 'refused', problem: { code: 'not-your-feed' } }
      this.putOff.taken(sent.map(({ id }) => id))
      apart.push(...aside)
      const through = new Set([...sent, ...aside.map(({ entry }) => entry)])
      rest = rest.filter((entry) => !through.has(entry))
    }
    return undefined
  }
}
