import type { Decide } from '../../../shared/domain/decide'
import type { HandoverProof, PayMethod, Receiver, RefusalReason } from '../../../shared/domain/facts'
import { receivers } from '../../../shared/domain/facts'
import type { Fold } from '../../../shared/domain/fold/fold'
import { changeOf } from '../../../shared/domain/handover/changeOf'
import { handOverBags } from '../../../shared/domain/handover/handOverBags'
import { payBack } from '../../../shared/domain/handover/payBack'
import { refuseLine } from '../../../shared/domain/handover/refuseLine'
import { takePayment } from '../../../shared/domain/handover/takePayment'
import { type Visit, visitOf } from '../../../shared/domain/handover/visitOf'
import { waiveDue } from '../../../shared/domain/handover/waiveDue'
import type { BagId, FactId, HouseholdId, ProductId, RoundId, VisitId } from '../../../shared/kernel/ids'
import { type Fen, fen } from '../../../shared/kernel/money'
import type { Pieces } from '../../../shared/kernel/quantity'
import type { Answer } from '../../commands/desk'
import { bagRemark } from './bagRemark'
import { type CounterState, idleCounter, type OpenVisit, type Remark } from './counterState'

/** What the counter needs around it; a test brings its own. */
export interface CounterDesk {
  /** The open round's fold, as it is now. */
  fold(): Fold
  otherRounds(): readonly { readonly roundId: RoundId; readonly title: string; readonly fold: Fold }[]
  nowMs(): number
  newId(): string
  run<Args>(decide: Decide<Args>, args: Args): Promise<Answer>
  undo(factIds: readonly FactId[], reason: string): Promise<Answer>
  /** Says a remark: by sound, and in the scan line if it came from a scan. */
  say(remark: Remark, scanned: string | null): void
}

interface Ending {
  readonly scanned?: BagId | null
  readonly changeFen?: Fen
}

/** The same bag scanned twice within this time is one scan too many, not a mistake; ms. */
const againMs = 3_000

/**
 * What happens at the counter, scan by scan and key by key. Holds only what is on the screen; everything that
 * happened is in the fold. One act at a time: the scan queue and the desk both wait for each answer.
 */
export class Counter {
  private state: CounterState = idleCounter
  private readonly listeners = new Set<() => void>()
  private lastHanded: { readonly bagId: BagId; readonly atMs: number } | null = null

  constructor(private readonly desk: CounterDesk) {}

  now = (): CounterState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** A bag in the hand: it opens the visit of its household and goes, if nothing stands against it. */
  async takeBag(bagId: BagId): Promise<void> {
    const { fold } = this
    const state = fold.state('bag', bagId)
    const stopped = bagRemark(this.desk, bagId)
    const household = state?.bag ? fold.householdOf(state.bag.householdId) : null
    const open = this.openVisit()
    if (household !== null && open && open.householdId !== household && this.hasWorkLeft(open)) {
      this.say({ kind: 'other-household', slot: state?.bag?.slot ?? 0, place: state?.place ?? null }, bagId)
      return
    }
    if (stopped?.kind === 'already-handed' && this.isAgain(bagId)) {
      this.say({ kind: 'again', slot: stopped.slot }, bagId)
      return
    }
    if (stopped || household === null) {
      this.say(stopped ?? { kind: 'bag-unknown', text: bagId }, bagId)
      return
    }
    const visit = open?.householdId === household ? open : this.freshVisit(household, 'bag-code')
    await this.handOver(visit, [bagId], bagId)
  }

  /** Shows a household; nothing is handed over yet. */
  open(householdId: HouseholdId, proof: HandoverProof, scanned: string | null = null): void {
    const household = this.fold.householdOf(householdId)
    const visit = this.freshVisit(household, proof)
    this.change({ stage: { at: 'visit', visit }, form: { asks: 'nothing' }, query: '', chosen: null })
    const seen = visitOf(this.fold, household)
    const nothing = !seen || seen.bags.length === 0
    this.say({ kind: nothing ? 'no-bags' : seen.standing === 'gone' ? 'all-gone' : 'opened' }, scanned)
  }

  /** Enter: all bags on the shelf go; then what is due is taken; then the visit is left. */
  async goOn(tendered: Fen | undefined): Promise<void> {
    const visit = this.openVisit()
    const seen = visit && visitOf(this.fold, visit.householdId)
    if (!visit || !seen) return
    if (seen.onShelf.length > 0) await this.handOver(visit, seen.onShelf, null)
    else if (seen.money.dueFen > 0) await this.takeMoney('cash', tendered)
    else this.leave()
  }

  /** @param tendered what was given over the counter; nothing typed means exactly what is due */
  async takeMoney(method: PayMethod, tendered: Fen | undefined): Promise<void> {
    const at = this.owing()
    if (!at) return
    const { visit, dueFen } = at
    const changeFen = method === 'cash' && tendered !== undefined ? changeOf(dueFen, tendered) : fen(0)
    if (changeFen === undefined) {
      this.say({ kind: 'tendered-too-little', missingFen: fen(dueFen - (tendered ?? 0)) })
      return
    }
    await this.write(
      takePayment,
      { ...idsOf(visit), fen: dueFen, method },
      { remark: { kind: 'paid', fen: dueFen, method, changeFen }, ends: true, changeFen },
    )
  }

  async waive(reason: string): Promise<void> {
    const at = this.owing()
    if (!at) return
    const { visit, dueFen } = at
    await this.write(
      waiveDue,
      { ...idsOf(visit), fen: dueFen, reason },
      { remark: { kind: 'waived', fen: dueFen }, ends: true },
    )
  }

  async giveBack(method: PayMethod): Promise<void> {
    const visit = this.openVisit()
    const dueFen = visit && visitOf(this.fold, visit.householdId)?.money.dueFen
    if (!visit || dueFen === undefined) return
    const back = fen(Math.max(0, -dueFen))
    await this.write(
      payBack,
      { ...idsOf(visit), fen: back, method },
      { remark: { kind: 'paid-back', fen: back } },
    )
  }

  async refuse(bagId: BagId, productId: ProductId, pieces: Pieces, reason: RefusalReason): Promise<void> {
    const visit = this.openVisit()
    if (!visit) return
    const { visitId } = visit
    await this.write(
      refuseLine,
      { bagId, productId, pieces, visitId, reason },
      { remark: { kind: 'line-refused' } },
    )
  }

  askRefusal(bagId: BagId, productId: ProductId, scanned: string | null = null): void {
    if (!this.openVisit()) return
    this.change({ form: { asks: 'refusal', bagId, productId }, remark: null })
    if (scanned !== null) this.say({ kind: 'refusal-asked' }, scanned)
  }

  askWaiver(): void {
    if (this.owing()) this.change({ form: { asks: 'waiver' }, remark: null })
  }

  /** 代取: the next of the closed list. */
  nextReceiver(to?: Receiver): void {
    const visit = this.openVisit()
    if (!visit) return
    const next = receivers[(receivers.indexOf(visit.receiver) + 1) % receivers.length] ?? 'self'
    this.change({ stage: { at: 'visit', visit: { ...visit, receiver: to ?? next } } })
  }

  /** 撤销 by name: handovers, a refused line, money. */
  async takeBack(factIds: readonly FactId[], reason: string): Promise<void> {
    const answer = await this.desk.undo(factIds, reason)
    this.say(answer.ok ? { kind: 'undone' } : { kind: 'refused-by-rule', refusal: answer.refusal })
  }

  /** Esc: out of the form, past a stop, then out of the visit; the rest stays where it is, under the same code. */
  leave(): void {
    const { form, remark } = this.state
    if (form.asks !== 'nothing') this.change({ form: { asks: 'nothing' } })
    else if (this.openVisit() && remark?.kind === 'other-household') this.change({ remark: null })
    else this.change({ stage: { at: 'idle' }, remark: null, query: '', chosen: null })
  }

  look(query: string, chosen: number | null = null): void {
    const { stage } = this.state
    const shown = stage.at === 'gone' ? { stage: { at: 'idle' as const } } : {}
    this.change({ ...shown, query, chosen, remark: null })
  }

  /** The second of green is over. */
  rest(visitId: VisitId): void {
    const { stage } = this.state
    if (stage.at === 'gone' && stage.visit.visitId === visitId)
      this.change({ stage: { at: 'idle' }, remark: null })
  }

  say(remark: Remark, scanned: string | null = null): void {
    this.change({ remark, remarks: this.state.remarks + 1 })
    this.desk.say(remark, scanned)
  }

  /** F8 took something of this visit back; the desk has said so by sound. */
  noteUndone(): void {
    if (this.state.remark?.kind !== 'undone') this.change({ remark: { kind: 'undone' } })
  }

  private get fold(): Fold {
    return this.desk.fold()
  }

  private openVisit(): OpenVisit | undefined {
    return this.state.stage.at === 'visit' ? this.state.stage.visit : undefined
  }

  private owing(): { visit: OpenVisit; dueFen: Fen } | undefined {
    const visit = this.openVisit()
    const dueFen = visit && visitOf(this.fold, visit.householdId)?.money.dueFen
    return visit && dueFen !== undefined ? { visit, dueFen } : undefined
  }

  /** A visit in which nothing more can be done does not hold up the next household. */
  private hasWorkLeft({ householdId }: OpenVisit): boolean {
    const seen = visitOf(this.fold, householdId)
    return seen !== undefined && (seen.onShelf.length > 0 || (seen.money.dueFen > 0 && seen.bags.length > 0))
  }

  private freshVisit(householdId: HouseholdId, proof: HandoverProof): OpenVisit {
    const byNeighbour = visitOf(this.fold, householdId)?.fulfilment === 'neighbour'
    const visitId = this.desk.newId() as VisitId
    return { householdId, visitId, proof, receiver: byNeighbour ? 'neighbour' : 'self' }
  }

  private isAgain(bagId: BagId): boolean {
    const last = this.lastHanded
    return last?.bagId === bagId && this.desk.nowMs() - last.atMs < againMs
  }

  private async handOver(visit: OpenVisit, bagIds: readonly BagId[], scanned: BagId | null): Promise<void> {
    const { visitId, proof, receiver } = visit
    const answer = await this.desk.run(handOverBags, { bagIds, visitId, proof, receiver })
    if (!answer.ok) return this.say({ kind: 'refused-by-rule', refusal: answer.refusal }, scanned)
    const last = bagIds.at(-1)
    if (last !== undefined) this.lastHanded = { bagId: last, atMs: this.desk.nowMs() }
    this.change({ stage: { at: 'visit', visit }, form: { asks: 'nothing' }, query: '', chosen: null })
    const seen = visitOf(this.fold, visit.householdId)
    if (!seen || this.completed(visit, seen, { scanned })) return
    const uneasy = seen.warnings.some((warning) => warning !== 'refund-owed')
    const left = seen.onShelf.length
    const due = left === 0 && seen.money.dueFen > 0
    this.say(
      due
        ? { kind: 'money-left', fen: seen.money.dueFen }
        : { kind: 'handed', slot: seen.slot ?? 0, left, uneasy },
      scanned,
    )
  }

  private completed(visit: OpenVisit, seen: Visit, { scanned = null, changeFen = fen(0) }: Ending): boolean {
    if (seen.standing !== 'gone') return false
    const [slot, bags] = [seen.slot ?? 0, seen.bags.length]
    const refundFen = fen(Math.max(0, -seen.money.dueFen))
    this.change({ stage: { at: 'gone', visit, slot, bags, refundFen, changeFen }, form: { asks: 'nothing' } })
    this.say({ kind: 'all-handed', slot, bags }, scanned)
    return true
  }

  /** Writes what the visit decided beside its bags. Money that was the last thing to settle ends the visit. */
  private async write<Args>(
    decide: Decide<Args>,
    args: Args,
    { remark, ends = false, changeFen = fen(0) }: { remark: Remark; ends?: boolean; changeFen?: Fen },
  ): Promise<void> {
    const answer = await this.desk.run(decide, args)
    if (!answer.ok) return this.say({ kind: 'refused-by-rule', refusal: answer.refusal })
    this.change({ form: { asks: 'nothing' } })
    const visit = this.openVisit()
    const seen = visit && visitOf(this.fold, visit.householdId)
    if (ends && visit && seen && this.completed(visit, seen, { changeFen })) return
    this.say(remark)
  }

  private change(next: Partial<CounterState>): void {
    this.state = { ...this.state, ...next }
    for (const listener of this.listeners) listener()
  }
}

function idsOf({ householdId, visitId }: OpenVisit): { householdId: HouseholdId; visitId: VisitId } {
  return { householdId, visitId }
}
