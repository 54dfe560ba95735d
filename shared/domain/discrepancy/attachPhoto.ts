import type { DiscrepancyId } from '../../kernel/ids'
import { type Decide, facts, refuse } from '../decide'
import type { Fold } from '../fold/fold'
import { lineDiscrepancyId } from '../receiving/deliveryState'
import type { PhotoTerms } from '../terms'
import { discrepancyOf, isOpen } from './discrepancies'
import type { AttachedPhoto } from './discrepancyState'

/** More of one thing show nothing new, and each has to be sent and kept. */
export const mostPhotos = 12

/** 拍照留证: the photo itself must be on the disk before this is written. Undo takes it off the card. */
export const attachPhoto: Decide<{
  readonly discrepancyId: DiscrepancyId
  readonly photo: PhotoTerms
}> = ({ fold, roundId }, { discrepancyId, photo }) => {
  if (!discrepancyOf(fold, discrepancyId) && !isShortToCome(fold, discrepancyId))
    return refuse('discrepancy-unknown')
  const photos = photosOf(fold, discrepancyId)
  if (photos.some(({ sha256 }) => sha256 === photo.sha256)) return refuse('photo-there')
  if (photos.length >= mostPhotos) return refuse('too-many-photos')
  return facts({ kind: 'PhotoAttached', v: 1, discrepancyId, roundId, photo })
}

/** The oldest first. */
export function photosOf(fold: Fold, discrepancyId: DiscrepancyId): readonly AttachedPhoto[] {
  return fold.state('discrepancy', discrepancyId)?.photos ?? []
}

/** Of everything that still waits for somebody. */
export function openPhotos(fold: Fold): readonly AttachedPhoto[] {
  return fold.members('photographed').flatMap((id) => {
    const discrepancy = discrepancyOf(fold, id as DiscrepancyId)
    // A line that is to become short has photos before it is a discrepancy.
    return discrepancy && !isOpen(discrepancy) ? [] : photosOf(fold, id as DiscrepancyId)
  })
}

/** A line is short only when its delivery is closed; the half empty box is photographed before that. */
function isShortToCome(fold: Fold, discrepancyId: DiscrepancyId): boolean {
  return fold.members('deliveries').some((id) => {
    const { delivery, closed } = fold.state('delivery', id) ?? {}
    if (!delivery || closed) return false
    return delivery.lines.some(
      ({ productId }) =>
        lineDiscrepancyId('short', { deliveryId: delivery.deliveryId, productId }) === discrepancyId,
    )
  })
}
