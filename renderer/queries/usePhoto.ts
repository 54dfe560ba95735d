import { useCallback, useEffect, useRef, useState } from 'react'
import type { PhotoTerms } from '../../shared/domain/terms'
import { usePoint } from '../point/pointContext'
import { useCentre } from './useCentre'

export type ShownPhoto =
  | {
      readonly is: 'here'
      readonly url: string
      /** Its bytes turned out to be no picture. */
      spoilt(): void
    }
  /** On no disk here yet; it was asked for. */
  | { readonly is: 'reading' | 'away' }

/** A picture from this desk's disk; one that is not there is asked of the centre and shown when it comes. */
export function usePhoto({ sha256, bytes }: Pick<PhotoTerms, 'sha256' | 'bytes'>): ShownPhoto {
  const { photos, siteId } = usePoint()
  const centre = useCentre()
  const fetched = centre?.view?.photosFetched ?? 0
  const [shown, setShown] = useState<{ is: 'here'; url: string } | { is: 'reading' | 'away' }>({
    is: 'reading',
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every photo that came it looks once more
  useEffect(() => {
    if (shown.is === 'here') return undefined
    let gone = false
    void photos.read({ siteId, sha256 }).then(
      (picture) => {
        if (gone) return
        if (picture) setShown({ is: 'here', url: URL.createObjectURL(picture) })
        else setShown({ is: 'away' })
      },
      () => gone || setShown({ is: 'away' }),
    )
    return () => {
      gone = true
    }
  }, [photos, siteId, sha256, fetched])
  const isAway = shown.is === 'away'
  useEffect(() => {
    if (isAway) centre?.wantPhoto({ siteId, sha256, bytes })
  }, [isAway, centre, siteId, sha256, bytes])
  const url = shown.is === 'here' ? shown.url : null
  useEffect(() => (url === null ? undefined : () => URL.revokeObjectURL(url)), [url])
  // Once: what comes from the centre spoilt as well is not fetched for ever.
  const wasSpoilt = useRef(false)
  const spoilt = useCallback(() => {
    const forgotten = wasSpoilt.current ? Promise.resolve() : photos.forgetSent({ siteId, sha256 })
    wasSpoilt.current = true
    void forgotten.catch(() => undefined).finally(() => setShown({ is: 'away' }))
  }, [photos, siteId, sha256])
  return shown.is === 'here' ? { ...shown, spoilt } : shown
}
