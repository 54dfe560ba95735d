import type { RoundId } from '../kernel/ids'
import type { Entry } from './entry/entry'
import { SeenSoFar, type SeenVector } from './entry/seen'
import { Fold, type FoldSnapshot } from './fold/fold'
import { recordedFacts } from './fold/recorded'

/** What a desk keeps for a fast start: one part per round, one for the site. */
export interface PictureSnapshot {
  readonly site: FoldSnapshot
  readonly rounds: readonly { readonly roundId: RoundId; readonly fold: FoldSnapshot }[]
  readonly seen: SeenVector
}

/**
 * Everything on screen is a fold of the entries; this is that fold for one site.
 * Rounds that were closed and put away are not in memory: `round` answers undefined for them.
 */
export class Picture {
  readonly site: Fold
  private readonly rounds: Map<RoundId, Fold>
  private readonly seenSoFar: SeenSoFar

  constructor(snapshot?: PictureSnapshot) {
    this.site = snapshot ? Fold.restore(snapshot.site) : new Fold()
    this.rounds = new Map(
      snapshot?.rounds.map(({ roundId, fold }) => [roundId, Fold.restore(fold)] as const) ?? [],
    )
    this.seenSoFar = new SeenSoFar(snapshot?.seen)
  }

  get seen(): SeenVector {
    return this.seenSoFar.vector
  }

  has(entry: Pick<Entry, 'deviceId' | 'deviceSeq'>): boolean {
    return this.seenSoFar.has(entry.deviceId, entry.deviceSeq)
  }

  /** Folds an entry in; one already there changes nothing. */
  apply(entry: Entry): void {
    if (this.has(entry)) return
    const fold = entry.roundId === null ? this.site : this.roundAt(entry.roundId)
    for (const recorded of recordedFacts(entry)) fold.apply(recorded)
    this.seenSoFar.witness(entry.deviceId, entry.deviceSeq)
  }

  round(roundId: RoundId): Fold | undefined {
    return this.rounds.get(roundId)
  }

  roundIds(): readonly RoundId[] {
    return [...this.rounds.keys()]
  }

  /** A closed round leaves memory; its entries stay on the disk and in `seen`. */
  putAway(roundId: RoundId): void {
    this.rounds.delete(roundId)
  }

  /** Brings a round back from all its entries, those that `seen` already names included. */
  restoreRound(roundId: RoundId, entries: readonly Entry[]): void {
    this.rounds.delete(roundId)
    const fold = this.roundAt(roundId)
    for (const entry of entries) {
      for (const recorded of recordedFacts(entry)) fold.apply(recorded)
      this.seenSoFar.witness(entry.deviceId, entry.deviceSeq)
    }
  }

  snapshot(): PictureSnapshot {
    const rounds = [...this.rounds].map(([roundId, fold]) => ({ roundId, fold: fold.snapshot() }))
    return { site: this.site.snapshot(), rounds, seen: this.seen }
  }

  private roundAt(roundId: RoundId): Fold {
    const known = this.rounds.get(roundId)
    if (known) return known
    const fresh = new Fold()
    this.rounds.set(roundId, fresh)
    return fresh
  }
}
