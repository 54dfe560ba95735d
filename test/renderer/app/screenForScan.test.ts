import { describe, expect, test } from 'vitest'
import { screenForScan } from '../../../renderer/app/screenForScan'
import type { Fact } from '../../../shared/domain/facts'
import { formatBagCode, formatShelfCode, formatSlotCode } from '../../../shared/domain/label/ownCodes'
import { classifyScan } from '../../../shared/intake/codes/classifyScan'
import { defaultCodeSettings } from '../../../shared/intake/codes/codeSettings'
import { idOf } from '../../../shared/kernel/ids'
import { pieces } from '../../../shared/kernel/quantity'
import { ACounter } from '../../builders/aCounter'
import { round } from '../../builders/aDesk'
import {
  aBag,
  aDelivery,
  aLine,
  anOrder,
  aProduct,
  day,
  delivery,
  household,
  placed,
  product,
  put,
  someGoods,
} from '../../builders/aRound'

const gtin = '6901234567892'
const bagCode = formatBagCode({ roundCode: 'TEST', slot: 1, zone: 'ambient', n: 1 })
const opened: Fact = {
  kind: 'RoundOpened',
  v: 1,
  roundId: round,
  roundCode: 'TEST',
  title: 'a round',
  pickupFrom: day('2026-04-01'),
  pickupUntil: day('2026-04-02'),
}
const bag = aBag('1', 'zhang', { bagId: idOf(bagCode) })
const counted: Fact = {
  kind: 'GoodsCounted',
  v: 1,
  deliveryId: delivery('1'),
  goods: someGoods('tea', 4),
  condition: 'good',
  productionDay: null,
  bestBefore: null,
  how: 'scan',
}
const closed: Fact = { kind: 'DeliveryClosed', v: 1, deliveryId: delivery('1') }
const released: Fact = { kind: 'RoundReleased', v: 1, roundId: round, overrideReason: null }

/** 4 boxes of tea, ordered and announced; orders are cut off. */
function aRound(...more: readonly Fact[]): ACounter {
  return new ACounter(
    opened,
    { kind: 'ProductListed', v: 1, product: aProduct('tea', { barcodes: [gtin] }) },
    placed(anOrder('1', 'zhang', [aLine('tea', 4, 2_000)])),
    { kind: 'RoundCutOff', v: 1, roundId: round },
    { kind: 'SlotsAssigned', v: 1, roundId: round, slots: [{ householdId: household('zhang'), slot: 1 }] },
    {
      kind: 'DeliveryAnnounced',
      v: 1,
      delivery: aDelivery('1', [{ productId: product('tea'), pieces: pieces(4), grams: null }]),
    },
    ...more,
  )
}

function whereTo(counter: ACounter, text: string): string | null {
  const code = classifyScan(text, defaultCodeSettings(2026))
  return screenForScan(counter.fold, counter.picture.site, code)?.path ?? null
}

describe('where a scan goes from any screen', () => {
  test('goods go to the delivery that waits for them, and to sorting once they are on the floor', () => {
    expect(whereTo(aRound(), gtin)).toBe('/receive')
    expect(whereTo(aRound(counted, closed), gtin)).toBe('/sort')
  })

  test('a code nobody knows goes where it can be attached; half a code goes nowhere', () => {
    expect(whereTo(aRound(), '6900000000007')).toBe('/receive')
    expect(whereTo(aRound(counted, closed), '6900000000007')).toBe('/sort')
    expect(whereTo(aRound(), '6901234567899')).toBeNull()
  })

  test('a bag goes to sorting, to the shelves when it is closed and released, then to the counter', () => {
    const packed = aRound(counted, closed, put(bag, someGoods('tea', 4)))
    expect(whereTo(packed, bagCode)).toBe('/sort')
    packed.write({ kind: 'BagClosed', v: 1, bag }).write(released)
    expect(whereTo(packed, bagCode)).toBe('/shelve')
    packed.write({ kind: 'BagShelved', v: 1, bagId: bag.bagId, place: 'A-2', pickupCode: 'A-2-0001' })
    expect(whereTo(packed, bagCode)).toBe('/handover')
  })

  test('a slot label, a shelf label, a pickup code and a phone tail know their screens', () => {
    const counter = aRound()
    expect(whereTo(counter, formatSlotCode(1))).toBe('/sort')
    expect(whereTo(counter, formatShelfCode({ shelf: 'A', layer: 2 }))).toBe('/shelve')
    expect(whereTo(counter, 'A-2-0001')).toBe('/handover')
    expect(whereTo(counter, '8000')).toBe('/handover')
  })

  test('before there is a round, nothing has a screen', () => {
    expect(whereTo(new ACounter(), gtin)).toBeNull()
  })
})
