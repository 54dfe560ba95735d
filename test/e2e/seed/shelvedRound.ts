import { start } from '../../../renderer/app/compose'
import { loadSampleRound } from '../../../renderer/commands/loadSampleRound'
import { claimsOf } from '../../../shared/domain/allocation/allocationOf'
import type { Decide } from '../../../shared/domain/decide'
import type { BagTerms, Fact } from '../../../shared/domain/facts'
import { formatBagCode } from '../../../shared/domain/label/ownCodes'
import { lotIdOf } from '../../../shared/domain/receiving/lot'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { cutOffRound } from '../../../shared/domain/round/cutOffRound'
import type { Zone } from '../../../shared/domain/terms'
import type { BagId, DeliveryId, HouseholdId, RoundId } from '../../../shared/kernel/ids'
import { type Grams, grams } from '../../../shared/kernel/quantity'

/** One household as the counter will meet it. */
export interface SeededHousehold {
  readonly slot: number
  readonly name: string
  readonly tail: string
  readonly dueFen: number
  readonly bags: readonly string[]
  readonly pickupCode: string
}

const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })
const shelfOf: Record<Zone, string> = { ambient: 'A-1', chilled: 'C-1', frozen: 'F-1' }

/**
 * Runs in the page, beside the built app and on its own disk: the sample round, its first households packed,
 * the round released, their bags on the shelves but for those of the last `waiting` households.
 */
export async function seedShelvedRound(
  households: number,
  waiting: number,
): Promise<readonly SeededHousehold[]> {
  const started = await start(() => {})
  if (started.status !== 'ready') throw new Error(`the desk is ${started.status}`)
  const { workplace, stores } = started
  const { desk } = workplace
  const roundId = await loadSampleRound(desk, 'week')
  await desk.run(roundId, cutOffRound, {})
  const fold = desk.point.picture.round(roundId)
  const round = fold && currentRound(fold)
  if (!fold || !round?.opened) throw new Error('the sample round did not open')
  const facts: Fact[] = []
  const seeded: SeededHousehold[] = []
  const first = Object.entries(round.slots)
    .sort((a, b) => a[1] - b[1])
    .slice(0, households)
  for (const [id, slot] of first) {
    const householdId = id as HouseholdId
    const bags = new Map<Zone, BagTerms>()
    let dueFen = 0
    for (const orderId of fold.members(`orders-of:${id}`)) {
      const order = fold.state('order', orderId)?.order
      dueFen += (order?.lines ?? []).reduce((sum, line) => sum + line.amountFen, 0) - (order?.paidFen ?? 0)
    }
    for (const { need } of claimsOf(fold, householdId)) {
      const product = fold.state('product', need.productId)?.product
      if (!product) continue
      const { zone, sale } = product
      const bag = bags.get(zone) ?? bagOf(round.opened.roundCode, { roundId, householdId, slot, zone })
      bags.set(zone, bag)
      const weight: Grams | null = sale.by === 'weight' ? grams(sale.nominalGrams * need.pieces) : null
      const lotId = lotIdOf('sample-delivery' as DeliveryId, need.productId, null)
      const goods = { productId: need.productId, lotId, pieces: need.pieces, grams: weight }
      facts.push({ kind: 'ItemPut', v: 1, bag, goods, weight: weight === null ? null : 'actual', how: 'sow' })
    }
    const pickupCode = `${shelfOf[[...bags.keys()][0] ?? 'ambient']}-${String(slot).padStart(4, '0')}`
    for (const bag of bags.values()) facts.push({ kind: 'BagClosed', v: 1, bag })
    if (slot <= households - waiting)
      for (const { bagId, zone } of bags.values())
        facts.push({ kind: 'BagShelved', v: 1, bagId, place: shelfOf[zone], pickupCode })
    const identity = desk.point.people.get(householdId)
    const tail = identity?.phone?.slice(-4) ?? ''
    const codes = [...bags.values()].map(({ bagId }) => bagId)
    seeded.push({ slot, name: identity?.name ?? '', tail, dueFen, bags: codes, pickupCode })
  }
  const released: Fact = { kind: 'RoundReleased', v: 1, roundId, overrideReason: 'seeded' }
  const answer = await desk.run(roundId, asGiven, [...facts, released])
  if (!answer.ok) throw new Error(answer.refusal)
  await stores.close()
  return seeded
}

function bagOf(
  roundCode: string,
  at: { roundId: RoundId; householdId: HouseholdId; slot: number; zone: Zone },
): BagTerms {
  const bagId = formatBagCode({ roundCode, slot: at.slot, zone: at.zone, n: 1 }) as BagId
  return { bagId, ...at, bagNo: 1 }
}
