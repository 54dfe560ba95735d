import { type EraseReason, eraseReasons } from '../../../shared/domain/facts'
import type { HouseholdId } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { membersOf } from '../../queries/useHouseholdSearch'
import { useRound } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { InlineConfirm } from '../../ui/index'

/** Asks once more, with a reason, and erases the household with all that was merged into it. */
export function EraseHousehold({ householdId, onDone }: { householdId: HouseholdId; onDone: () => void }) {
  const { t } = useWords()
  const desk = useDesk()
  const { fold, roundId } = useRound()
  const reasons = new Map<string, EraseReason>(
    eraseReasons.map((reason) => [t(`terms.eraseReason.${reason}`), reason]),
  )
  const erase = async (reason: EraseReason) => {
    const householdIds = membersOf(fold).get(fold.householdOf(householdId)) ?? [householdId]
    const answer = await desk.erasePeople(roundId ?? 'site', { householdIds, reason })
    if (answer.ok) {
      playSound('ok')
      notify({ tone: 'ok', title: t('intake.orders.erase.done') })
    } else {
      playSound('stop')
      notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${answer.refusal}`) })
    }
    onDone()
  }
  return (
    <InlineConfirm
      question={t('intake.orders.erase.why')}
      confirm={t('intake.orders.erase.confirm')}
      needsReason
      onlyReasons
      reasons={[...reasons.keys()]}
      weight="stop"
      onConfirm={(given) => void erase(reasons.get(given) ?? 'asked')}
      onCancel={onDone}
    />
  )
}
