import { useEffect, useState } from 'react'
import { type RoundDoubt, roundDoubts } from '../../../shared/intake/household/roundDoubts'
import type { Json } from '../../../shared/kernel/canonicalJson'
import { usePoint } from '../../point/pointContext'
import { useRound } from '../../queries/useLive'
import { orderRows, productsById } from './roundOrders'

export interface Doubts {
  readonly open: readonly RoundDoubt[]
  keyOf(doubt: RoundDoubt): string
  /** Somebody looked, and it is right as it is. */
  settle(doubt: RoundDoubt): void
}

const keyOf = (doubt: RoundDoubt): string =>
  [
    doubt.kind,
    doubt.householdId,
    'other' in doubt ? doubt.other : '',
    'productId' in doubt ? `${doubt.productId}*${doubt.pieces}` : '',
  ].join('|')

/** What is odd about the round's orders, but for what somebody already found right. */
export function useDoubts(): Doubts {
  const point = usePoint()
  const { fold, roundId } = useRound()
  const [fine, setFine] = useState<readonly string[]>([])
  const place = `intake-fine/${roundId ?? ''}`
  useEffect(() => {
    let gone = false
    void point.local.readDraft(place).then((kept) => {
      if (!gone) setFine(Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [])
    })
    return () => {
      gone = true
    }
  }, [point, place])
  const rows = orderRows(fold)
  const found = fold.memo('intake-doubts', [rows, point.people.all().length, point.version], () =>
    roundDoubts(
      rows
        .filter(({ order }) => !order.cancelled)
        .map(({ order, householdId }) => ({ ...order, householdId })),
      productsById(fold),
      (householdId) => point.people.get(householdId),
    ),
  )
  return {
    open: found.filter((doubt) => !fine.includes(keyOf(doubt))),
    keyOf,
    settle: (doubt) => {
      const next = [...fine, keyOf(doubt)]
      setFine(next)
      void point.local.writeDraft(place, next as unknown as Json)
    },
  }
}
