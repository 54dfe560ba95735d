import { useState } from 'react'
import { photosOf } from '../../../shared/domain/discrepancy/attachPhoto'
import {
  type DeliveryState,
  type LineFindingKind,
  lineDiscrepancyId,
} from '../../../shared/domain/receiving/deliveryState'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { PhotoStrip } from '../photos/PhotoStrip'
import styles from './ReceiveScreen.module.css'
import type { ReceivingLine } from './receivingView'

/** What is wrong with the line in hand, photographed where it lies: for the card that it is or becomes. */
export function LinePhotos({ delivery, line }: { delivery: DeliveryState; line: ReceivingLine }) {
  const { t } = useWords()
  const { fold } = useRound()
  const [chosen, setChosen] = useState<LineFindingKind | null>(null)
  const kinds: LineFindingKind[] = line.apart.map(({ condition }) => condition)
  if (line.state === 'short') kinds.push('short')
  const kind = kinds.find((one) => one === chosen) ?? kinds[0]
  if (kind === undefined) return null
  const { deliveryId } = delivery
  const idOf = (one: LineFindingKind) => lineDiscrepancyId(one, { deliveryId, productId: line.productId })
  return (
    <>
      {kinds.length > 1 && (
        <fieldset className={styles['photoOf']}>
          <legend>{t('photos.forWhat')}</legend>
          {kinds.map((one) => (
            <button key={one} type="button" aria-pressed={one === kind} onClick={() => setChosen(one)}>
              {t(`terms.discrepancy.${one}`)} {photosOf(fold, idOf(one)).length || ''}
            </button>
          ))}
        </fieldset>
      )}
      <PhotoStrip key={kind} discrepancyId={idOf(kind)} what={t(`terms.discrepancy.${kind}`)} />
    </>
  )
}
