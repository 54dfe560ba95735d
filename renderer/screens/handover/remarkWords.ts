import type { Handover } from '../../../shared/domain/bag/bagState'
import { stampMs } from '../../../shared/kernel/stamp'
import { clockTime, sentencesText } from '../../i18n/format'
import type { Language, Translate } from '../../i18n/index'
import { fenText, type Tone } from '../../ui/index'
import type { Remark } from './counterState'

export interface RemarkWords {
  readonly tone: Tone
  readonly title: string
  readonly detail: string
}

/** Who did something, by name; the id where the name is not known here. */
export type WhoOf = (operatorId: Handover['by'], at: Handover['at']) => string

export interface Speech {
  readonly t: Translate
  readonly language: Language
  readonly whoOf: WhoOf
}

/** A remark in words; the same in the panel, in the scan line and for a screen reader. */
export function remarkWords(remark: Remark, speech: Speech): RemarkWords {
  const { t } = speech
  const say = (tone: Tone, title: string, detail = ''): RemarkWords => ({ tone, title, detail })
  switch (remark.kind) {
    case 'handed': {
      const title =
        remark.left === 0
          ? t('handover.remark.handedLast')
          : t('handover.remark.handed', { count: remark.left })
      return say(remark.uneasy ? 'attention' : 'ok', title)
    }
    case 'all-handed':
      return say('ok', t('handover.remark.allHanded', { slot: remark.slot, count: remark.bags }))
    case 'opened':
      return say('info', t('handover.remark.opened'), t('handover.remark.openedDetail'))
    case 'all-gone':
      return say('quiet', t('handover.remark.allGoneBefore'))
    case 'again':
      return say('quiet', t('handover.remark.again'))
    case 'choose':
      return say('attention', t('handover.search.choose'))
    case 'no-bags':
      return say('attention', t('handover.remark.noBags'), t('handover.remark.noBagsDetail'))
    case 'undone':
      return say('info', t('handover.remark.undone'))
    case 'line-refused':
      return say('ok', t('handover.remark.lineRefused'))
    case 'refusal-asked':
      return say('info', t('handover.refuse.title'), t('handover.refuse.why'))
    case 'searched':
      return say('info', t('handover.search.found', { n: remark.found }))
    case 'refused-by-rule':
      return say('stop', t('refusals.title'), t(`refusals.${remark.refusal}`))
    case 'unreadable':
      return say('attention', t('handover.remark.unreadable'), t(`handover.doubt.${remark.doubt}`))
    case 'not-for-here':
      return say('attention', t('handover.remark.notForHere'), t(notForHere[remark.code]))
    case 'money-left':
    case 'paid':
    case 'tendered-too-little':
    case 'paid-back':
    case 'waived':
      return moneyWords(remark, t)
    default:
      return bagWords(remark, speech)
  }
}

const notForHere = {
  shelf: 'handover.remark.shelf',
  slot: 'handover.remark.slotCode',
  product: 'handover.remark.product',
  'product-elsewhere': 'handover.remark.productElsewhere',
} as const

type MoneyRemark = Extract<
  Remark,
  { kind: 'money-left' | 'paid' | 'tendered-too-little' | 'paid-back' | 'waived' }
>

function moneyWords(remark: MoneyRemark, t: Translate): RemarkWords {
  switch (remark.kind) {
    case 'money-left': {
      const title = t('handover.remark.moneyLeft', { fen: fenText(remark.fen) })
      return { tone: 'attention', title, detail: t('handover.remark.moneyLeftDetail') }
    }
    case 'tendered-too-little': {
      const title = t('handover.remark.tooLittle', { fen: fenText(remark.missingFen) })
      return { tone: 'attention', title, detail: t('handover.remark.tooLittleDetail') }
    }
    case 'paid': {
      const change = remark.changeFen > 0
      const detail = change ? t('handover.remark.paidChange', { fen: fenText(remark.changeFen) }) : ''
      return { tone: 'ok', title: t('handover.remark.paid', { fen: fenText(remark.fen) }), detail }
    }
    case 'paid-back':
      return { tone: 'ok', title: t('handover.remark.paidBack', { fen: fenText(remark.fen) }), detail: '' }
    case 'waived':
      return { tone: 'ok', title: t('handover.remark.waived', { fen: fenText(remark.fen) }), detail: '' }
  }
}

type BagRemark = Extract<
  Remark,
  {
    kind:
      | 'other-household'
      | 'already-handed'
      | 'contested'
      | 'bag-open'
      | 'bag-not-shelved'
      | 'bag-unknown'
      | 'pickup-unknown'
      | 'nobody'
      | 'other-round'
  }
>

function bagWords(remark: BagRemark, speech: Speech): RemarkWords {
  const { t } = speech
  switch (remark.kind) {
    case 'other-household': {
      const { slot, place } = remark
      const detail =
        place === null
          ? t('handover.remark.otherDetailNoPlace', { slot })
          : t('handover.remark.otherDetail', { slot, place })
      return { tone: 'stop', title: t('handover.remark.other'), detail }
    }
    case 'already-handed': {
      const title = t('handover.remark.already', { slot: remark.slot })
      return { tone: 'attention', title, detail: handoverWords(remark.handover, speech) }
    }
    case 'contested': {
      const both = remark.handovers.map((handover) => handoverWords(handover, speech)).join(' / ')
      const title = t('handover.remark.contested', { slot: remark.slot })
      return { tone: 'stop', title, detail: sentencesText([both, t('handover.remark.contestedDetail')], t) }
    }
    case 'bag-open': {
      const title = t('handover.remark.bagOpen', { slot: remark.slot })
      return { tone: 'attention', title, detail: t('handover.remark.bagOpenDetail') }
    }
    case 'bag-not-shelved': {
      const title = t('handover.remark.notShelved', { slot: remark.slot })
      return { tone: 'attention', title, detail: t('handover.remark.notShelvedDetail') }
    }
    case 'other-round': {
      const title = t('handover.remark.otherRound', { title: remark.title })
      return { tone: 'attention', title, detail: t('handover.remark.otherRoundDetail') }
    }
    default:
      return unknownWords(remark, t)
  }
}

function unknownWords(
  remark: Extract<Remark, { kind: 'bag-unknown' | 'pickup-unknown' | 'nobody' }>,
  t: Translate,
): RemarkWords {
  const tone = 'attention'
  if (remark.kind === 'bag-unknown')
    return { tone, title: t('handover.remark.bagUnknown'), detail: t('handover.remark.bagUnknownDetail') }
  if (remark.kind === 'pickup-unknown')
    return {
      tone,
      title: t('handover.remark.pickupUnknown'),
      detail: t('handover.remark.pickupUnknownDetail'),
    }
  const title = t('handover.remark.nobody', { text: remark.text })
  return { tone, title, detail: t('handover.search.nobodyDetail') }
}

/** When, who gave it, who took it, on what proof. */
export function handoverWords(handover: Handover, { t, language, whoOf }: Speech): string {
  return t('handover.remark.alreadyDetail', {
    time: clockTime(stampMs(handover.at), language),
    who: whoOf(handover.by, handover.at),
    receiver: t(`terms.receiver.${handover.receiver}`),
    proof: t(`terms.proof.${handover.proof}`),
  })
}
