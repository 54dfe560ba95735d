import { type Identity, phoneTailOf } from '../../shared/domain/identity'
import type { HouseholdId } from '../../shared/kernel/ids'

/** The people of the open rounds, in memory: names and phones are asked for on every screen and every search. */
export class People {
  private turn: Promise<unknown> = Promise.resolve()
  private readonly known = new Map<HouseholdId, Identity>()
  private readonly byTail = new Map<string, Set<HouseholdId>>()

  /**
   * One change of people after the other, from what is known to what is on the disk and here: what the centre
   * answers never comes between an edit's being decided and its being known.
   */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.turn.then(change)
    this.turn = done.catch(() => {})
    return done
  }

  get(householdId: HouseholdId): Identity | undefined {
    return this.known.get(householdId)
  }

  all(): readonly Identity[] {
    return [...this.known.values()]
  }

  put(identities: readonly Identity[]): void {
    for (const identity of identities) {
      const before = this.known.get(identity.householdId)
      if (before) this.tailSet(before)?.delete(before.householdId)
      this.known.set(identity.householdId, identity)
      const tail = phoneTailOf(identity.phone)
      if (tail === null) continue
      const set = this.byTail.get(tail) ?? new Set<HouseholdId>()
      set.add(identity.householdId)
      this.byTail.set(tail, set)
    }
  }

  /** Erased: no screen and no search finds them any more. */
  forget(householdIds: readonly HouseholdId[]): void {
    for (const householdId of householdIds) {
      const before = this.known.get(householdId)
      if (!before) continue
      this.tailSet(before)?.delete(householdId)
      this.known.delete(householdId)
    }
  }

  /** A tail of four digits is a search, not a proof: everyone who has it. */
  withPhoneTail(tail: string): readonly HouseholdId[] {
    return [...(this.byTail.get(tail) ?? [])]
  }

  private tailSet(identity: Identity): Set<HouseholdId> | undefined {
    const tail = phoneTailOf(identity.phone)
    return tail === null ? undefined : this.byTail.get(tail)
  }
}
