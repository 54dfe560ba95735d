import { lotIdOf } from '../../shared/domain/receiving/lot'
import { idOf } from '../../shared/kernel/ids'
import { fen } from '../../shared/kernel/money'
import { grams, pieces } from '../../shared/kernel/quantity'
import { ACounter } from './aCounter'
import { round } from './aDesk'
import { aDelivery, aLine, anOrder, aProduct, day, delivery, household, placed, product } from './aRound'

/** Sold at 500 g a portion. */
export const byWeight = { by: 'weight', fenPerKg: fen(1000), nominalGrams: grams(500) } as const

/**
 * A round that is received and ready to sort: 王 (slot 1) gets 2 tomatoes and 1 milk, 李 (slot 2) gets 1 tomato and
 * 2 portions of grapes. Of tomatoes 5 came, of milk 1, of grapes 2 portions of 1,020 g together.
 */
export function aSorting(): ACounter {
  const lines = [
    { productId: product('tomato'), pieces: pieces(5), grams: null },
    { productId: product('milk'), pieces: pieces(1), grams: null },
    { productId: product('grapes'), pieces: pieces(2), grams: grams(1020) },
  ]
  return new ACounter(
    {
      kind: 'RoundOpened',
      v: 1,
      roundId: round,
      roundCode: 'A1B2',
      title: 'Wednesday',
      pickupFrom: day('2026-04-02'),
      pickupUntil: day('2026-04-03'),
    },
    { kind: 'ProductListed', v: 1, product: aProduct('tomato') },
    { kind: 'ProductListed', v: 1, product: aProduct('milk', { zone: 'chilled' }) },
    { kind: 'ProductListed', v: 1, product: aProduct('grapes', { sale: byWeight }) },
    placed(anOrder('1', 'wang', [aLine('tomato', 2, 1000), aLine('milk', 1, 500)], { participateNo: 1 })),
    placed(
      anOrder(
        '2',
        'li',
        [
          aLine('tomato', 1, 500),
          aLine('grapes', 2, 1000, { weight: { fenPerKg: fen(1000), nominalGrams: grams(500) } }),
        ],
        { participateNo: 2 },
      ),
    ),
    { kind: 'RoundCutOff', v: 1, roundId: round },
    {
      kind: 'SlotsAssigned',
      v: 1,
      roundId: round,
      slots: [
        { householdId: household('wang'), slot: 1 },
        { householdId: household('li'), slot: 2 },
      ],
    },
    { kind: 'DeliveryAnnounced', v: 1, delivery: aDelivery('1', lines) },
    ...lines.map((line) => ({
      kind: 'GoodsCounted' as const,
      v: 1 as const,
      deliveryId: delivery('1'),
      goods: { ...line, lotId: lotIdOf(idOf('d-1'), line.productId, null) },
      condition: 'good' as const,
      productionDay: null,
      bestBefore: null,
      how: 'count' as const,
    })),
    { kind: 'DeliveryClosed', v: 1, deliveryId: delivery('1') },
  )
}
