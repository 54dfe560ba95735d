import { closeBag } from '../../../shared/domain/bag/closeBag'
import type { Fact } from '../../../shared/domain/facts'
import { recordedFacts } from '../../../shared/domain/fold/recorded'
import { openBagOf } from '../../../shared/domain/sorting/bagContents'
import { householdProgress, isPacked } from '../../../shared/domain/sorting/householdProgress'
import type { Need } from '../../../shared/domain/sorting/needs'
import { packItem, shortWhilePacking, weighAndClose } from '../../../shared/domain/sorting/packItem'
import type { PutItem } from '../../../shared/domain/sorting/putItem'
import type { ShortItem } from '../../../shared/domain/sorting/shortItem'
import { type Grams, type Pieces, grams as wholeGrams } from '../../../shared/kernel/quantity'
import type { Answer } from '../../commands/desk'
import { useWords } from '../../i18n/index'
import type { CodeScan } from '../../input/codeScan'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { useProductText } from './productText'
import type { Hand, Said, SowStage } from './sowStage'
import type { Stage } from './useStage'

interface Portion {
  readonly pieces: Pieces
  /** From the label of the next portion, which confirmed this one. */
  readonly nextGrams?: Grams | null
  readonly scan?: CodeScan
}

type WeighStage = Extract<SowStage, { at: 'weigh' }>
type ShortStage = Extract<SowStage, { at: 'short' }>

/** Writes puts, weights, shorts and full bags, and shows on the stage what came of each. */
export function usePutting({ now, show, say }: Stage, how: PutItem['how']) {
  const { fold } = useRound()
  const { act } = useAct()
  const { t } = useWords()
  const nameOf = useProductText()

  const finished = (answer: Answer, need: Pick<Need, 'householdId'>): 'household' | 'bag' | null => {
    if (!factsOf(answer).some(({ kind }) => kind === 'BagClosed')) return null
    const progress = householdProgress(fold, need.householdId)
    return progress && isPacked(progress) ? 'household' : 'bag'
  }

  const put = async (hand: Hand, need: Need, portion: Portion): Promise<void> => {
    const { pieces, nextGrams = null, scan } = portion
    const { productId, lotId, unusualAsked } = hand
    const { householdId, slot } = need
    const weight = hand.grams !== null && pieces === 1 ? hand.grams : null
    const args = { productId, householdId, pieces, grams: weight, lotId, how, unusualConfirmed: unusualAsked }
    const answer = await act(packItem, args, { quiet: true })
    if (!answer.ok) return refused(answer.refusal, hand, scan)
    const done = finished(answer, need)
    const [first] = factsOf(answer)
    const bagId = first?.kind === 'ItemPut' && first.weight === 'nominal' ? first.bag.bagId : null
    const next: Hand = { ...hand, grams: nextGrams, unusualAsked: false }
    const { name } = nameOf(productId)
    const title = [
      t('sort.did.put', { name, n: pieces, slot }),
      done === 'household' ? t('sort.did.householdDone', { slot }) : done ? t('sort.did.bagClosed') : '',
    ]
      .filter(Boolean)
      .join(' · ')
    playSound(done === 'household' ? 'done' : 'ok')
    if (bagId === null) show({ at: 'sow', hand: next }, done === null ? null : { tone: 'ok', title })
    else show({ at: 'weigh', hand: next, weighing: { bagId, slot, householdId, pieces, unusual: null } })
    showScan({ text: scan?.text ?? name, did: title, tone: 'ok', undoable: true })
  }

  const refused = (
    refusal: Extract<Answer, { ok: false }>['refusal'],
    hand: Hand,
    scan: CodeScan | undefined,
  ) => {
    switch (refusal) {
      case 'weight-unusual':
        show({ at: 'sow', hand: { ...hand, unusualAsked: true } })
        return say({ tone: 'attention', title: t('refusals.weight-unusual') }, scan)
      case 'weight-absurd':
        show({ at: 'sow', hand: { ...hand, grams: null } })
        return say({ tone: 'stop', title: t('refusals.weight-absurd') }, scan)
      case 'not-received':
      case 'receiving-unfinished':
      case 'not-allocated':
        show({ at: 'obstacle', productId: hand.productId, obstacle: refusal })
        return say({ tone: 'stop', title: t(`refusals.${refusal}`) }, scan)
      default:
        return say({ tone: 'stop', title: t(`refusals.${refusal}`) }, scan)
    }
  }

  const weigh = async (stage: WeighStage, read: number, scan?: CodeScan): Promise<void> => {
    const { weighing, hand } = stage
    const { bagId, slot, unusual } = weighing
    const grams = wholeGrams(read)
    const args = { bagId, productId: hand.productId, grams, unusualConfirmed: unusual === read }
    const answer = await act(weighAndClose, args, { quiet: true })
    if (!answer.ok) {
      const asked = answer.refusal === 'weight-unusual'
      show({ ...stage, weighing: { ...weighing, unusual: asked ? grams : null } })
      return say({ tone: asked ? 'attention' : 'stop', title: t(`refusals.${answer.refusal}`) }, scan)
    }
    const done = finished(answer, weighing) === 'household'
    const did = t('sort.did.weighed', { name: nameOf(hand.productId).name, grams: read, slot })
    playSound(done ? 'done' : 'ok')
    const said: Said | null = done ? { tone: 'ok', title: t('sort.did.householdDone', { slot }) } : null
    show({ at: 'sow', hand: { ...hand, grams: null } }, said)
    showScan({ text: scan?.text ?? String(read), did, tone: 'ok', undoable: true })
  }

  const short = async (stage: ShortStage, reason: ShortItem['reason']): Promise<void> => {
    const { hand, need, pieces } = stage
    const { productId, householdId, slot } = need
    const answer = await act(shortWhilePacking, { productId, householdId, pieces, reason }, { quiet: true })
    show({ at: 'sow', hand })
    if (!answer.ok) return say({ tone: 'stop', title: t(`refusals.${answer.refusal}`) })
    const { name } = nameOf(productId)
    const did = t('sort.did.shorted', { name, n: pieces, slot })
    say({ tone: 'attention', title: did })
    showScan({ text: name, did, tone: 'attention', undoable: true })
  }

  /** 放不下: this bag is closed, what follows goes into the next. */
  const nextBag = async (need: Need | undefined): Promise<void> => {
    const zone = need && fold.state('product', need.productId)?.product?.zone
    const open = need && zone ? openBagOf(fold, need.householdId, zone) : undefined
    if (!need || !open) return say({ tone: 'attention', title: t('sort.nothingToClose') })
    const answer = await act(closeBag, { bagId: open.bagId }, { quiet: true })
    if (!answer.ok) return say({ tone: 'stop', title: t(`refusals.${answer.refusal}`) })
    const title = t('sort.did.nextBag', { slot: need.slot, n: open.bag.bagNo + 1 })
    playSound('attention')
    show(now().stage, { tone: 'info', title })
    showScan({ text: open.bagId, did: title, tone: 'info', undoable: true })
  }

  return { put, weigh, short, nextBag }
}

export type Putting = ReturnType<typeof usePutting>

/** What an answer wrote. */
function factsOf(answer: Answer): readonly Fact[] {
  return answer.ok ? answer.entries.flatMap(recordedFacts).map(({ fact }) => fact) : []
}
