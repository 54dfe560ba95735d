import { useRef, useState } from 'react'
import { allocationOf } from '../../../shared/domain/allocation/allocationOf'
import { decideOverReceipt } from '../../../shared/domain/allocation/decideOverReceipt'
import { type ProductStanding, productStandings } from '../../../shared/domain/allocation/productStanding'
import { type SwapChance, swapChances } from '../../../shared/domain/allocation/substitute'
import type { Fold } from '../../../shared/domain/fold/fold'
import type { ProductId } from '../../../shared/kernel/ids'
import { type Pieces, pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useTypedNumber } from '../../input/useTypedNumber'
import { useRound } from '../../queries/useLive'
import { notify, showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { counter } from './allocationSentence'

export const overChoices = ['return', 'surplus', 'substitute'] as const
export type OverChoice = (typeof overChoices)[number]

export interface Over {
  readonly as: OverChoice
  /** Pieces this decision is about. */
  readonly count: Pieces
  readonly typed: string
  /** Decided shorts that something could stand in for. */
  readonly shorts: readonly ProductStanding[]
  readonly forProduct: ProductStanding | undefined
  readonly chances: readonly SwapChance[]
  readonly chance: SwapChance | undefined
  chosenFor(chance: SwapChance): number
  choose(as: OverChoice): void
  chooseFor(productId: ProductId): void
  chooseChance(key: string): void
  confirm(): void
}

/** One over-receipt on the table. Nothing happens before it is confirmed. */
export function useOver({ standing, onBack }: { standing: ProductStanding; onBack: () => void }): Over {
  const { productId, product, over } = standing
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const typed = useTypedNumber()
  const [as, setAs] = useState<OverChoice>('return')
  const [some, setSome] = useState<number | null>(null)
  const [forId, setForId] = useState<ProductId | null>(null)
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  const [rowKey, setRowKey] = useState<string | null>(null)

  const shorts = productStandings(fold).filter(
    (one) => one.productId !== productId && one.missing > 0 && canBeSwapped(fold, one.productId),
  )
  const forProduct = shorts.find((one) => one.productId === forId) ?? shorts[0]
  const chances = forProduct && as === 'substitute' ? swapChances(fold, forProduct.productId) : []
  const at = chances.findIndex((one) => chanceKey(one) === rowKey)
  const chance = chances[at] ?? chances[0]
  const swapped = [...chosen.values()].reduce((sum, n) => sum + n, 0)
  const count = pieces(as === 'substitute' ? swapped : Math.min(some ?? over, over))
  const countText = counter(product, t)

  const move = (steps: number) => {
    typed.clear()
    if (as === 'substitute' && chances.length > 0) {
      const from = chance ? chances.indexOf(chance) : 0
      const next = chances[Math.max(0, Math.min(chances.length - 1, from + steps))]
      // Beyond the first row the arrows go back to the three ways.
      if (next && !(from === 0 && steps < 0)) return setRowKey(chanceKey(next))
    }
    const i = Math.max(0, Math.min(overChoices.length - 1, overChoices.indexOf(as) + steps))
    setAs(overChoices[i] ?? as)
  }
  const give = (n: number) => {
    if (!chance) return
    const before = chosen.get(chanceKey(chance)) ?? 0
    if (n > chance.pieces || swapped - before + n > over) {
      playSound('stop')
      notify({ tone: 'stop', title: product.name, detail: t('refusals.more-than-there') })
      return
    }
    setChosen(new Map([...chosen, [chanceKey(chance), n]]))
    const next = chances[chances.indexOf(chance) + 1]
    if (next) setRowKey(chanceKey(next))
  }
  const deciding = useRef(false)
  const decide = async () => {
    if (as === 'substitute' && count === 0) {
      playSound('stop')
      notify({ tone: 'stop', title: product.name, detail: t('allocate.over.swap.nobody') })
      return
    }
    const swaps = chances.flatMap((one) => {
      const n = chosen.get(chanceKey(one)) ?? 0
      return n > 0 ? [{ orderId: one.orderId, line: one.line, pieces: pieces(n) }] : []
    })
    const forProductId = as === 'substitute' ? (forProduct?.productId ?? null) : null
    // Enter pressed twice is one decision.
    if (deciding.current) return
    deciding.current = true
    const answer = await act(decideOverReceipt, { productId, pieces: count, as, forProductId, swaps })
    deciding.current = false
    if (!answer.ok) return
    playSound('ok')
    setChosen(new Map())
    setSome(null)
    const did = t(`allocate.over.did.${as}`, { n: countText(count) })
    showScan({ text: product.name, did, tone: 'ok', undoable: true })
    if (count >= over) onBack()
  }
  const confirm = () => {
    const n = typed.take()
    if (n === undefined) void decide()
    else if (as === 'substitute') give(n)
    else setSome(n)
  }
  useKeys('allocation', {
    confirmAllocation: confirm,
    lineDown: () => move(1),
    lineUp: () => move(-1),
    nextPolicy: () => forNext(1),
    previousPolicy: () => forNext(-1),
    backToList: () => (typed.text === '' ? onBack() : typed.clear()),
  })
  const forNext = (steps: number) => {
    const i = forProduct ? shorts.indexOf(forProduct) : 0
    const next = shorts[(i + steps + shorts.length) % Math.max(1, shorts.length)]
    if (next) chooseFor(next.productId)
  }
  const chooseFor = (id: ProductId) => {
    setForId(id)
    setChosen(new Map())
    setRowKey(null)
  }
  return {
    ...{ as, count, typed: typed.text, shorts, forProduct, chances, chance },
    chosenFor: (one) => chosen.get(chanceKey(one)) ?? 0,
    choose: setAs,
    chooseFor,
    chooseChance: setRowKey,
    confirm,
  }
}

export function chanceKey({ orderId, line }: Pick<SwapChance, 'orderId' | 'line'>): string {
  return `${orderId}|${line}`
}

/** Decided, and short for more than the parts of kits. */
function canBeSwapped(fold: Fold, productId: ProductId): boolean {
  return allocationOf(fold, productId).status === 'decided' && swapChances(fold, productId).length > 0
}
