import { expect, test } from 'vitest'
import { releaseObstacles } from '../../../../shared/domain/balance/releaseRound'
import { roundProgress } from '../../../../shared/domain/round/roundProgress'
import { householdProgress } from '../../../../shared/domain/sorting/householdProgress'
import { packItem } from '../../../../shared/domain/sorting/packItem'
import type { FactId } from '../../../../shared/kernel/ids'
import { pieces } from '../../../../shared/kernel/quantity'
import { household, product } from '../../../builders/aRound'
import { aSorting } from '../../../builders/aSorting'

const milk = {
  productId: product('milk'),
  householdId: household('wang'),
  pieces: pieces(1),
  grams: null,
  lotId: null,
  how: 'sow',
} as const

test('a bag opened again and emptied is no bag: nothing waits for it to be closed', () => {
  const counter = aSorting()
  counter.does(packItem(counter.at(), milk))
  const [bagId = ''] = counter.fold.members('bags')
  const putId = counter.fold.history('bag', bagId)[0]?.factId as FactId
  counter.does({
    ok: true,
    facts: [
      {
        kind: 'BagReopened',
        v: 1,
        bagId: counter.fold.state('bag', bagId)?.bagId ?? ('' as never),
        reason: 'x',
      },
      { kind: 'FactVoided', v: 1, factIds: [putId], reason: 'cancelled' },
    ],
  })

  expect(counter.fold.state('bag', bagId)).toMatchObject({ status: 'open', items: [] })
  expect(releaseObstacles(counter.fold)).not.toContain('bags-still-open')
  expect(roundProgress(counter.fold).handed).toEqual({ done: 0, total: 0 })
  expect(householdProgress(counter.fold, household('wang'))?.openBags).toBe(0)

  const again = counter.does(packItem(counter.at(), milk))
  expect(again.ok && again.facts.map(({ kind }) => kind)).toEqual(['ItemPut', 'BagClosed'])
  expect(counter.fold.members('bags')).toEqual([bagId])
})
