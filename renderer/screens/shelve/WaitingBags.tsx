import { bagsToShelve, proposedPlace } from '../../../shared/domain/bag/shelves'
import type { BagId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { Panel, ZoneTag } from '../../ui/index'
import styles from './Shelve.module.css'
import type { Shelving } from './shelving'

/** More than fit on the screen are only counted. */
const mostShown = 60

/** Closed bags that no shelf has yet, in slot order; a click is as good as a scan. */
export function WaitingBags({ shelving, hand }: { shelving: Shelving; hand: BagId | null }) {
  const { t } = useWords()
  const { fold } = useRound()
  const waiting = bagsToShelve(fold)
  return (
    <Panel title={t('shelve.waiting.title')} note={String(waiting.length)} fill flush>
      {waiting.length === 0 ? (
        <p className={styles['none']}>{t('shelve.waiting.none')}</p>
      ) : (
        <ul className={styles['waiting']}>
          {waiting.slice(0, mostShown).map(({ bagId, bag }) => (
            <li key={bagId}>
              <button type="button" data-chosen={hand === bagId} onClick={() => void shelving.pick(bagId)}>
                <b>{bag?.slot}</b>
                <ZoneTag zone={bag?.zone ?? 'ambient'} />
                <span>→ {proposedPlace(fold, bagId)?.place}</span>
              </button>
            </li>
          ))}
          {waiting.length > mostShown && <li className={styles['none']}>+{waiting.length - mostShown}</li>}
        </ul>
      )}
    </Panel>
  )
}
