import type { HouseholdShare } from '../../../shared/domain/allocation/allocate'
import type { Because } from '../../../shared/domain/allocation/claim'
import type { ProductTerms } from '../../../shared/domain/terms'
import { type Fen, noFen } from '../../../shared/kernel/money'
import { sentencesText } from '../../i18n/format'
import type { Translate } from '../../i18n/index'
import { fenText } from '../../ui/index'

export interface ToldAbout {
  readonly product: ProductTerms
  readonly ordered: number
  readonly available: number
  readonly refundFen: Fen
}

/** A few sentences that can be read out to the household: what is short, why, what it gets, what goes back. */
export function allocationSentence(share: HouseholdShare, about: ToldAbout, t: Translate): string {
  const count = counter(about.product, t)
  const { name } = about.product
  const row = share.rows.find((one) => one.pieces < one.asked) ?? share.rows[0]
  if (!row) return ''
  if (row.because.reason === 'enough') return t('allocate.say.enough', { name })
  const parts = [
    t('allocate.say.lead', { name, ordered: count(about.ordered), available: count(about.available) }),
    why(row.because, t, count),
    gets(share, t, count),
  ]
  if (about.refundFen > noFen) parts.push(t('allocate.say.refund', { fen: fenText(about.refundFen) }))
  return sentencesText(parts, t)
}

/** '3 件', or '3 份' for what is sold by weight. */
export function counter(product: Pick<ProductTerms, 'sale'>, t: Translate): (n: number) => string {
  const unit = product.sale.by === 'weight' ? 'words.unit.portions' : 'words.unit.pieces'
  return (n) => t(unit, { n, count: n })
}

function gets({ asked, pieces }: HouseholdShare, t: Translate, count: (n: number) => string): string {
  if (pieces >= asked) return t('allocate.say.all', { asked: count(asked) })
  if (pieces === 0) return t('allocate.say.none', { asked: count(asked) })
  return t('allocate.say.part', {
    asked: count(asked),
    got: count(pieces),
    missing: count(asked - pieces),
  })
}

function why(because: Because, t: Translate, count: (n: number) => string): string {
  switch (because.reason) {
    case 'enough':
      return ''
    case 'locked':
      return t('allocate.say.locked')
    case 'already-packed':
      return t('allocate.say.already-packed', { n: count(because.pieces) })
    case 'ordered-earlier':
    case 'ordered-later':
      return t(`allocate.say.${because.reason}`, { position: because.position })
    case 'proportional': {
      const exact = String(Math.round(because.exact * 100) / 100)
      if (because.rounded === 'whole') return t('allocate.say.proportional', { exact })
      return t(`allocate.say.proportional-${because.rounded}`, { exact })
    }
    case 'equal-share':
      return t(because.extra === 1 ? 'allocate.say.equal-share-extra' : 'allocate.say.equal-share', {
        base: count(because.base),
      })
    case 'complete-first':
      return t('allocate.say.complete-first')
    case 'left-over':
      return t(because.waitsFor.length > 0 ? 'allocate.say.left-over-waits' : 'allocate.say.left-over')
    case 'priority': {
      if (because.rank === 1) return t('allocate.say.priority-marked')
      const who = because.rank === 2 ? 'paid' : 'rest'
      return t(`allocate.say.priority-${who}`, { position: because.position })
    }
  }
}
