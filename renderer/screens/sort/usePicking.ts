import { useEffect, useState } from 'react'
import { attachBarcode } from '../../../shared/domain/site/attachBarcode'
import { unfinishedHouseholds } from '../../../shared/domain/sorting/householdProgress'
import { householdAt, type Need, needOf, needsOf, slotOf } from '../../../shared/domain/sorting/needs'
import { type ScannedGoods, scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { HouseholdId, ProductId } from '../../../shared/kernel/ids'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import type { CodeScan } from '../../input/codeScan'
import { useInput } from '../../input/inputContext'
import type { ScanAnswer } from '../../input/inputLayers'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { useProductText } from './productText'
import { gramsOfText, type Hand, handOf, piecesFor, typedPieces } from './sowStage'
import { useInTurn } from './useInTurn'
import { usePutting } from './usePutting'
import type { Sorting } from './useSowing'
import { useStage } from './useStage'

export interface Picking extends Sorting {
  readonly householdId: HouseholdId | null
  readonly slot: number | null
  /** Everything the household gets, done lines included. */
  readonly lines: readonly Need[]
  /** The line that a key without a scan is about. */
  readonly line: Need | null
  step(by: 1 | -1): void
}

/** 摘果: one household's bag in the hand; scan its items one by one, or confirm its lines. */
export function usePicking(startAt: number | null): Picking {
  const { fold, site } = useRound()
  const { act } = useAct()
  const { t } = useWords()
  const input = useInput()
  const inTurn = useInTurn()
  const nameOf = useProductText()
  const stageOf = useStage()
  const { view, now, show, say } = stageOf
  const putting = usePutting(stageOf, 'pick')
  const [slot, setSlot] = useState<number | null>(startAt)
  useEffect(() => setSlot(startAt), [startAt])

  const householdId = slot === null ? null : (householdAt(fold, slot) ?? null)
  const lines = householdId === null ? [] : needsOf(fold, householdId)
  const lineOf = (hand: Hand | null): Need | null =>
    lines.find((need) => need.productId === hand?.productId && need.left > 0) ??
    lines.find((need) => need.left > 0) ??
    null
  const handFor = (productId: ProductId, goods: ScannedGoods | null = null): Hand => ({
    productId,
    lotId: null,
    grams: goods?.grams ?? null,
    afterSlot: 0,
    unusualAsked: false,
  })

  const open = (next: number, scan?: CodeScan) => {
    if (householdAt(fold, next) === undefined)
      return say({ tone: 'stop', title: t('sort.pick.noSlot', { slot: next }) }, scan)
    playSound('ok')
    setSlot(next)
    show({ at: 'idle' })
    const did = t('sort.pick.opened', { slot: next })
    if (scan) showScan({ text: scan.text, did, tone: 'info', undoable: false })
  }

  const goodsScanned = async (scan: CodeScan, productId: ProductId, goods: ScannedGoods): Promise<void> => {
    if (householdId === null) return say({ tone: 'attention', title: t('sort.pick.first') }, scan)
    const { stage } = now()
    const { name } = nameOf(productId)
    if (stage.at === 'weigh' && stage.hand.productId === productId && goods.grams !== null)
      return putting.weigh(stage, goods.grams, scan)
    const line = lines.find((need) => need.productId === productId)
    const here = slot ?? 0
    if (line === undefined)
      return say({ tone: 'stop', title: t('sort.pick.notTheirs', { name, slot: here }) }, scan)
    const need = needOf(fold, productId, householdId)
    if (need.left === 0)
      return say({ tone: 'attention', title: t('sort.pick.lineDone', { name, slot: here }) }, scan)
    const asked = stage.at === 'sow' && stage.hand.productId === productId && stage.hand.unusualAsked
    const hand = { ...handFor(productId, goods), unusualAsked: asked }
    await putting.put(hand, need, { pieces: typedPieces(scan.typedBefore) ?? pieces(1), scan })
  }

  const answerScan = async (scan: CodeScan): Promise<ScanAnswer> => {
    const { code } = scan
    if (code.kind === 'slot') open(code.slot, scan)
    else if (code.kind === 'bag') {
      const bag = fold.state('bag', code.bagCode)?.bag
      if (!bag) say({ tone: 'stop', title: t('refusals.bag-unknown') }, scan)
      else open(slotOf(fold, fold.householdOf(bag.householdId)) ?? bag.slot, scan)
    } else {
      const goods = scannedGoods(fold, site, code)
      if (goods?.productId !== undefined) await goodsScanned(scan, goods.productId, goods)
      else if (goods === undefined || code.kind === 'phone-tail') return 'pass'
      else if (code.kind === 'unknown' && code.doubt !== 'not-recognised') return 'pass'
      else {
        playSound('unknown')
        show({ at: 'unknown', barcode: goods.barcode, raw: scan.text })
        showScan({ text: scan.text, did: t('sort.unknown.title'), tone: 'attention', undoable: false })
      }
    }
    return undefined
  }

  const neighbour = (by: 1 | -1) => {
    const waiting = unfinishedHouseholds(fold).map((household) => household.slot)
    const from = slot ?? 0
    const next =
      by === 1
        ? (waiting.find((one) => one > from) ?? waiting[0])
        : (waiting.findLast((one) => one < from) ?? waiting.at(-1))
    if (next === undefined) say({ tone: 'ok', title: t('sort.pick.allDone') })
    else open(next)
  }

  const confirm = () => {
    const typed = input.typed.take()
    const { stage } = now()
    const shown = lineOf(handOf(stage))
    void inTurn(async () => {
      const current = now().stage
      if (current.at === 'weigh') {
        const weight = gramsOfText(typed) ?? current.weighing.unusual
        if (weight !== null) return putting.weigh(current, weight)
        show({ at: 'idle' })
        return say({ tone: 'info', title: t('sort.weigh.later') })
      }
      if (current.at === 'short')
        return say({ tone: 'attention', title: t('sort.short.title', { n: current.pieces }) })
      if (householdId === null) return typed === '' ? neighbour(1) : open(Number(typed))
      if (shown === null) return neighbour(1)
      const need = needOf(fold, shown.productId, householdId)
      if (need.left === 0) return
      const asked = current.at === 'sow' && current.hand.productId === need.productId
      const hand = asked ? current.hand : handFor(need.productId)
      await putting.put(hand, need, { pieces: piecesFor(hand, need, typedPieces(typed)) })
    })
  }

  const line = lineOf(handOf(view.stage))
  return {
    ...view,
    householdId,
    slot,
    lines,
    line,
    step: (by) => {
      const waiting = lines.filter((need) => need.left > 0)
      const at = waiting.findIndex(({ productId }) => productId === line?.productId)
      const next = waiting[Math.max(0, Math.min(waiting.length - 1, at + by))]
      if (next) show({ at: 'sow', hand: handFor(next.productId) })
    },
    onScan: (scan) => inTurn(() => answerScan(scan)),
    confirm,
    doesNotFit: () => void inTurn(() => putting.nextBag(lineOf(handOf(now().stage)) ?? lines[0])),
    askShort: () => {
      if (line === null) return
      const some = typedPieces(input.typed.take()) ?? line.left
      const asked = pieces(Math.min(line.left, Math.max(1, some)))
      show({ at: 'short', hand: handFor(line.productId), need: line, pieces: asked })
    },
    short: (reason) =>
      void inTurn(async () => {
        const { stage } = now()
        if (stage.at === 'short') await putting.short(stage, reason)
      }),
    goOn: () => neighbour(1),
    goBack: () => neighbour(-1),
    goTo: (next) => open(next),
    putDown: () => {
      if (now().stage.at === 'idle') setSlot(null)
      show({ at: 'idle' })
    },
    attach: (productId) =>
      void inTurn(async () => {
        const { stage } = now()
        if (stage.at !== 'unknown') return
        const answer = await act(attachBarcode, { barcode: stage.barcode, productId })
        if (answer.ok) show({ at: 'sow', hand: handFor(productId) })
      }),
  }
}
