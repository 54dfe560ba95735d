import { useRef, useState } from 'react'
import { photosOf } from '../../../shared/domain/discrepancy/attachPhoto'
import type { AttachedPhoto } from '../../../shared/domain/discrepancy/discrepancyState'
import type { DiscrepancyId } from '../../../shared/kernel/ids'
import { stampMs } from '../../../shared/kernel/stamp'
import { useDesk } from '../../commands/deskContext'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useOpenRound } from '../../point/pointContext'
import { useRound } from '../../queries/useLive'
import { usePhoto } from '../../queries/usePhoto'
import { playSound } from '../../sound/playSound'
import { ActButton } from '../../ui/index'
import styles from './Photos.module.css'
import { LargePhoto, PhotoTile } from './PhotoTile'
import { usePhotoIntake } from './usePhotoIntake'

interface PhotoStripProps {
  readonly discrepancyId: DiscrepancyId
  /** Said beside the button, where the card itself is not on the screen. */
  readonly what?: string
}

/** The photos of one card: take or choose one, paste it, or drop it here. */
export function PhotoStrip({ discrepancyId, what }: PhotoStripProps) {
  const { t } = useWords()
  const { fold } = useRound()
  const { busy, take } = usePhotoIntake(discrepancyId)
  const chooser = useRef<HTMLInputElement>(null)
  const [large, setLarge] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const photos = photosOf(fold, discrepancyId)
  const open = photos.find(({ sha256 }) => sha256 === large)
  useKeys('photos', { takePhoto: () => chooser.current?.click() })
  return (
    <section
      className={styles['strip']}
      data-over={over}
      aria-label={t('photos.title')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take(event.dataTransfer.files)
      }}
    >
      {photos.map((photo) => (
        <Thumb key={photo.sha256} photo={photo} onOpen={() => setLarge(photo.sha256)} />
      ))}
      <input
        ref={chooser}
        className={styles['chooser']}
        type="file"
        accept="image/*"
        capture="environment"
        multiple
        tabIndex={-1}
        aria-label={t('photos.take')}
        onChange={(event) => {
          void take(event.currentTarget.files ?? [])
          event.currentTarget.value = ''
        }}
      />
      <ActButton
        size="small"
        icon="camera"
        keys="F7"
        unless={busy ? t('photos.busy') : undefined}
        onAct={() => chooser.current?.click()}
      >
        {t('photos.take')}
      </ActButton>
      {what !== undefined && <b>{what}</b>}
      {photos.length === 0 && <small>{t('photos.ways')}</small>}
      {open && <Large photo={open} onClose={() => setLarge(null)} />}
    </section>
  )
}

function Thumb({ photo, onOpen }: { photo: AttachedPhoto; onOpen: () => void }) {
  const { t, language } = useWords()
  const shown = usePhoto(photo)
  const label = t('photos.of', { at: clockTime(stampMs(photo.at), language) })
  return <PhotoTile shown={shown} label={label} onOpen={onOpen} />
}

/** The whole picture over everything else; the photo is taken off its card here. */
function Large({ photo, onClose }: { photo: AttachedPhoto; onClose: () => void }) {
  const { t } = useWords()
  const desk = useDesk()
  const roundId = useOpenRound()
  const shown = usePhoto(photo)
  const takeOff = async () => {
    const answer = await desk.undo(roundId ?? 'site', [photo.factId], t('words.act.undo'))
    playSound(answer.ok ? 'attention' : 'stop')
    onClose()
  }
  useKeys('dialog', { dismiss: onClose, confirm: onClose })
  return (
    <LargePhoto shown={shown} size={photo}>
      <ActButton size="small" weight="quiet" icon="undo" onAct={() => void takeOff()}>
        {t('photos.takeOff')}
      </ActButton>
      <ActButton keys="Esc" onAct={onClose}>
        {t('words.act.close')}
      </ActButton>
    </LargePhoto>
  )
}
