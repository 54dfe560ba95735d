import { useHashLocation } from 'wouter/use-hash-location'
import { useWords } from '../../i18n/index'
import { ActButton, StatePanel } from '../../ui/index'
import styles from './Handover.module.css'

/** Why nothing can be handed over, and where to go instead. */
export function NotReady({ roundIsOpen }: { roundIsOpen: boolean }) {
  const { t } = useWords()
  const [, go] = useHashLocation()
  if (!roundIsOpen)
    return (
      <div className={styles['fill']}>
        <StatePanel tone="info" title={t('handover.idle.noRound')} detail={t('refusals.round-unknown')} />
      </div>
    )
  return (
    <div className={styles['fill']}>
      <StatePanel
        tone="attention"
        title={t('handover.idle.notReleased')}
        detail={t('handover.idle.notReleasedDetail')}
      >
        <ActButton size="large" weight="main" icon="balance" onAct={() => go('/balance')}>
          {t('handover.idle.toBalance')}
        </ActButton>
      </StatePanel>
    </div>
  )
}
