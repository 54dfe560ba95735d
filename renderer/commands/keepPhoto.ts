import { attachPhoto } from '../../shared/domain/discrepancy/attachPhoto'
import type { PhotoTerms } from '../../shared/domain/terms'
import type { DiscrepancyId } from '../../shared/kernel/ids'
import { DiskFull } from '../storage/entryStore'
import type { Answer, Desk, Scope } from './desk'

/** A picture as it is kept: made smaller, and without place, camera and time. */
export interface TakenPhoto {
  readonly terms: PhotoTerms
  readonly picture: Blob
}

/**
 * The picture first, then the fact that names it: saved is both. Where the fact is refused, the picture goes again,
 * unless it belongs to another card.
 */
export async function keepPhoto(
  desk: Desk,
  scope: Scope,
  { discrepancyId, photo }: { readonly discrepancyId: DiscrepancyId; readonly photo: TakenPhoto },
): Promise<Answer> {
  const { photos } = desk.point
  const { terms, picture } = photo
  const key = { siteId: desk.identity.siteId, sha256: terms.sha256 }
  try {
    const before = await photos.keepOwn(key, picture, desk.nowMs())
    const answer = await desk.run(scope, attachPhoto, { discrepancyId, photo: terms })
    // After 'not-saved' nobody knows whether the disk has the fact: then the picture stays.
    if (!answer.ok && before === 'kept' && answer.refusal !== 'not-saved') await photos.forget(key)
    return answer
  } catch (error) {
    return { ok: false, refusal: error instanceof DiskFull ? 'disk-full' : 'not-saved' }
  }
}
