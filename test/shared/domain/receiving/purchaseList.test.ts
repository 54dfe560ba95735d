import { expect, test } from 'vitest'
import type { Fact } from '../../../../shared/domain/facts'
import { plannedDelivery, purchaseList } from '../../../../shared/domain/receiving/purchaseList'
import { idOf, type SupplierId } from '../../../../shared/kernel/ids'
import { pieces } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import { round } from '../../../builders/aDesk'
import { aComponent, aLine, anOrder, aProduct, placed } from '../../../builders/aRound'

const farm = { supplierId: idOf<SupplierId>('s-farm'), supplierName: 'farm' } as const
const products = [
  aProduct('potato', { ...farm, caseSize: pieces(10) }),
  aProduct('tomato', farm),
  aProduct('bag', { gift: true }),
  aProduct('kit', { components: [aComponent('potato', 2, 300), aComponent('tomato', 1, 200)] }),
]
const listed = products.map((product): Fact => ({ kind: 'ProductListed', v: 1, product }))
const kit = products[3]?.components ?? []

function ordered(): ACounter {
  return new ACounter(
    ...listed,
    placed(anOrder('1', 'zhang', [aLine('potato', 7, 700), aLine('bag', 1, 0, { giftOf: 0 })])),
    placed(anOrder('2', 'li', [aLine('kit', 2, 1000, { components: kit })], { participateNo: 2 })),
    placed(anOrder('3', 'wang', [aLine('tomato', 4, 400)], { cancelled: true, participateNo: 3 })),
  )
}

const how = { dueDay: null, unnamed: 'nobody' }

function planned(counter: ACounter, supplierName: string | null) {
  const purchase = purchaseList(counter.fold).find((one) => one.supplierName === supplierName)
  if (purchase === undefined) throw new Error('nothing to buy')
  return plannedDelivery(counter.fold, round, purchase, how)
}

test('what to buy is what was ordered in whole cases, kits as their components, gifts too, cancelled orders not', () => {
  const lines = purchaseList(ordered().fold).map(({ supplierName, lines }) => [
    supplierName,
    lines.map(({ product, ordered, toBuy, cases }) => [product.name, ordered, toBuy, cases]),
  ])
  expect(lines).toEqual([
    [
      'farm',
      [
        ['potato', 11, 20, 2],
        ['tomato', 2, 2, null],
      ],
    ],
    [null, [['bag', 1, 1, null]]],
  ])
})

test('a delivery made twice is one delivery; more orders bring it up to date while it is open', () => {
  const counter = ordered()
  const first = planned(counter, 'farm')
  expect(first.standing).toBe('new')
  counter.write({ kind: 'DeliveryAnnounced', v: 1, delivery: first.delivery })
  expect(planned(counter, 'farm').standing).toBe('same')
  counter.write(placed(anOrder('4', 'zhao', [aLine('tomato', 5, 500)], { participateNo: 4 })))
  const again = planned(counter, 'farm')
  expect(again.standing).toBe('changed')
  expect(again.delivery.deliveryId).toBe(first.delivery.deliveryId)
})

test('what a closed delivery announced is not announced again', () => {
  const counter = ordered()
  const { delivery } = planned(counter, 'farm')
  counter.write({ kind: 'DeliveryAnnounced', v: 1, delivery })
  counter.write({ kind: 'DeliveryClosed', v: 1, deliveryId: delivery.deliveryId })
  expect(planned(counter, 'farm').standing).toBe('received')
  counter.write(placed(anOrder('4', 'zhao', [aLine('tomato', 5, 500)], { participateNo: 4 })))
  const late = planned(counter, 'farm')
  expect(late.standing).toBe('new')
  expect(late.delivery.lines).toEqual([{ productId: 'p-tomato', pieces: 5, grams: null }])
  expect(late.delivery.deliveryId).not.toBe(delivery.deliveryId)
})
