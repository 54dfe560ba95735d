import { useState } from 'react'
import { countGoods } from '../../../shared/domain/receiving/countGoods'
import type { DeliveryState } from '../../../shared/domain/receiving/deliveryState'
import { receiveAsAnnounced, setGoodCount, splitOut } from '../../../shared/domain/receiving/receiveLine'
import { attachBarcode } from '../../../shared/domain/site/attachBarcode'
import type { ScannedGoods } from '../../../shared/intake/codes/scannedGoods'
import { scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { BusinessDay } from '../../../shared/kernel/businessDay'
import type { ProductId } from '../../../shared/kernel/ids'
import { grams, pieces } from '../../../shared/kernel/quantity'
import type { Answer } from '../../commands/desk'
import { useWords } from '../../i18n/index'
import type { CodeScan } from '../../input/codeScan'
import { useKeys } from '../../input/useKeys'
import { useScan } from '../../input/useScan'
import { useTypedNumber } from '../../input/useTypedNumber'
import { useRound } from '../../queries/useLive'
import { look, showScan, useSession } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { differingLines, type ReceivingLine } from './receivingView'

/** line: one scan takes the whole line as announced. piece: one scan is one piece. */
export type CountMode = 'line' | 'piece'

/** The days on the goods in hand, until another product is scanned. */
export interface DatesInHand {
  readonly productionDay: BusinessDay | null
  readonly bestBefore: BusinessDay | null
  set(days: { productionDay: BusinessDay | null; bestBefore: BusinessDay | null }): void
}

export interface Receiving {
  readonly line: ReceivingLine | undefined
  readonly typed: string
  readonly dates: DatesInHand
  readonly unknown: string | null
  forgetUnknown(): void
  attach(productId: ProductId): void
}

interface ReceivingArgs {
  readonly delivery: DeliveryState
  readonly lines: readonly ReceivingLine[]
  readonly mode: CountMode
  readonly closing: boolean
  readonly onClosing: (closing: boolean) => void
  readonly onClose: () => void
}

const noDates = { productionDay: null, bestBefore: null }

export function useReceiving(args: ReceivingArgs): Receiving {
  const { delivery, lines, mode, closing, onClosing, onClose } = args
  const { deliveryId } = delivery
  const { t } = useWords()
  const { fold, site } = useRound()
  const { act } = useAct()
  const typed = useTypedNumber()
  const [unknown, setUnknown] = useState<string | null>(null)
  const [days, setDays] = useState<{ productionDay: BusinessDay | null; bestBefore: BusinessDay | null }>(
    noDates,
  )
  const openProduct = useSession((s) => s.openProduct)
  const line = lines.find((one) => one.productId === openProduct)

  const say = (text: string, product: ReceivingLine | undefined, answer: Answer, did: string) => {
    const name = product?.product?.name ?? ''
    if (answer.ok) playSound(product?.announced ? 'ok' : 'attention')
    const tone = answer.ok ? (product?.announced ? 'ok' : 'attention') : 'stop'
    showScan({
      text,
      did: answer.ok ? `${name} ${did}` : t(`refusals.${answer.refusal}`),
      tone,
      undoable: answer.ok,
    })
  }

  const takeGoods = async (scan: CodeScan, goods: ScannedGoods & { productId: ProductId }) => {
    const scanned = lines.find((one) => one.productId === goods.productId)
    const sameAsBefore = goods.productId === openProduct
    const dates = { ...(sameAsBefore ? days : noDates) }
    if (goods.bestBefore !== null) dates.bestBefore = goods.bestBefore
    setDays(dates)
    look({ openProduct: goods.productId })
    const known = scanned ?? unlisted(goods.productId)
    if (scanned?.announced && mode === 'line' && goods.grams === null) {
      if (scanned.state === 'waiting') {
        const answer = await act(receiveAsAnnounced, { deliveryId, productId: goods.productId, ...dates })
        say(scan.text, known, answer, t('receive.did.line', { n: scanned.announced.pieces }))
        return
      }
      playSound('attention')
      const did = t('receive.did.again', { name: scanned.product?.name ?? '' })
      showScan({ text: scan.text, did, tone: 'attention', undoable: false })
      return
    }
    const n = Number(scan.typedBefore) || 1
    const condition = scanned?.announced ? ('good' as const) : ('unordered' as const)
    const added = { pieces: pieces(n), grams: goods.grams }
    const how = 'scan' as const
    const answer = await act(countGoods, {
      deliveryId,
      productId: goods.productId,
      ...added,
      condition,
      how,
      ...dates,
    })
    say(
      scan.text,
      known,
      answer,
      t(scanned?.announced ? 'receive.did.piece' : 'receive.did.unordered', { n }),
    )
  }

  const unlisted = (productId: ProductId): ReceivingLine | undefined => {
    const product = fold.state('product', productId)?.product ?? null
    return { productId, product, announced: null, good: zero, apart: [], differs: [], state: 'unordered' }
  }

  useScan(async (scan) => {
    onClosing(false)
    const goods = scannedGoods(fold, site, scan.code)
    if (goods?.productId !== undefined) {
      setUnknown(null)
      await takeGoods(scan, { ...goods, productId: goods.productId })
      return
    }
    playSound('unknown')
    showScan({ text: scan.text, did: t('receive.did.unknown'), tone: 'attention', undoable: false })
    if (goods) setUnknown(goods.barcode)
  })

  const attach = async (productId: ProductId) => {
    if (unknown === null) return
    const answer = await act(attachBarcode, { barcode: unknown, productId })
    if (!answer.ok) return
    setUnknown(null)
    look({ openProduct: productId })
    playSound('ok')
    const name = fold.state('product', productId)?.product?.name ?? ''
    showScan({ text: unknown, did: t('receive.did.attached', { name }), tone: 'ok', undoable: false })
  }

  const split = async (as: 'damaged' | 'wrong') => {
    if (!line) return
    const n = typed.take() ?? 1
    const answer = await act(splitOut, { deliveryId, productId: line.productId, pieces: pieces(n), as })
    if (!answer.ok) return
    playSound('attention')
    const did = `${t(`terms.condition.${as}`)} ${n}`
    showScan({ text: line.product?.name ?? '', did, tone: 'attention', undoable: true })
  }
  useKeys('receiving', {
    confirmCount: () => {
      const n = typed.take()
      if (n === undefined) {
        if (closing || (lines.length > 0 && differingLines(lines).length === 0)) onClose()
        else onClosing(true)
        return
      }
      if (!line) return
      const byWeight = line.product?.sale.by === 'weight'
      const amount = byWeight ? { grams: grams(n) } : pieces(n)
      void act(setGoodCount, { deliveryId, productId: line.productId, amount, ...days }).then((answer) =>
        say(line.product?.name ?? '', line, answer, t('receive.did.set', { n })),
      )
    },
    markDamaged: () => void split('damaged'),
    markWrong: () => void split('wrong'),
  })
  return {
    line,
    typed: typed.text,
    dates: { ...days, set: setDays },
    unknown,
    forgetUnknown: () => setUnknown(null),
    attach: (productId) => void attach(productId),
  }
}

const zero = { pieces: pieces(0), grams: grams(0) }
