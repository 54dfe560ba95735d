import { visitOf } from '../../../shared/domain/handover/visitOf'
import type { ScannedCode } from '../../../shared/intake/codes/scannedCode'
import { scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { BagId, HouseholdId } from '../../../shared/kernel/ids'
import { useOpenRound, usePoint } from '../../point/pointContext'
import { searchRound } from '../../queries/useHouseholdSearch'
import { useRound } from '../../queries/useLive'
import type { Counter } from './counter'

/** What the counter does with whatever was scanned. Nothing has to be clicked before, nothing is silent. */
export function useCounterScan(counter: Counter): (code: ScannedCode, text: string) => Promise<void> {
  const point = usePoint()
  const roundId = useOpenRound()
  const { site } = useRound()
  return async (code, text) => {
    const fold = roundId === null ? undefined : point.picture.round(roundId)
    if (code.kind === 'bag') return counter.takeBag(code.bagCode as BagId)
    if (!fold) return counter.say({ kind: 'nobody', text }, text)
    const search = (query: string): boolean => {
      const found = searchRound(point, fold, code).length
      if (found === 0) return false
      counter.look(query)
      counter.say({ kind: 'searched', found }, text)
      return true
    }
    switch (code.kind) {
      case 'pickup': {
        const [household, ...more] = fold.members(`pickup:${code.pickupCode}`)
        if (household !== undefined && more.length === 0)
          return counter.open(household as HouseholdId, 'pickup-code', text)
        // Digits alone may be a room as well: the list is shown, nobody is preselected.
        if (search(code.pickupCode)) return
        return counter.say({ kind: 'pickup-unknown', text }, text)
      }
      case 'phone-tail':
        if (search(code.tail)) return
        return counter.say({ kind: 'nobody', text: code.tail }, text)
      case 'shelf':
      case 'slot':
        return counter.say({ kind: 'not-for-here', code: code.kind }, text)
      default: {
        const productId = scannedGoods(fold, site, code)?.productId
        const { stage } = counter.now()
        if (productId === undefined)
          return counter.say(
            code.kind === 'unknown'
              ? { kind: 'unreadable', doubt: code.doubt }
              : { kind: 'not-for-here', code: 'product' },
            text,
          )
        if (stage.at !== 'visit') return counter.say({ kind: 'not-for-here', code: 'product' }, text)
        const bag = visitOf(fold, stage.visit.householdId)?.bags.find((one) =>
          one.lines.some((line) => line.productId === productId && line.pieces > 0),
        )
        if (!bag) return counter.say({ kind: 'not-for-here', code: 'product-elsewhere' }, text)
        counter.askRefusal(bag.bagId, productId, text)
      }
    }
  }
}
