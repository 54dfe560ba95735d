import { looksOf } from '../../../shared/domain/looks/lookedAt'
import { stampMs } from '../../../shared/kernel/stamp'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { Panel } from '../../ui/index'
import { useWho } from '../useWho'
import styles from './DayCloseScreen.module.css'

/** Who looked at whose name, phone and address in this round, and why; themselves they stay masked here too. */
export function LooksPanel() {
  const { t, language } = useWords()
  const { fold } = useRound()
  const textOf = useHouseholdText()
  const who = useWho()
  const looks = looksOf(fold)
  return (
    <Panel title={t('dayClose.looks')} note={String(looks.length)} fill>
      <p className={styles['quiet']}>{t(looks.length === 0 ? 'dayClose.noLooks' : 'dayClose.looksNote')}</p>
      <ul className={styles['looks']}>
        {looks.map(
          ({ factId, stamp, operatorId, fact }) =>
            (fact.kind === 'IdentityRevealed' || fact.kind === 'IdentityErased') && (
              <li key={factId}>
                <time>{clockTime(stampMs(stamp), language)}</time>
                <span>{textOf(fact.householdId)}</span>
                <b>
                  {fact.kind === 'IdentityRevealed'
                    ? t(`terms.revealReason.${fact.reason}`)
                    : t('dayClose.erased', { reason: t(`terms.eraseReason.${fact.reason}`) })}
                </b>
                <span>{who(operatorId, stamp)}</span>
              </li>
            ),
        )}
      </ul>
    </Panel>
  )
}
