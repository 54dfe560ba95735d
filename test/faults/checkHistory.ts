import { entryOfFact, type FactId, idOf } from '../../shared/kernel/ids'

/** A handover, or the undoing of one, as it stands in an entry. */
export type Handing =
  | { readonly handed: string; readonly factId: string }
  | { readonly voided: readonly string[] }

/** The replica that the centre has; the others are desks. */
export const feed = 'feed'

/** What was seen of one site from outside, in the order in which it was seen. */
export type Seen =
  /** It reached a disk; whether anybody was told is another matter. */
  | { readonly saw: 'written'; readonly id: string; readonly does: readonly Handing[] }
  /** The desk called these saved, to a person; `heard` is what it held when it decided. */
  | {
      readonly saw: 'confirmed'
      readonly replica: string
      readonly ids: readonly string[]
      readonly heard: ReadonlySet<string>
      readonly atMs: number
      /** It says that it is in step with the centre. */
      readonly online: boolean
    }
  /** The centre said that it has these. */
  | { readonly saw: 'acknowledged'; readonly ids: readonly string[]; readonly atMs: number }
  | {
      readonly saw: 'read'
      readonly replica: string
      /** Ids of entries, each as often as it stands there. */
      readonly holds: readonly string[]
      /** What they add up to on the screen: handovers that stand, per parcel; absent for a feed. */
      readonly standing?: ReadonlyMap<string, readonly string[]>
      readonly contested?: ReadonlySet<string>
      /** Nothing is on its way any more. */
      readonly last: boolean
    }
  /** The centre was set back to a backup. */
  | { readonly saw: 'restored' }
  /** A desk's disk was set back to an image of it. */
  | { readonly saw: 'set-back'; readonly replica: string }

export type Rule =
  | 'acknowledged-lost'
  | 'stands-twice'
  | 'effect-wrong'
  | 'confirmed-though-told'
  | 'not-told'
  | 'silent-double'
  | 'own-write-unread'
  | 'went-back'

export interface Breach {
  readonly rule: Rule
  readonly what: string
}

export interface Checked {
  readonly breaches: readonly Breach[]
  readonly acknowledged: number
  readonly confirmedHandovers: number
  readonly reads: number
}

/**
 * Judges a history by what was seen alone.
 * @param toldWithinMs how soon a desk that is online hears what was acknowledged; absent: nothing is promised
 */
export function checkHistory(history: readonly Seen[], toldWithinMs = Number.POSITIVE_INFINITY): Checked {
  const check = new Check(toldWithinMs)
  for (const seen of history) check.see(seen)
  return check
}

class Check implements Checked {
  readonly breaches: Breach[] = []
  confirmedHandovers = 0
  reads = 0
  private readonly does = new Map<string, readonly Handing[]>()
  private readonly writtenBy = new Map<string, string>()
  private readonly acknowledgedAtMs = new Map<string, number>()
  /** What a feed may not lack at its next reading. */
  private readonly owed = new Set<string>()
  private readonly owes = new Map<string, Set<string>>()

  constructor(private readonly toldWithinMs: number) {}

  get acknowledged(): number {
    return this.acknowledgedAtMs.size
  }

  see(seen: Seen): void {
    if (seen.saw === 'written') this.does.set(seen.id, seen.does)
    else if (seen.saw === 'confirmed') this.confirmed(seen)
    else if (seen.saw === 'read') this.read(seen)
    else if (seen.saw === 'set-back') this.owes.delete(seen.replica)
    else if (seen.saw === 'restored') {
      this.owed.clear()
      this.owes.delete(feed)
    } else
      for (const id of seen.ids) {
        this.owed.add(id)
        if (!this.acknowledgedAtMs.has(id)) this.acknowledgedAtMs.set(id, seen.atMs)
      }
  }

  private confirmed({ replica, ids, heard, atMs, online }: Extract<Seen, { saw: 'confirmed' }>): void {
    const stood = this.standingOf(heard)
    for (const id of ids) {
      this.writtenBy.set(id, replica)
      this.owesTo(replica).add(id)
      for (const handing of this.does.get(id) ?? []) {
        if (!('handed' in handing)) continue
        this.confirmedHandovers += 1
        const { handed } = handing
        if ((stood.get(handed) ?? []).length > 0) this.broke('confirmed-though-told', `${handed} by ${id}`)
        else if (online && this.wasGone(handed, atMs - this.toldWithinMs, { replica, heard }))
          this.broke('not-told', `${handed} by ${id}`)
      }
    }
  }

  /** Handed over elsewhere, and the centre had it so long ago. */
  private wasGone(
    parcel: string,
    beforeMs: number,
    { replica, heard }: { readonly replica: string; readonly heard: ReadonlySet<string> },
  ): boolean {
    const there = [...this.acknowledgedAtMs].flatMap(([id, atMs]) => (atMs < beforeMs ? [id] : []))
    const stands = this.standingOf(new Set([...there, ...heard])).get(parcel) ?? []
    return stands.some((factId) => this.writtenBy.get(entryOfFact(idOf<FactId>(factId))) !== replica)
  }

  private read(seen: Extract<Seen, { saw: 'read' }>): void {
    this.reads += 1
    const { replica, last, standing, contested } = seen
    const holds = new Set(seen.holds)
    if (holds.size < seen.holds.length) this.broke('stands-twice', replica)
    const due = last ? this.acknowledgedAtMs.keys() : replica === feed ? this.owed : []
    for (const id of due) if (!holds.has(id)) this.broke('acknowledged-lost', `${id} at ${replica}`)
    const owes = this.owesTo(replica)
    for (const id of owes)
      if (!holds.has(id))
        this.broke(
          this.writtenBy.get(id) === replica ? 'own-write-unread' : 'went-back',
          `${id} at ${replica}`,
        )
    for (const id of holds) owes.add(id)
    if (!standing) return
    const expected = this.standingOf(holds)
    for (const parcel of new Set([...expected.keys(), ...standing.keys()])) {
      const [should, does] = [expected, standing].map((of) => (of.get(parcel) ?? []).toSorted().join())
      if (should !== does) this.broke('effect-wrong', `${parcel} at ${replica}: ${does}, not ${should}`)
      if ((expected.get(parcel) ?? []).length > 1 && !contested?.has(parcel))
        this.broke('silent-double', `${parcel} at ${replica}`)
    }
  }

  /** What these entries add up to, by the rule of the trade and not by the product's fold. */
  private standingOf(ids: ReadonlySet<string>): Map<string, string[]> {
    const all = [...ids].flatMap((id) => this.does.get(id) ?? [])
    const voided = new Set(all.flatMap((one) => ('voided' in one ? one.voided : [])))
    const standing = new Map<string, string[]>()
    for (const one of all)
      if ('handed' in one && !voided.has(one.factId))
        standing.set(one.handed, [...(standing.get(one.handed) ?? []), one.factId])
    return standing
  }

  private owesTo(replica: string): Set<string> {
    const owes = this.owes.get(replica) ?? new Set()
    this.owes.set(replica, owes)
    return owes
  }

  private broke(rule: Rule, what: string): void {
    this.breaches.push({ rule, what })
  }
}
