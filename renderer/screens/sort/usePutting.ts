import type { Fact } from '../../../shared/domain/facts'
import { recordedFacts } from '../../../shared/domain/fold/recorded'
import { householdProgress, isPacked } from '../../../shared/domain/sorting/householdProgress'
import type { Need } from '../../../shared/domain/sorting/needs'
import { packItem, weighAndClose } from '../../../shared/domain/sorting/packItem'
import type { Grams, Pieces } from '../../../shared/kernel/quantity'
import { grams as wholeGrams } from '../../../shared/kernel/quantity'
import type { Answer } from '../../commands/desk'
import { useWords } from '../../i18n/index'
import type { CodeScan } from '../../input/codeScan'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { useProductText } from './productText'
import type { Hand, Said, SowStage } from './sowStage'

interface Stage {
  show(stage: SowStage, said?: Said | null): void
  say(said: Said, scan?: CodeScan): void
}

interface Portion {
  readonly pieces: Pieces
  /** From the label of the next portion, which confirmed this one. */
  readonly nextGrams?: Grams | null
  readonly scan?: CodeScan
}

type WeighStage = Extract<SowStage, { at: 'weigh' }>

/** Writes a put or a weight and shows what came of it. */
export function usePutting({ show, say }: Stage) {
  const { fold } = useRound()
  const { act } = useAct()
  const { t } = useWords()
  const nameOf = useProductText()

  const finished = (answer: Answer, need: Pick<Need, 'householdId'>): 'household' | 'bag' | null => {
    if (!factsOf(answer).some(({ kind }) => kind === 'BagClosed')) return null
    const progress = householdProgress(fold, need.householdId)
    return progress && isPacked(progress) ? 'household' : 'bag'
  }

  const put = async (hand: Hand, need: Need, { pieces, nextGrams = null, scan }: Portion): Promise<void> => {
    const { productId, lotId, unusualAsked } = hand
    const weight = hand.grams !== null && pieces === 1 ? hand.grams : null
    const { householdId, slot } = need
    const answer = await act(
      packItem,
      { productId, householdId, pieces, grams: weight, lotId, how: 'sow', unusualConfirmed: unusualAsked },
      { quiet: true },
    )
    if (!answer.ok) return refused(answer.refusal, hand, scan)
    const done = finished(answer, need)
    const [first] = factsOf(answer)
    const bagId = first?.kind === 'ItemPut' && first.weight === 'nominal' ? first.bag.bagId : null
    const next: Hand = { ...hand, grams: nextGrams, unusualAsked: false }
    const { name } = nameOf(productId)
    const did = [
      t('sort.did.put', { name, n: pieces, slot }),
      done === 'household'
        ? t('sort.did.householdDone', { slot })
        : done === 'bag'
          ? t('sort.did.bagClosed')
          : '',
    ]
    const title = did.filter(Boolean).join(' · ')
    playSound(done === 'household' ? 'done' : 'ok')
    const said: Said | null = done === null ? null : { tone: 'ok', title }
    if (bagId === null) show({ at: 'sow', hand: next }, said)
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
        playSound('stop')
        return show({ at: 'obstacle', productId: hand.productId, obstacle: refusal })
      default:
        return say({ tone: 'stop', title: t(`refusals.${refusal}`) }, scan)
    }
  }

  const weigh = async (stage: WeighStage, read: number, scan?: CodeScan): Promise<void> => {
    const { weighing, hand } = stage
    const { bagId, slot, unusual } = weighing
    const answer = await act(
      weighAndClose,
      { bagId, productId: hand.productId, grams: wholeGrams(read), unusualConfirmed: unusual === read },
      { quiet: true },
    )
    if (!answer.ok) {
      const asked = answer.refusal === 'weight-unusual'
      show({ ...stage, weighing: { ...weighing, unusual: asked ? wholeGrams(read) : null } })
      return say({ tone: asked ? 'attention' : 'stop', title: t(`refusals.${answer.refusal}`) }, scan)
    }
    const done = finished(answer, weighing)
    const did = t('sort.did.weighed', { name: nameOf(hand.productId).name, grams: read, slot })
    playSound(done === 'household' ? 'done' : 'ok')
    const said: Said | null =
      done === 'household' ? { tone: 'ok', title: t('sort.did.householdDone', { slot }) } : null
    show({ at: 'sow', hand: { ...hand, grams: null } }, said)
    showScan({ text: scan?.text ?? String(read), did, tone: 'ok', undoable: true })
  }

  return { put, weigh }
}

/** What an answer wrote. */
function factsOf(answer: Answer): readonly Fact[] {
  return answer.ok ? answer.entries.flatMap(recordedFacts).map(({ fact }) => fact) : []
}
