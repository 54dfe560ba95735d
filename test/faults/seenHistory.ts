import type { Desk } from '../../renderer/commands/desk'
import { type PushAnswer, paths } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { spansOf } from '../../shared/domain/entry/seen'
import type { Fact } from '../../shared/domain/facts'
import { type BagId, type DeviceId, entryIdOf, factIdOf, idOf } from '../../shared/kernel/ids'
import { round } from '../builders/aDesk'
import { feed, type Handing, type Seen } from './checkHistory'

/** Takes down what is seen of each site, for `checkHistory`. */
export class SeenHistory {
  readonly ofSite = new Map<string, Seen[]>()
  private readonly noted = new Set<string>()

  written(entry: Entry): void {
    if (this.noted.has(entry.id)) return
    this.noted.add(entry.id)
    const does = (entry.facts as readonly Fact[]).flatMap((fact, index): Handing[] => {
      if (fact.kind === 'BagHandedOver') return [{ handed: fact.bagId, factId: factIdOf(entry.id, index) }]
      return fact.kind === 'FactVoided' ? [{ voided: fact.factIds }] : []
    })
    this.at(entry.siteId).push({ saw: 'written', id: entry.id, does })
  }

  /** @param heard what the desk held before it decided */
  confirmed(
    entries: readonly Entry[],
    heard: ReadonlyMap<string, ReadonlySet<string>>,
    { atMs, online }: { readonly atMs: number; readonly online: boolean },
  ): void {
    const [first] = entries
    if (!first) return
    for (const entry of entries) this.written(entry)
    const { siteId, deviceId } = first
    const ids = entries.map(({ id }) => id)
    const held = heard.get(siteId) ?? new Set()
    this.at(siteId).push({ saw: 'confirmed', replica: deviceId, ids, heard: held, atMs, online })
  }

  /** What the centre answered to a push, if it was one. */
  async answered(path: string, init: RequestInit, response: Response, nowMs: number): Promise<void> {
    const siteId = [...this.ofSite.keys()].find((one) => path === paths.entries(one))
    if (siteId === undefined || init.method !== 'POST' || response.status !== 200) return
    const { outcomes }: PushAnswer = await response.clone().json()
    const ids = outcomes.flatMap(({ id, outcome }) => (id && outcome !== 'quarantined' ? [id] : []))
    this.at(siteId).push({ saw: 'acknowledged', ids, atMs: nowMs })
  }

  restored(): void {
    for (const history of this.ofSite.values()) history.push({ saw: 'restored' })
  }

  readDesk({ identity: { siteId, deviceId }, point }: Desk, last = false): void {
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
          state.handovers.map(({ factId }) => factId),
        )
      if (state.status === 'contested') contested.add(id)
    }
    const holds = [...heldBy(point.seen)]
    this.at(siteId).push({ saw: 'read', replica: deviceId, holds, standing, contested, last })
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
