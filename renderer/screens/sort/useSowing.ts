import { useRef, useState } from 'react'
import { closeBag } from '../../../shared/domain/bag/closeBag'
import { bestBeforeOf } from '../../../shared/domain/receiving/lot'
import { attachBarcode } from '../../../shared/domain/site/attachBarcode'
import { openBagOf } from '../../../shared/domain/sorting/bagContents'
import { type Need, nextNeeds } from '../../../shared/domain/sorting/needs'
import { shortWhilePacking } from '../../../shared/domain/sorting/packItem'
import type { ShortItem } from '../../../shared/domain/sorting/shortItem'
import { sortingObstacle } from '../../../shared/domain/sorting/sortingObstacle'
import { lotsOnFloor } from '../../../shared/domain/stock/onHand'
import { type ScannedGoods, scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { ProductId } from '../../../shared/kernel/ids'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import type { CodeScan } from '../../input/codeScan'
import { useInput } from '../../input/inputContext'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { useProductText } from './productText'
import { gramsOfText, type Hand, handOf, type Said, type SowStage, type SowView } from './sowStage'
import { useInTurn } from './useInTurn'
import { usePutting } from './usePutting'

export interface Sowing extends SowView {
  /** Where the product in the hand goes: the slot on show first, then the next ones. */
  readonly needs: readonly Need[]
  onScan(scan: CodeScan): Promise<void>
  confirm(): void
  doesNotFit(): void
  askShort(): void
  short(reason: ShortItem['reason']): void
  goOn(): void
  goBack(): void
  goTo(slot: number): void
  putDown(): void
  attach(productId: ProductId): void
  take(productId: ProductId): void
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
  const [view, setView] = useState<SowView>({ stage: { at: 'idle' }, said: null })
  const now = useRef(view)

  const show = (stage: SowStage, said: Said | null = null) => {
    now.current = { stage, said }
    setView(now.current)
  }
  const say = (said: Said, scan?: CodeScan) => {
    if (said.tone === 'stop' || said.tone === 'attention') playSound(said.tone)
    show(now.current.stage, said)
    if (scan) showScan({ text: scan.text, did: said.title, tone: said.tone, undoable: false })
  }
  const needsOfHand = (hand: Hand | null) =>
    hand === null ? [] : nextNeeds(fold, hand.productId, { afterSlot: hand.afterSlot, limit: shownAhead })
  const putting = usePutting({ show, say })

  const take = (productId: ProductId, goods: ScannedGoods | null, scan?: CodeScan) => {
    const obstacle = sortingObstacle(fold, productId)
    const name = nameOf(productId).name
    if (obstacle !== null) {
      playSound('stop')
      show({ at: 'obstacle', productId, obstacle })
      if (scan) showScan({ text: scan.text, did: t(`refusals.${obstacle}`), tone: 'stop', undoable: false })
      return
    }
    const lot = lotFor(productId, goods)
    const hand: Hand = {
      productId,
      lotId: lot ?? null,
      grams: goods?.grams ?? null,
      afterSlot: 0,
      unusualAsked: false,
    }
    const [need] = needsOfHand(hand)
    const did = need
      ? t('sort.did.shown', { name, slot: need.slot, n: need.left })
      : t('sort.done.title', { name })
    const lotUnknown = goods?.bestBefore && lot === undefined
    playSound(lotUnknown ? 'attention' : need ? 'ok' : 'done')
    show(
      { at: 'sow', hand },
      lotUnknown ? { tone: 'attention', title: t('sort.lotUnknown', { day: goods.bestBefore }) } : null,
    )
    if (scan) showScan({ text: scan.text, did, tone: need ? 'info' : 'ok', undoable: false })
  }

  const lotFor = (productId: ProductId, goods: ScannedGoods | null) =>
    goods?.bestBefore == null
      ? undefined
      : lotsOnFloor(fold, productId).find(({ lotId }) => bestBeforeOf(lotId) === goods.bestBefore)?.lotId

  const goodsScanned = async (scan: CodeScan, productId: ProductId, goods: ScannedGoods) => {
    const { stage } = now.current
    const hand = handOf(stage)
    if (hand?.productId !== productId) return take(productId, goods, scan)
    if (stage.at === 'weigh') {
      if (goods.grams !== null && stage.weighing.pieces === 1) return putting.weigh(stage, goods.grams, scan)
      return show({ at: 'sow', hand: { ...hand, grams: goods.grams } })
    }
    const [need] = needsOfHand(hand)
    if (need === undefined) return take(productId, goods, scan)
    const relabelled: Hand = { ...hand, lotId: lotFor(productId, goods) ?? hand.lotId, unusualAsked: false }
    // A weight label confirms the portion labelled before; without one, the scan is the piece itself.
    if (goods.grams !== null && hand.grams === null) {
      playSound('ok')
      return show({ at: 'sow', hand: { ...relabelled, grams: goods.grams } })
    }
    const typed = typedPieces(scan.typedBefore)
    await putting.put(relabelled, need, { pieces: pieces(typed ?? 1), nextGrams: goods.grams, scan })
  }

  const placeScanned = async (scan: CodeScan, slot: number, isHere: (need: Need) => boolean) => {
    const hand = handOf(now.current.stage)
    const [need] = needsOfHand(hand)
    if (hand === null || need === undefined) {
      playSound('ok')
      openSlot(slot)
      return
    }
    if (!isHere(need))
      return say(
        {
          tone: 'stop',
          title: t('sort.wrongSlot.title', { slot }),
          detail: t('sort.wrongSlot.detail', { slot: need.slot }),
        },
        scan,
      )
    await putting.put(hand, need, { pieces: piecesFor(hand, need, typedPieces(scan.typedBefore)), scan })
  }

  const answerScan = async (scan: CodeScan) => {
    const { code } = scan
    if (code.kind === 'slot') return placeScanned(scan, code.slot, (need) => need.slot === code.slot)
    if (code.kind === 'bag') return bagScanned(scan, code.bagCode)
    const goods = scannedGoods(fold, site, code)
    if (goods?.productId !== undefined) return goodsScanned(scan, goods.productId, goods)
    if (goods === undefined) return say({ tone: 'attention', title: t('sort.noGoods') }, scan)
    playSound('unknown')
    show({ at: 'unknown', barcode: goods.barcode, raw: scan.text })
    showScan({ text: scan.text, did: t('sort.unknown.title'), tone: 'attention', undoable: false })
  }

  const bagScanned = async (scan: CodeScan, bagCode: string) => {
    const bag = fold.state('bag', bagCode)?.bag
    if (!bag) return say({ tone: 'stop', title: t('refusals.bag-unknown') }, scan)
    const householdId = fold.householdOf(bag.householdId)
    await placeScanned(
      scan,
      bag.slot,
      (need) =>
        need.householdId === householdId && fold.state('product', need.productId)?.product?.zone === bag.zone,
    )
  }

  const confirm = () => {
    const typedText = input.typed.take()
    const { stage } = now.current
    const hand = handOf(stage)
    const [shown] = needsOfHand(hand)
    void inTurn(async () => {
      const current = now.current.stage
      if (current.at === 'weigh' && stage.at === 'weigh') {
        const weight = gramsOfText(typedText)
        const again = weight === null ? current.weighing.unusual : weight
        if (again === null) return show({ at: 'sow', hand: { ...current.hand, grams: null } })
        return putting.weigh(current, again)
      }
      if (current.at !== 'sow' || stage.at !== 'sow' || hand === null) return
      const [need] = needsOfHand(current.hand)
      // Pressed twice for the same answer: the second press finds it done and means nothing.
      if (need === undefined || shown?.householdId !== need.householdId) return
      await putting.put(current.hand, need, {
        pieces: piecesFor(current.hand, need, typedPieces(typedText)),
      })
    })
  }

  const doesNotFit = () =>
    void inTurn(async () => {
      const hand = handOf(now.current.stage)
      const [need] = needsOfHand(hand)
      const zone = need && fold.state('product', need.productId)?.product?.zone
      const open = need && zone ? openBagOf(fold, need.householdId, zone) : undefined
      if (!need || !open) return say({ tone: 'attention', title: t('sort.nothingToClose') })
      const answer = await act(closeBag, { bagId: open.bagId }, { quiet: true })
      if (!answer.ok) return say({ tone: 'stop', title: t(`refusals.${answer.refusal}`) })
      playSound('attention')
      const said = t('sort.did.nextBag', { slot: need.slot, n: open.bag.bagNo + 1 })
      show(now.current.stage, { tone: 'info', title: said })
      showScan({ text: open.bagId, did: said, tone: 'info', undoable: true })
    })

  const askShort = () => {
    const hand = handOf(now.current.stage)
    const [need] = needsOfHand(hand)
    if (hand === null || need === undefined || now.current.stage.at !== 'sow') return
    const some = typedPieces(input.typed.take()) ?? need.left
    show({ at: 'short', hand, need, pieces: pieces(Math.min(need.left, Math.max(1, some))) })
  }

  const short = (reason: ShortItem['reason']) =>
    void inTurn(async () => {
      const { stage } = now.current
      if (stage.at !== 'short') return
      const { hand, need } = stage
      const { productId, householdId, slot } = need
      const args = { productId, householdId, pieces: stage.pieces, reason }
      const answer = await act(shortWhilePacking, args, { quiet: true })
      show({ at: 'sow', hand })
      if (!answer.ok) return say({ tone: 'stop', title: t(`refusals.${answer.refusal}`) })
      playSound('attention')
      const did = t('sort.did.shorted', { name: nameOf(productId).name, n: stage.pieces, slot })
      show({ at: 'sow', hand }, { tone: 'attention', title: did })
      showScan({ text: nameOf(productId).name, did, tone: 'attention', undoable: true })
    })

  const move = (afterSlot: number) => {
    const { stage } = now.current
    if (stage.at === 'sow') show({ at: 'sow', hand: { ...stage.hand, afterSlot, unusualAsked: false } })
  }

  return {
    ...view,
    needs: needsOfHand(handOf(view.stage)),
    onScan: (scan) => inTurn(() => answerScan(scan)),
    confirm,
    doesNotFit,
    askShort,
    short,
    goOn: () => {
      const [need] = needsOfHand(handOf(now.current.stage))
      if (need) move(need.slot)
    },
    goBack: () => move(0),
    goTo: (slot) => move(slot - 1),
    putDown: () => {
      const { stage } = now.current
      const hand = handOf(stage)
      show(hand !== null && stage.at !== 'sow' ? { at: 'sow', hand } : { at: 'idle' })
    },
    attach: (productId) =>
      void inTurn(async () => {
        const { stage } = now.current
        if (stage.at !== 'unknown') return
        const answer = await act(attachBarcode, { barcode: stage.barcode, productId }, { quiet: true })
        if (!answer.ok) return say({ tone: 'stop', title: t(`refusals.${answer.refusal}`) })
        take(productId, null)
      }),
    take: (productId) => take(productId, null),
  }
}

/** A labelled portion is one; otherwise all that the slot still needs. */
function piecesFor(hand: Hand, need: Need, typed: number | null) {
  return pieces(typed ?? (hand.grams === null ? need.left : 1))
}

function typedPieces(text: string): number | null {
  return /^\d{1,4}$/.test(text) ? Number(text) : null
}
