import type { Zone } from '../../../shared/domain/terms'
import type { Translate } from '../../i18n/index'
import type { SoundName } from '../../sound/soundPlan'
import type { Tone } from '../../ui/index'
import type { ShelvingRemark } from './shelvingState'

export interface ShelvingWords {
  readonly tone: Tone
  readonly title: string
  readonly detail: string
}

/** A remark in words, for the panel and for the scan line. */
export function shelvingWords(remark: ShelvingRemark, t: Translate): ShelvingWords {
  const say = (tone: Tone, title: string, detail = ''): ShelvingWords => ({ tone, title, detail })
  switch (remark.kind) {
    case 'shelved':
      return say(
        remark.clash === null ? 'ok' : 'attention',
        t('shelve.shelved.title', { place: remark.place, slot: remark.slot }),
        shelvedDetail(remark, t),
      )
    case 'in-hand':
      return say('info', t('shelve.remark.inHand', { slot: remark.slot, place: remark.proposal.place }))
    case 'shelf-open':
      return say('info', t('shelve.remark.shelfOpen', { place: remark.place }))
    case 'already-there':
      return say('quiet', t('shelve.remark.alreadyThere', { slot: remark.slot, place: remark.place }))
    case 'handed-over':
      return say('stop', t('shelve.remark.handedOver', { slot: remark.slot }))
    case 'bag-open':
      return say(
        'attention',
        t('shelve.remark.bagOpen', { slot: remark.slot }),
        t('shelve.remark.bagOpenDetail'),
      )
    case 'bag-unknown':
      return say('attention', t('shelve.remark.bagUnknown'), t('shelve.remark.bagUnknownDetail'))
    case 'no-place':
      return say(
        'attention',
        t('shelve.remark.noPlace', { text: remark.text }),
        t('shelve.remark.noPlaceDetail'),
      )
    case 'no-bag-there':
      return say(
        'attention',
        t('shelve.remark.noBagThere', { text: remark.text }),
        t('shelve.remark.noBagThereDetail'),
      )
    case 'other-round':
      return say(
        'attention',
        t('shelve.remark.otherRound', { title: remark.title }),
        t('shelve.remark.otherRoundDetail'),
      )
    case 'product':
      return say('attention', t('shelve.remark.product'), t('shelve.remark.productDetail'))
    case 'put-down':
      return say('quiet', t('shelve.idle.hint'))
    case 'unreadable':
      return say('attention', t('shelve.remark.unreadable'), t(`handover.doubt.${remark.doubt}`))
    case 'refused-by-rule':
      return say('stop', t('refusals.title'), t(`refusals.${remark.refusal}`))
  }
}

function shelvedDetail(remark: Extract<ShelvingRemark, { kind: 'shelved' }>, t: Translate): string {
  const zoneName = (zone: Zone) => t(`terms.zone.${zone}`)
  const { place, clash, zone, from, siblings } = remark
  return [
    clash === null ? '' : t('shelve.shelved.clash', { place, there: zoneName(clash), zone: zoneName(zone) }),
    from === null ? '' : t('shelve.shelved.moved', { from }),
    siblings === 0 ? '' : t('shelve.shelved.siblings', { count: siblings }),
  ]
    .filter(Boolean)
    .join(' · ')
}

export function shelvingSound(remark: ShelvingRemark): SoundName | null {
  switch (remark.kind) {
    case 'shelved':
      return remark.clash === null ? 'ok' : 'attention'
    case 'in-hand':
    case 'shelf-open':
      return 'ok'
    case 'already-there':
    case 'put-down':
      return null
    case 'handed-over':
    case 'refused-by-rule':
      return 'stop'
    case 'bag-unknown':
    case 'unreadable':
    case 'product':
      return 'unknown'
    default:
      return 'attention'
  }
}
