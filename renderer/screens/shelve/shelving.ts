import type { BagState } from '../../../shared/domain/bag/bagState'
import { type ShelveBag, shelveBag } from '../../../shared/domain/bag/shelveBag'
import { placeName, proposedPlace, readPlace, zoneClash } from '../../../shared/domain/bag/shelves'
import type { Decide } from '../../../shared/domain/decide'
import type { Fold } from '../../../shared/domain/fold/fold'
import { householdAt } from '../../../shared/domain/sorting/needs'
import type { ScannedCode } from '../../../shared/intake/codes/scannedCode'
import type { BagId } from '../../../shared/kernel/ids'
import type { Answer } from '../../commands/desk'
import { nothingInHand, type ShelvingRemark, type ShelvingState } from './shelvingState'

/** What shelving needs around it; a test brings its own. */
export interface ShelvingDesk {
  fold(): Fold
  /** Title of another open round that has this bag. */
  otherRoundOf(bagId: BagId): string | undefined
  run(decide: Decide<ShelveBag>, args: ShelveBag): Promise<Answer>
  say(remark: ShelvingRemark, scanned: string | null): void
}

/** 上架: a bag, then a shelf; or a shelf first, then bag after bag. Moving a bag is shelving it again. */
export class Shelving {
  private state: ShelvingState = nothingInHand
  private readonly listeners = new Set<() => void>()

  constructor(private readonly desk: ShelvingDesk) {}

  now = (): ShelvingState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** 'pass' for what another screen does better. */
  async take(code: ScannedCode, scanned: string): Promise<'pass' | undefined> {
    this.change({ typed: '' })
    switch (code.kind) {
      case 'bag':
        await this.takeBag(code.bagCode as BagId, scanned)
        return undefined
      case 'shelf':
        await this.takePlace(placeName(code.place), scanned)
        return undefined
      case 'slot':
        await this.takeSlot(code.slot, scanned)
        return undefined
      case 'pickup':
      case 'phone-tail':
        return 'pass'
      case 'unknown':
        this.say({ kind: 'unreadable', doubt: code.doubt }, scanned)
        return undefined
      default:
        this.say({ kind: 'product' }, scanned)
        return undefined
    }
  }

  /** A letter or digit of a place. */
  type(text: string): void {
    this.change({ typed: text })
  }

  /** Enter: what was typed is the place, else the proposal is. */
  async confirm(): Promise<void> {
    const { typed, hand } = this.state
    if (typed !== '') {
      const place = readPlace(typed)
      if (!place) return this.say({ kind: 'no-place', text: typed })
      this.change({ typed: '' })
      return this.takePlace(placeName(place), null)
    }
    const proposal = hand === null ? undefined : proposedPlace(this.desk.fold(), hand)
    if (hand !== null && proposal) await this.shelve(hand, proposal.place, null)
  }

  /** A bag chosen from the list, as if scanned. */
  pick(bagId: BagId): Promise<void> {
    return this.takeBag(bagId, null)
  }

  /** Esc: the typed place, then the bag in hand, then the open shelf. */
  putDown(): void {
    const { typed, hand } = this.state
    if (typed !== '') this.change({ typed: '' })
    else if (hand !== null) this.change({ hand: null, remark: null })
    else this.change({ openShelf: null, remark: null })
  }

  private async takeBag(bagId: BagId, scanned: string | null): Promise<void> {
    const fold = this.desk.fold()
    const state = fold.state('bag', bagId)
    if (!state?.bag) {
      const title = this.desk.otherRoundOf(bagId)
      const unknown: ShelvingRemark = { kind: 'bag-unknown', text: bagId }
      return this.say(title === undefined ? unknown : { kind: 'other-round', title }, scanned)
    }
    const { slot } = state.bag
    const [handover] = state.handovers
    if (handover) return this.say({ kind: 'handed-over', slot, handover }, scanned)
    if (state.status === 'open') return this.say({ kind: 'bag-open', slot }, scanned)
    const { openShelf } = this.state
    if (openShelf) return this.shelve(bagId, openShelf.place, scanned)
    const proposal = proposedPlace(fold, bagId)
    this.change({ hand: bagId })
    if (proposal) this.say({ kind: 'in-hand', slot, proposal }, scanned)
  }

  private async takePlace(place: string, scanned: string | null): Promise<void> {
    const { hand, openShelf } = this.state
    if (hand !== null) return this.shelve(hand, place, scanned)
    if (openShelf?.place !== place) this.change({ openShelf: { place, put: 0 } })
    this.say({ kind: 'shelf-open', place }, scanned)
  }

  /** The label of a sort slot stands for the one bag of its household that waits. */
  private async takeSlot(slot: number, scanned: string): Promise<void> {
    const fold = this.desk.fold()
    const household = householdAt(fold, slot)
    const waiting = (household === undefined ? [] : fold.members(`bags-of:${household}`))
      .flatMap((id) => fold.state('bag', id) ?? [])
      .filter((bag) => bag.status === 'closed')
    const [only, ...more] = waiting
    if (only && more.length === 0) await this.takeBag(only.bagId, scanned)
    else this.say({ kind: 'no-bag-there', text: String(slot) }, scanned)
  }

  private async shelve(bagId: BagId, place: string, scanned: string | null): Promise<void> {
    const fold = this.desk.fold()
    const before = fold.state('bag', bagId)
    const terms = before?.bag
    if (!terms) return
    if (before.status === 'on-shelf' && before.place === place) {
      this.change({ hand: null })
      return this.say({ kind: 'already-there', place, slot: terms.slot }, scanned)
    }
    const clash = zoneClash(fold, place, terms.zone)
    const answer = await this.desk.run(shelveBag, { bagId, place })
    if (!answer.ok) return this.say({ kind: 'refused-by-rule', refusal: answer.refusal }, scanned)
    const { openShelf } = this.state
    const sticky = openShelf?.place === place ? { openShelf: { place, put: openShelf.put + 1 } } : {}
    this.change({ hand: null, ...sticky })
    const { slot, zone } = terms
    const pickupCode = fold.state('bag', bagId)?.pickupCode ?? ''
    const from = before.status === 'on-shelf' ? before.place : null
    const siblings = siblingsWaiting(fold, before)
    this.say({ kind: 'shelved', place, slot, zone, pickupCode, from, clash, siblings }, scanned)
  }

  private say(remark: ShelvingRemark, scanned: string | null = null): void {
    this.change({ remark })
    this.desk.say(remark, scanned)
  }

  private change(next: Partial<ShelvingState>): void {
    this.state = { ...this.state, ...next }
    for (const listener of this.listeners) listener()
  }
}

function siblingsWaiting(fold: Fold, { bag, bagId }: BagState): number {
  if (!bag) return 0
  return fold
    .members(`bags-of:${fold.householdOf(bag.householdId)}`)
    .filter((id) => id !== bagId && fold.state('bag', id)?.status === 'closed').length
}
