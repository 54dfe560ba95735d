import { bestBeforeOf } from '../../../shared/domain/receiving/lot'
import { attachBarcode } from '../../../shared/domain/site/attachBarcode'
import { type Need, nextNeeds } from '../../../shared/domain/sorting/needs'
import type { ShortItem } from '../../../shared/domain/sorting/shortItem'
import { sortingObstacle } from '../../../shared/domain/sorting/sortingObstacle'
import { lotsOnFloor } from '../../../shared/domain/stock/onHand'
import { type ScannedGoods, scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { ProductId } from '../../../shared/kernel/ids'
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
import {
  gramsOfText,
  type Hand,
  handOf,
  piecesFor,
  type SowStage,
  type SowView,
  typedPieces,
} from './sowStage'
import { useInTurn } from './useInTurn'
import { usePutting } from './usePutting'
import { useStage } from './useStage'

/** What both ways of sorting answer to the keys and the scanner. */
export interface Sorting extends SowView {
  onScan(scan: CodeScan): Promise<ScanAnswer>
  confirm(): void
  doesNotFit(): void
  askShort(): void
  short(reason: ShortItem['reason']): void
  goOn(): void
  goBack(): void
  /** A cell of the wall, or a number typed for it. */
  goTo(slot: number): void
  putDown(): void
  attach(productId: ProductId): void
}

export interface Sowing extends Sorting {
  /** Where the product in the hand goes: the slot on show first, then the next ones. */
  readonly needs: readonly Need[]
}

const shownAhead = 4

/** 播种: scan an item, put it where the screen says, confirm; on to the next slot of the same product. */
export function useSowing(openSlot: (slot: number) => void): Sowing {
  const { fold, site } = useRound()
  const { act } = useAct()
  const { t } = useWords()
  const input = useInput()
  const inTurn = useInTurn()
  const nameOf = useProductText()
  const stageOf = useStage()
  const { view, now, show, say } = stageOf
  const putting = usePutting(stageOf, 'sow')

  const needsOfHand = (hand: Hand | null) =>
    hand === null ? [] : nextNeeds(fold, hand.productId, { afterSlot: hand.afterSlot, limit: shownAhead })

  const lotFor = (productId: ProductId, goods: ScannedGoods | null) =>
    goods?.bestBefore == null
      ? undefined
      : lotsOnFloor(fold, productId).find(({ lotId }) => bestBeforeOf(lotId) === goods.bestBefore)?.lotId

  const take = (productId: ProductId, goods: ScannedGoods | null, scan?: CodeScan) => {
    const { name } = nameOf(productId)
    const obstacle = sortingObstacle(fold, productId)
    if (obstacle !== null) {
      playSound('stop')
      show({ at: 'obstacle', productId, obstacle })
      if (scan) showScan({ text: scan.text, did: t(`refusals.${obstacle}`), tone: 'stop', undoable: false })
      return
    }
    const lotId = lotFor(productId, goods) ?? null
    const hand: Hand = { productId, lotId, grams: goods?.grams ?? null, afterSlot: 0, unusualAsked: false }
    const [need] = needsOfHand(hand)
    const lotUnknown = goods?.bestBefore && lotId === null ? goods.bestBefore : null
    playSound(lotUnknown ? 'attention' : need ? 'ok' : 'done')
    show(
      { at: 'sow', hand },
      lotUnknown ? { tone: 'attention', title: t('sort.lotUnknown', { day: lotUnknown }) } : null,
    )
    const did = need
      ? t('sort.did.shown', { name, slot: need.slot, n: need.left })
      : t('sort.done.title', { name })
    if (scan) showScan({ text: scan.text, did, tone: need ? 'info' : 'ok', undoable: false })
  }

  const goodsScanned = async (scan: CodeScan, productId: ProductId, goods: ScannedGoods): Promise<void> => {
    const { stage } = now()
    const hand = handOf(stage)
    if (hand?.productId !== productId) return take(productId, goods, scan)
    if (stage.at === 'weigh') {
      if (goods.grams !== null && stage.weighing.pieces === 1) return putting.weigh(stage, goods.grams, scan)
      return show({ at: 'sow', hand: { ...hand, grams: goods.grams } })
    }
    const [need] = needsOfHand(hand)
    if (need === undefined) return take(productId, goods, scan)
    const lotId = lotFor(productId, goods) ?? hand.lotId
    // A weight label confirms the portion labelled before; without one, the scan is the piece itself.
    if (goods.grams !== null && hand.grams === null) {
      playSound('ok')
      const did = t('sort.did.shown', { name: nameOf(productId).name, slot: need.slot, n: 1 })
      showScan({ text: scan.text, did, tone: 'info', undoable: false })
      return show({ at: 'sow', hand: { ...hand, lotId, unusualAsked: false, grams: goods.grams } })
    }
    const some = typedPieces(scan.typedBefore) ?? pieces(1)
    await putting.put({ ...hand, lotId }, need, { pieces: some, nextGrams: goods.grams, scan })
  }

  const placeScanned = async (scan: CodeScan, slot: number, isHere: (need: Need) => boolean) => {
    const hand = handOf(now().stage)
    const [need] = needsOfHand(hand)
    if (hand === null || need === undefined) return openSlot(slot)
    if (now().stage.at === 'weigh') show({ at: 'sow', hand })
    else if (isHere(need))
      await putting.put(hand, need, { pieces: piecesFor(hand, need, typedPieces(scan.typedBefore)), scan })
    else {
      const title = t('sort.wrongSlot.title', { slot })
      say({ tone: 'stop', title, detail: t('sort.wrongSlot.detail', { slot: need.slot }) }, scan)
    }
  }

  const bagScanned = async (scan: CodeScan, bagCode: string) => {
    const bag = fold.state('bag', bagCode)?.bag
    if (!bag) return say({ tone: 'stop', title: t('refusals.bag-unknown') }, scan)
    const householdId = fold.householdOf(bag.householdId)
    const zoneOf = (productId: ProductId) => fold.state('product', productId)?.product?.zone
    await placeScanned(
      scan,
      bag.slot,
      (need) => need.householdId === householdId && zoneOf(need.productId) === bag.zone,
    )
  }

  const answerScan = async (scan: CodeScan): Promise<ScanAnswer> => {
    const { code } = scan
    if (code.kind === 'slot') await placeScanned(scan, code.slot, (need) => need.slot === code.slot)
    else if (code.kind === 'bag') await bagScanned(scan, code.bagCode)
    else {
      const goods = scannedGoods(fold, site, code)
      if (goods?.productId !== undefined) await goodsScanned(scan, goods.productId, goods)
      else if (goods === undefined || code.kind === 'phone-tail') return 'pass'
      else if (code.kind === 'unknown' && code.doubt !== 'not-recognised') {
        playSound('unknown')
        say({ tone: 'attention', title: t(`frame.scanLine.doubt.${code.doubt}`) }, scan)
      } else {
        playSound('unknown')
        show({ at: 'unknown', barcode: goods.barcode, raw: scan.text })
        showScan({ text: scan.text, did: t('sort.unknown.title'), tone: 'attention', undoable: false })
      }
    }
    return undefined
  }

  /** Enter where there is nothing to put: what the screen waits for, said once more. */
  const putsNothing = (stage: SowStage) => {
    switch (stage.at) {
      case 'idle':
        return say({ tone: 'attention', title: t('sort.idle.title') })
      case 'obstacle':
        return say({ tone: 'stop', title: t(`refusals.${stage.obstacle}`) })
      case 'unknown':
        return say({ tone: 'attention', title: t('sort.unknown.ask') })
      case 'short':
        return say({ tone: 'attention', title: t('sort.short.title', { n: stage.pieces }) })
      default:
        return say({
          tone: 'info',
          title: t('sort.done.title', { name: nameOf(stage.hand.productId).name }),
        })
    }
  }

  const confirm = () => {
    const typed = input.typed.take()
    const { stage } = now()
    const [shown] = needsOfHand(handOf(stage))
    void inTurn(async () => {
      const current = now().stage
      if (current.at === 'weigh' && stage.at === 'weigh') {
        const weight = gramsOfText(typed) ?? current.weighing.unusual
        if (weight !== null) return putting.weigh(current, weight)
        show({ at: 'sow', hand: { ...current.hand, grams: null } })
        return say({ tone: 'info', title: t('sort.weigh.later') })
      }
      const [need] = needsOfHand(handOf(current))
      if (current.at !== 'sow' || need === undefined) return putsNothing(current)
      // Pressed twice for the same answer: the second press finds it done and means nothing.
      if (shown?.householdId !== need.householdId) return
      await putting.put(current.hand, need, { pieces: piecesFor(current.hand, need, typedPieces(typed)) })
    })
  }

  const askShort = () => {
    const { stage } = now()
    const hand = handOf(stage)
    const [need] = needsOfHand(hand)
    if (hand === null || need === undefined || stage.at !== 'sow') return
    const some = typedPieces(input.typed.take()) ?? need.left
    show({ at: 'short', hand, need, pieces: pieces(Math.min(need.left, Math.max(1, some))) })
  }

  const move = (afterSlot: number) => {
    const { stage } = now()
    if (stage.at === 'sow') show({ at: 'sow', hand: { ...stage.hand, afterSlot, unusualAsked: false } })
  }

  return {
    ...view,
    needs: needsOfHand(handOf(view.stage)),
    onScan: (scan) => inTurn(() => answerScan(scan)),
    confirm,
    doesNotFit: () => void inTurn(() => putting.nextBag(needsOfHand(handOf(now().stage))[0])),
    askShort,
    short: (reason) =>
      void inTurn(async () => {
        const { stage } = now()
        if (stage.at === 'short') await putting.short(stage, reason)
      }),
    goOn: () => {
      const [need] = needsOfHand(handOf(now().stage))
      if (need) move(need.slot)
    },
    goBack: () => move(0),
    goTo: (slot) => {
      const hand = handOf(now().stage)
      const wants = hand !== null && nextNeeds(fold, hand.productId, { afterSlot: slot - 1, limit: 1 })[0]
      if (wants && wants.slot === slot) move(slot - 1)
      else openSlot(slot)
    },
    putDown: () => {
      const { stage } = now()
      const hand = handOf(stage)
      show(hand !== null && stage.at !== 'sow' ? { at: 'sow', hand } : { at: 'idle' })
    },
    attach: (productId) =>
      void inTurn(async () => {
        const { stage } = now()
        if (stage.at !== 'unknown') return
        const answer = await act(attachBarcode, { barcode: stage.barcode, productId }, { quiet: true })
        if (!answer.ok) return say({ tone: 'stop', title: t(`refusals.${answer.refusal}`) })
        take(productId, null)
      }),
  }
}
