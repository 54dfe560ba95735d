import { useEffect, useRef, useState } from 'react'
import type { DiscrepancyId } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'
import { keepPhoto } from '../../commands/keepPhoto'
import { useWords } from '../../i18n/index'
import { useOpenRound } from '../../point/pointContext'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { shrinkPhoto } from './shrinkPhoto'

/** A picture a phone makes today; more than that no counter PC should unfold. */
const mostBytes = 40 * 2 ** 20

/** Pictures become photos of one card, one after the other: shrunk, on the disk, then on the card. */
export function usePhotoIntake(discrepancyId: DiscrepancyId): {
  readonly busy: boolean
  take(files: Iterable<Blob>): Promise<void>
} {
  const desk = useDesk()
  const roundId = useOpenRound()
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const turn = useRef<Promise<unknown>>(Promise.resolve())
  const refuse = (detail: string) => {
    playSound('stop')
    notify({ tone: 'stop', title: t('photos.notKept'), detail })
  }
  const takeOne = async (file: Blob) => {
    const photo = file.size <= mostBytes ? await shrinkPhoto(file) : undefined
    if (!photo) return refuse(t('photos.unreadable'))
    const answer = await keepPhoto(desk, roundId ?? 'site', { discrepancyId, photo })
    if (!answer.ok) return refuse(t(`refusals.${answer.refusal}`))
    // It stands on the card: nothing slides in over what is to be pressed next.
    playSound('ok')
  }
  const take = (files: Iterable<Blob>): Promise<void> => {
    const all = [...files]
    if (all.length === 0) return Promise.resolve()
    setBusy(true)
    const taking = turn.current.then(async () => {
      for (const file of all) await takeOne(file)
    })
    turn.current = taking.catch(() => undefined)
    return taking.finally(() => setBusy(false))
  }
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  // A picture on the clipboard is meant for the card that is open; text is somebody else's.
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const pictures = picturesOf(event.clipboardData)
      if (pictures.length === 0) return
      event.preventDefault()
      void latest.current(pictures)
    }
    document.addEventListener('paste', pasted)
    return () => document.removeEventListener('paste', pasted)
  }, [])
  return { busy, take }
}

function picturesOf(transfer: DataTransfer | null): readonly File[] {
  return [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
}
