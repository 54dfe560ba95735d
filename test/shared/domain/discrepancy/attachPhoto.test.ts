import { expect, test } from 'vitest'
import { refusalDiscrepancyId } from '../../../../shared/domain/bag/bagState'
import { attachPhoto, mostPhotos, photosOf } from '../../../../shared/domain/discrepancy/attachPhoto'
import { discrepancies, discrepancyOf } from '../../../../shared/domain/discrepancy/discrepancies'
import type { Fact } from '../../../../shared/domain/facts'
import { closeDelivery } from '../../../../shared/domain/receiving/closeDelivery'
import { countGoods } from '../../../../shared/domain/receiving/countGoods'
import { lineDiscrepancyId } from '../../../../shared/domain/receiving/deliveryState'
import { splitOut } from '../../../../shared/domain/receiving/receiveLine'
import { voidFacts } from '../../../../shared/domain/voidFacts'
import { type DiscrepancyId, idOf } from '../../../../shared/kernel/ids'
import { pieces } from '../../../../shared/kernel/quantity'
import { ACounter } from '../../../builders/aCounter'
import {
  aBag,
  aDelivery,
  aProduct,
  delivery,
  photo,
  product,
  put,
  refused,
  someGoods,
} from '../../../builders/aRound'

const line = { deliveryId: delivery('1'), productId: product('egg') }
const short = lineDiscrepancyId('short', line)
const damaged = lineDiscrepancyId('damaged', line)
/** What attaching came to: 'ok', or why not. */
function attach(counter: ACounter, discrepancyId: DiscrepancyId, letter: string): string {
  const decided = counter.does(attachPhoto(counter.at(), { discrepancyId, photo: photo(letter) }))
  return decided.ok ? 'ok' : decided.refusal
}

const counted = { ...line, grams: null, condition: 'good', productionDay: null, bestBefore: null } as const

function atTheTruck(): ACounter {
  const listed: Fact = { kind: 'ProductListed', v: 1, product: aProduct('egg') }
  const counter = new ACounter(listed, {
    kind: 'DeliveryAnnounced',
    v: 1,
    delivery: aDelivery('1', [{ productId: product('egg'), pieces: pieces(10), grams: null }]),
  })
  counter.does(countGoods(counter.at(), { ...counted, pieces: pieces(8), how: 'count' }))
  return counter
}

test('a broken box is photographed the moment it is split out, and the photo is on its card', () => {
  const counter = atTheTruck()
  expect(attach(counter, damaged, 'a')).toBe('discrepancy-unknown')
  counter.does(splitOut(counter.at(), { ...line, pieces: pieces(2), as: 'damaged' }))
  expect(attach(counter, damaged, 'a')).toBe('ok')
  expect(discrepancyOf(counter.fold, damaged)).toMatchObject({ kind: 'damaged', photos: [photo('a')] })
})

test('a half empty box is photographed while the delivery is open; once it is closed the short card has the photo', () => {
  const counter = atTheTruck()
  expect(attach(counter, short, 'b')).toBe('ok')
  expect(discrepancies(counter.fold)).toEqual([])
  counter.does(closeDelivery(counter.at(), line))
  expect(discrepancyOf(counter.fold, short)).toMatchObject({ kind: 'short', photos: [photo('b')] })
  const other = lineDiscrepancyId('short', { ...line, productId: product('milk') })
  expect(attach(counter, other, 'c')).toBe('discrepancy-unknown')
})

test('a photo of a refused line hangs on that refusal, is there once, and undo takes it off', () => {
  const terms = aBag('1', 'wang')
  const counter = new ACounter(put(terms, someGoods('egg', 2)))
  counter.write(refused('1', someGoods('egg', 1)))
  const [refusal] = counter.fold.state('bag', terms.bagId)?.refused ?? []
  if (!refusal) throw new Error('nothing was refused')
  const discrepancyId = refusalDiscrepancyId(refusal.factId)
  expect(attach(counter, discrepancyId, 'a')).toBe('ok')
  expect(attach(counter, discrepancyId, 'a')).toBe('photo-there')
  expect(discrepancyOf(counter.fold, discrepancyId)?.photos).toHaveLength(1)
  const factIds = photosOf(counter.fold, discrepancyId).map(({ factId }) => factId)
  counter.does(voidFacts(counter.at(), { factIds, reason: 'wrong one' }))
  expect(discrepancyOf(counter.fold, discrepancyId)?.photos).toEqual([])
})

test('a card holds so many photos and no more', () => {
  const counter = atTheTruck()
  const hex = '0123456789abcdef'
  for (const letter of hex.slice(0, mostPhotos)) expect(attach(counter, short, letter)).toBe('ok')
  expect(attach(counter, short, 'f')).toBe('too-many-photos')
  expect(attach(counter, idOf('x'), 'f')).toBe('discrepancy-unknown')
})
