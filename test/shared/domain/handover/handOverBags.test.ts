import { expect, test } from 'vitest'
import { handOverBags } from '../../../../shared/domain/handover/handOverBags'
import { ACounter } from '../../../builders/aCounter'
import * as a from '../../../builders/aRound'

test('a bag scanned twice in one visit leaves once, and is not contested', () => {
  const terms = a.aBag('1', 'wang')
  const counter = new ACounter(
    a.put(terms, a.someGoods('tomato', 1)),
    { kind: 'BagClosed', v: 1, bag: terms },
    a.shelved('1'),
  )
  const twice = { bagIds: [a.bag('1'), a.bag('1')], visitId: a.visit('1') }
  counter.does(handOverBags(counter.at(), { ...twice, proof: 'bag-code', receiver: 'self' }))

  expect(counter.fold.state('bag', a.bag('1'))?.status).toBe('handed-over')
})
