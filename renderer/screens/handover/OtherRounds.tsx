import type { HouseholdId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useOpenRound } from '../../point/pointContext'
import { useLive } from '../../queries/useLive'
import { openRound } from '../../session/useSession'
import { ActButton, Tag } from '../../ui/index'

/** Bags of the same household in another open round are named, never mixed in. */
export function OtherRounds({ householdId }: { householdId: HouseholdId }) {
  const { t } = useWords()
  const open = useOpenRound()
  const others = useLive((point) =>
    point.rounds().flatMap(({ roundId, title, closedAt }) => {
      const fold = roundId === open || closedAt !== null ? undefined : point.picture.round(roundId)
      const count = (fold?.members(`bags-of:${fold.householdOf(householdId)}`) ?? []).filter(
        (bagId) => fold?.state('bag', bagId)?.status === 'on-shelf',
      ).length
      return count === 0 ? [] : [{ roundId, title, count }]
    }),
  )
  return others.map(({ roundId, title, count }) => (
    <span key={roundId}>
      <Tag tone="info">{t('handover.visit.otherRounds', { title, count })}</Tag>{' '}
      <ActButton size="small" onAct={() => openRound(roundId)}>
        {t('handover.visit.toRound')}
      </ActButton>
    </span>
  ))
}
