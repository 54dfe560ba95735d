import type { DiscrepancyId, FactId, HouseholdId } from '../../kernel/ids'
import type { Recorded } from './recorded'
import { compareRecorded } from './recorded'
import { subjectOf } from './routes'
import { ruleOf, type StateOf } from './rules'
import type { Finding, SubjectKey, SubjectKind } from './subject'

interface Subject {
  readonly key: SubjectKey
  /** In stamp order, voided ones included. */
  readonly recorded: Recorded[]
  state: unknown
  /** Whether what its state yields is in the tallies and the index. */
  counts: boolean
}

/** One subject as a snapshot keeps it. */
export interface SubjectSnapshot {
  readonly key: SubjectKey
  readonly state: unknown
  readonly recorded: readonly Recorded[]
}

export interface FoldSnapshot {
  readonly subjects: readonly SubjectSnapshot[]
  readonly voids: readonly Recorded[]
}

/**
 * The incremental fold of one scope (a round, or what belongs to the site alone).
 * Any order and any repetition of the same facts gives the same picture; one more fact costs what its
 * subject costs, also when it comes late. Mutable inside, read-only from outside.
 */
export class Fold {
  private readonly subjects = new Map<SubjectKey, Subject>()
  private readonly whereabouts = new Map<FactId, SubjectKey>()
  private readonly voids = new Map<FactId, Recorded>()
  private readonly voidFacts = new Map<FactId, Recorded>()
  private readonly tallies = new Map<string, number>()
  private readonly index = new Map<string, Map<string, number>>()
  private readonly found = new Map<DiscrepancyId, Finding>()
  private readonly indexVersions = new Map<string, number>()
  private readonly memos = new Map<string, { readonly deps: readonly unknown[]; readonly value: unknown }>()
  private readonly merges = new Map<HouseholdId, HouseholdId>()

  private changes = 0

  /** Grows with everything applied: what was computed from the whole fold holds until then. */
  get version(): number {
    return this.changes
  }

  apply(recorded: Recorded): void {
    this.changes += 1
    if (recorded.fact.kind === 'FactVoided') {
      this.applyVoid(recorded)
      return
    }
    if (this.whereabouts.has(recorded.factId)) return
    const key = subjectOf(recorded.fact)
    if (key === null) return
    const subject = this.subjectAt(key)
    this.whereabouts.set(recorded.factId, subject.key)
    const isLast = insertInOrder(subject.recorded, recorded)
    if (this.voids.has(recorded.factId)) return
    if (isLast) this.setState(subject, ruleOf(key).evolve(subject.state, recorded))
    else this.refold(subject)
  }

  /** The state of one subject; undefined when no fact has named it. */
  state<K extends SubjectKind>(kind: K, id: string): StateOf<K> | undefined {
    return this.subjects.get(`${kind}:${id}`)?.state as StateOf<K> | undefined
  }

  /** The facts that made a subject, oldest first, without those that were voided. */
  history(kind: SubjectKind, id: string): readonly Recorded[] {
    const all = this.subjects.get(`${kind}:${id}`)?.recorded ?? []
    return all.filter((recorded) => !this.voids.has(recorded.factId))
  }

  tally(key: string): number {
    return this.tallies.get(key) ?? 0
  }

  /** Members of an index, in no promised order. */
  members(index: string): readonly string[] {
    return [...(this.index.get(index)?.keys() ?? [])]
  }

  memberCount(index: string): number {
    return this.index.get(index)?.size ?? 0
  }

  /** Grows whenever a member joins or leaves the index. */
  indexVersion(index: string): number {
    return this.indexVersions.get(index) ?? 0
  }

  /** Keeps what `compute` answered until one of `deps` is another value. */
  memo<T>(name: string, deps: readonly unknown[], compute: () => T): T {
    const kept = this.memos.get(name)
    if (kept && kept.deps.length === deps.length && kept.deps.every((dep, i) => dep === deps[i]))
      return kept.value as T
    const value = compute()
    this.memos.set(name, { deps, value })
    return value
  }

  findings(): readonly Finding[] {
    return [...this.found.values()]
  }

  finding(id: DiscrepancyId): Finding | undefined {
    return this.found.get(id)
  }

  /** Who undid a fact, and why; undefined while it counts. */
  voidOf(factId: FactId): Recorded | undefined {
    return this.voids.get(factId)
  }

  /** The fact itself, voided or not. */
  recorded(factId: FactId): Recorded | undefined {
    const key = this.whereabouts.get(factId)
    return key === undefined
      ? this.voidFacts.get(factId)
      : this.subjects.get(key)?.recorded.find((recorded) => recorded.factId === factId)
  }

  /** The household that this one was merged into, or itself. */
  householdOf = (householdId: HouseholdId): HouseholdId => {
    let at = householdId
    const walked = new Set<HouseholdId>()
    for (let next = this.merges.get(at); next !== undefined; next = this.merges.get(at)) {
      if (walked.has(at)) return this.smallestInCircle(at)
      walked.add(at)
      at = next
    }
    return at
  }

  snapshot(): FoldSnapshot {
    const subjects = [...this.subjects.values()].map(({ key, state, recorded }) => ({
      key,
      state,
      recorded,
    }))
    return { subjects, voids: [...this.voidFacts.values()] }
  }

  static restore(snapshot: FoldSnapshot): Fold {
    const fold = new Fold()
    for (const recorded of snapshot.voids) fold.rememberVoid(recorded)
    for (const { key, state, recorded } of snapshot.subjects) {
      fold.subjects.set(key, { key, state, recorded: [...recorded], counts: false })
      for (const one of recorded) fold.whereabouts.set(one.factId, key)
      if (key.startsWith('household:')) fold.noteMerge(key, state)
    }
    for (const subject of fold.subjects.values()) fold.countIn(subject)
    return fold
  }

  private applyVoid(recorded: Recorded): void {
    if (this.voidFacts.has(recorded.factId)) return
    for (const factId of this.rememberVoid(recorded)) {
      const key = this.whereabouts.get(factId)
      if (key !== undefined) this.refold(this.subjectAt(key))
    }
  }

  private rememberVoid(recorded: Recorded): FactId[] {
    this.voidFacts.set(recorded.factId, recorded)
    if (recorded.fact.kind !== 'FactVoided') return []
    const fresh = recorded.fact.factIds.filter((factId) => !this.voids.has(factId))
    for (const factId of recorded.fact.factIds) {
      const earlier = this.voids.get(factId)
      if (!earlier || compareRecorded(recorded, earlier) < 0) this.voids.set(factId, recorded)
    }
    return fresh
  }

  private subjectAt(key: SubjectKey): Subject {
    const known = this.subjects.get(key)
    if (known) return known
    const state = ruleOf(key).begin(idIn(key))
    const subject: Subject = { key, recorded: [], state, counts: false }
    this.subjects.set(key, subject)
    return subject
  }

  private refold(subject: Subject): void {
    const rule = ruleOf(subject.key)
    let state = rule.begin(idIn(subject.key))
    for (const recorded of subject.recorded)
      if (!this.voids.has(recorded.factId)) state = rule.evolve(state, recorded)
    this.setState(subject, state)
  }

  private setState(subject: Subject, state: unknown): void {
    this.countOut(subject)
    subject.state = state
    if (subject.key.startsWith('household:')) this.remerge(subject.key, state)
    this.countIn(subject)
  }

  private countIn(subject: Subject): void {
    // A subject whose every fact was undone is nothing, also where the undoing was heard of first.
    const isSomething = subject.recorded.some((recorded) => !this.voids.has(recorded.factId))
    if (subject.counts || !isSomething) return
    subject.counts = true
    this.count(subject, 1)
  }

  /** What it was counted in with is worked out once more: kept, it would be half of all that a fold keeps. */
  private countOut(subject: Subject): void {
    if (subject.counts) this.count(subject, -1)
    subject.counts = false
  }

  private count({ key: subjectKey, state }: Subject, sign: 1 | -1): void {
    const yielded = ruleOf(subjectKey).yieldOf(state, this.householdOf)
    for (const [key, n] of yielded.tallies) {
      const sum = (this.tallies.get(key) ?? 0) + sign * n
      if (sum === 0) this.tallies.delete(key)
      else this.tallies.set(key, sum)
    }
    for (const [index, member] of yielded.links) this.link(index, member, sign)
    for (const finding of yielded.findings) {
      if (sign === 1) this.found.set(finding.discrepancyId, finding)
      else this.found.delete(finding.discrepancyId)
    }
  }

  private link(index: string, member: string, sign: 1 | -1): void {
    const members = this.index.get(index) ?? new Map<string, number>()
    const before = members.get(member) ?? 0
    const sum = before + sign
    if (before === 0 || sum === 0) this.indexVersions.set(index, this.indexVersion(index) + 1)
    if (sum > 0) members.set(member, sum)
    else members.delete(member)
    if (members.size > 0) this.index.set(index, members)
    else this.index.delete(index)
  }

  /** A circle of merges, made by two desks apart, ends at its smallest member on every replica. */
  private smallestInCircle(start: HouseholdId): HouseholdId {
    let smallest = start
    for (let at = this.merges.get(start); at !== undefined && at !== start; at = this.merges.get(at))
      if (at < smallest) smallest = at
    return smallest
  }

  private noteMerge(key: SubjectKey, state: unknown): void {
    const from = idIn(key) as HouseholdId
    const into = (state as StateOf<'household'>).mergedInto
    if (into === null || into === from) this.merges.delete(from)
    else this.merges.set(from, into)
  }

  /** A merge moves the yields of every subject that names one of the merged households. */
  private remerge(key: SubjectKey, state: unknown): void {
    const merged = new Set<string>([...this.merges.keys(), idIn(key)])
    const touched = [...merged].flatMap((household) =>
      this.members(`subjects-of:${household}`).flatMap(
        (member) => this.subjects.get(member as SubjectKey) ?? [],
      ),
    )
    for (const subject of touched) this.countOut(subject)
    this.noteMerge(key, state)
    for (const subject of touched) this.countIn(subject)
  }
}

const idIn = (key: SubjectKey): string => key.slice(key.indexOf(':') + 1)

/** Returns true when `recorded` became the last one. */
function insertInOrder(list: Recorded[], recorded: Recorded): boolean {
  let at = list.length
  while (at > 0 && compareRecorded(list[at - 1] as Recorded, recorded) > 0) at--
  list.splice(at, 0, recorded)
  return at === list.length - 1
}
