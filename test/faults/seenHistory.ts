import type { Desk } from '../../renderer/commands/desk'
import { type PushAnswer, paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { spansOf } from '../../shared/domain/entry/seen'
import type { Fact } from '../../shared/domain/facts'
import { type BagId, type DeviceId, entryIdOf, factIdOf, idOf } from '../../shared/kernel/ids'
import { round } from '../builders/aDesk'
import { feed, type Handing, type Seen } from './checkHistory'
import { EntryNames, factNamed, plainReader, type Reader } from './entryNames'

/** Takes down what is seen of each site, for `checkHistory`. */
export class SeenHistory {
  readonly ofSite = new Map<string, Seen[]>()
  readonly names = new EntryNames()
  private readonly noted = new Set<string>()

  written(entry: Entry, by: Reader = plainReader(entry.deviceId)): void {
    const id = by.named(entry.id)
    if (this.noted.has(id)) return
    this.noted.add(id)
    const named = (factId: string) => factNamed(factId, by)
    const does = (entry.facts as readonly Fact[]).flatMap((fact, index): Handing[] => {
      if (fact.kind === 'BagHandedOver')
        return [{ handed: fact.bagId, factId: named(factIdOf(entry.id, index)) }]
      return fact.kind === 'FactVoided' ? [{ voided: fact.factIds.map(named) }] : []
    })
    this.at(entry.siteId).push({ saw: 'written', id, does })
  }

  /** @param heard what the desk held before it decided */
  confirmed(
    entries: readonly Entry[],
    heard: ReadonlyMap<string, ReadonlySet<string>>,
    { atMs, online, by }: { readonly atMs: number; readonly online: boolean; readonly by?: Reader },
  ): void {
    const [first] = entries
    if (!first) return
    const { siteId, deviceId } = first
    const { name, named } = by ?? plainReader(deviceId)
    for (const entry of entries) this.written(entry, { name, named })
    const ids = entries.map(({ id }) => named(id))
    const held = heard.get(siteId) ?? new Set()
    this.at(siteId).push({ saw: 'confirmed', replica: name, ids, heard: held, atMs, online })
  }

  /** What the centre answered to a push, if it was one. */
  async answered(path: string, init: RequestInit, response: Response, nowMs: number): Promise<void> {
    if (path !== paths.push || response.status !== 200 || typeof init.body !== 'string') return
    const { outcomes }: PushAnswer = await response.clone().json()
    const { entries }: { readonly entries: readonly Entry[] } = JSON.parse(init.body)
    for (const { index, outcome } of outcomes) {
      const entry = entries[index]
      if (!entry || outcome === 'quarantined') continue
      this.names.stands(entry)
      const ids = [this.names.nameAtTheCentre(entry.id)]
      this.at(entry.siteId).push({ saw: 'acknowledged', ids, atMs: nowMs })
    }
  }

  restored(): void {
    for (const history of this.ofSite.values()) history.push({ saw: 'restored' })
  }

  /** The PC's disk is an earlier one: what was written since it has no more. */
  setBack(name: string): void {
    for (const history of this.ofSite.values()) history.push({ saw: 'set-back', replica: name })
  }

  readDesk({ identity: { siteId, deviceId }, point }: Desk, last = false, by = plainReader(deviceId)): void {
    const fold = point.picture.round(round)
    const bags = fold?.members('bags') ?? []
    const standing = new Map<string, readonly string[]>()
    const contested = new Set<string>()
    for (const id of bags) {
      const state = fold?.state('bag', id as BagId)
      if (!state) continue
      if (state.handovers.length > 0)
        standing.set(
          id,
          state.handovers.map(({ factId }) => factNamed(factId, by)),
        )
      if (state.status === 'contested') contested.add(id)
    }
    const holds = [...heldBy(point.seen)].map(by.named)
    this.at(siteId).push({ saw: 'read', replica: by.name, holds, standing, contested, last })
  }

  readFeed(siteId: string, holds: readonly string[], last = false): void {
    this.at(siteId).push({ saw: 'read', replica: feed, holds, last })
  }

  private at(siteId: string): Seen[] {
    const history = this.ofSite.get(siteId) ?? []
    this.ofSite.set(siteId, history)
    return history
  }
}

/** Ids of every entry that a desk's picture holds. */
export function heldBy(seen: Desk['point']['seen']): Set<string> {
  const ids = Object.entries(seen).flatMap(([deviceId, of]) =>
    spansOf(of).flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => entryIdOf(idOf<DeviceId>(deviceId), from + i)),
    ),
  )
  return new Set(ids)
}
