import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AllocatedOf, type Settlement, settlementOf } from '../../shared/domain/account/settlement'
import { Fold } from '../../shared/domain/fold/fold'
import { neededGoods, splitByValue } from '../../shared/domain/order/neededGoods'
import { Picture } from '../../shared/domain/picture'
import type { OrderTerms } from '../../shared/domain/terms'
import { addFen, fen, partOfFen, splitFen } from '../../shared/kernel/money'
import { pieces } from '../../shared/kernel/quantity'
import { round } from '../builders/aDesk'
import { anyHistory } from '../builders/aHistory'
import { household } from '../builders/aRound'
import { anyOrder, world } from '../builders/aWorld'
import { countingFacts } from '../builders/counting'
import { holds, propertyTimeoutMs } from './seeded'

/** Some give everything, some less, some nothing: the same for the same line, whoever asks. */
const anyAllocation: fc.Arbitrary<AllocatedOf> = fc
  .array(fc.integer({ min: 0, max: 8 }), { minLength: 8, maxLength: 8 })
  .map((given) => (orderId, line, productId) => {
    const at = (orderId.length + Number(orderId.slice(2)) + line + productId.length) % given.length
    return pieces(given[at] ?? 0)
  })

const story = fc.record({ entries: anyHistory, allocatedOf: anyAllocation })

function settled(fold: Fold, allocatedOf: AllocatedOf): readonly Settlement[] {
  const households = new Set(world.households.map((name) => fold.householdOf(household(name))))
  return [...households].map((householdId) => settlementOf(fold, householdId, allocatedOf))
}

function foldOf(entries: Parameters<Picture['apply']>[0][]): Fold {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  return picture.round(round) ?? new Fold()
}

const sum = (list: readonly Settlement[], of: (one: Settlement) => number) =>
  list.reduce((total, one) => total + of(one), 0)

describe('conservation of money', { timeout: propertyTimeoutMs }, () => {
  test('charged = paid + due + refunded + waived, and every part of it is what the facts say', () => {
    holds(
      fc.property(story, ({ entries, allocatedOf }) => {
        const fold = foldOf([...entries])
        const all = settled(fold, allocatedOf)
        for (const { chargedFen, paidFen, dueFen, refundedFen, waivedFen } of all)
          expect(chargedFen).toBe(paidFen + dueFen + refundedFen + waivedFen)

        const orders = fold.members('orders').flatMap((id) => fold.state('order', id)?.order ?? [])
        const active = orders.filter((order) => !order.cancelled)
        const amounts = (some: readonly OrderTerms[]) =>
          some.flatMap((order) => order.lines).reduce((total, line) => total + line.amountFen, 0)
        expect(sum(all, (one) => one.chargedFen)).toBe(amounts(active))
        expect(fold.tally('charged')).toBe(amounts(active))

        const moved = { taken: 0, waived: 0 }
        for (const { fact } of countingFacts(entries, round)) {
          if (fact.kind === 'PaymentTaken') moved.taken += fact.fen
          if (fact.kind === 'RefundPaid') moved.taken -= fact.fen
          if (fact.kind === 'DueWaived') moved.waived += fact.fen
        }
        const prepaid = orders.reduce((total, order) => total + order.paidFen, 0)
        expect(sum(all, (one) => one.paidFen)).toBe(prepaid + moved.taken)
        expect(sum(all, (one) => one.waivedFen)).toBe(moved.waived)
      }),
    )
  })

  test('no line goes back more than it cost; a line kept whole and not lighter costs what was agreed', () => {
    holds(
      fc.property(story, ({ entries, allocatedOf }) => {
        for (const settlement of settled(foldOf([...entries]), allocatedOf))
          for (const line of settlement.lines) {
            expect(line.refundedFen).toBe(addFen(...line.refunds.map((refund) => refund.fen)))
            expect(line.refundedFen).toBeGreaterThanOrEqual(0)
            expect(line.refundedFen).toBeLessThanOrEqual(line.chargedFen)
            const missing = line.refunds.reduce((total, refund) => total + refund.pieces, 0)
            expect(line.kept + missing).toBe(line.asked)
            if (line.kept === 0 && line.asked > 0) expect(line.refundedFen).toBe(line.chargedFen)
            const lighter = line.refunds.some((refund) => refund.reason === 'weighed-less')
            if (line.kept === line.asked && !lighter) expect(line.refundedFen).toBe(0)
            if (lighter) expect(line.weight?.status).toBe('confirmed')
          }
      }),
    )
  })

  test('the drawers together hold what was taken, per way of paying', () => {
    holds(
      fc.property(anyHistory, (entries) => {
        const fold = foldOf([...entries])
        const counting = countingFacts(entries, round)
        for (const method of ['cash', 'qr'] as const) {
          let taken = 0
          const tills = new Set<string>()
          for (const { fact, entryId } of counting) {
            if (fact.kind !== 'PaymentTaken' && fact.kind !== 'RefundPaid') continue
            if (fact.method !== method) continue
            taken += fact.kind === 'PaymentTaken' ? fact.fen : -fact.fen
            tills.add(`till:${method}:${fact.businessDay}:${entryId.split(':')[0]}`)
          }
          expect([...tills].reduce((total, till) => total + fold.tally(till), 0)).toBe(taken)
        }
      }),
    )
  })

  test('the parts of an order, kits taken apart, add up to the order', () => {
    holds(
      fc.property(anyOrder, (order) => {
        order.lines.forEach((line, at) => {
          const parts = neededGoods(order).filter((need) => need.line === at)
          expect(addFen(...parts.map((part) => part.amountFen))).toBe(line.amountFen)
        })
      }),
    )
  })
})

const anyTotal = fc.integer({ min: 0, max: 100_000_000 }).map(fen)

describe('every split adds up to the fen', () => {
  test('into equal parts', () => {
    holds(
      fc.property(anyTotal, fc.integer({ min: 1, max: 200 }), (total, parts) => {
        const split = splitFen(total, parts)
        expect(addFen(...split)).toBe(total)
        expect(Math.max(...split) - Math.min(...split)).toBeLessThanOrEqual(1)
      }),
      5_000,
    )
  })

  test('piece by piece: the steps from none to all hand out every fen once', () => {
    holds(
      fc.property(anyTotal, fc.integer({ min: 1, max: 200 }), (total, all) => {
        expect(partOfFen(total, 0, all)).toBe(0)
        expect(partOfFen(total, all, all)).toBe(total)
        const steps = splitFen(total, all)
        let sofar = 0
        for (let some = 1; some <= all; some++) {
          sofar += steps[some - 1] ?? 0
          if (partOfFen(total, some, all) !== sofar) expect(partOfFen(total, some, all)).toBe(sofar)
        }
      }),
    )
  })

  test('by value, as the components of a kit', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50_000 }).map(fen), { minLength: 1, maxLength: 12 })
    holds(
      fc.property(anyTotal, values, (total, by) => {
        const parts = splitByValue(total, by)
        expect(addFen(...parts)).toBe(total)
        const whole = addFen(...by)
        parts.forEach((part, i) => {
          const exact = whole > 0 ? (total * (by[i] ?? 0)) / whole : total / by.length
          expect(Math.abs(part - exact)).toBeLessThan(1 + 1e-6)
        })
      }),
      5_000,
    )
  })
})
