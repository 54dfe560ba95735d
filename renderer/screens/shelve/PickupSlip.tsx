import { visitOf } from '../../../shared/domain/handover/visitOf'
import { maskName, phoneTailOf } from '../../../shared/domain/identity'
import type { HouseholdId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { usePoint } from '../../point/pointContext'
import { useRound } from '../../queries/useLive'
import { Barcode, PaperSheet } from '../../ui/index'
import styles from './Papers.module.css'

/** For the household: its pickup code to show, everything about it masked. */
export function PickupSlip({ householdId }: { householdId: HouseholdId }) {
  const { t } = useWords()
  const { fold } = useRound()
  const identity = usePoint().people.get(householdId)
  const visit = visitOf(fold, householdId)
  if (!visit?.pickupCode) return null
  const zones = [...new Set(visit.bags.map(({ zone }) => zone))]
  const tail = phoneTailOf(identity?.phone ?? null)
  return (
    <PaperSheet size="label-60x40">
      <div className={styles['slip']}>
        <header>
          <b>{visit.pickupCode}</b>
          <span>{t('shelve.paper.slot', { slot: visit.slot ?? '' })}</span>
        </header>
        <p>
          {[identity && maskName(identity.name), tail].filter(Boolean).join(' · ')}
          <span>
            {t('shelve.paper.bags', { count: visit.bags.length })}{' '}
            {zones.map((zone) => t(`terms.zone.${zone}`)).join(' ')}
          </span>
        </p>
        <Barcode symbology="code128" text={visit.pickupCode} height="9mm" plain />
        <small>{t('shelve.paper.hint')}</small>
      </div>
    </PaperSheet>
  )
}
