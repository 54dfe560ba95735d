import type { OperatorId } from '../../shared/kernel/ids'
import { type Stamp, stampDevice } from '../../shared/kernel/stamp'
import { useWords } from '../i18n/index'
import { whoWrote } from '../point/desks'
import { useDeskSettings } from '../queries/useLive'

/** Who wrote what bears this stamp; and, where there are several desks, at which: each begins with a "Clerk 1". */
export function useWho(): (operatorId: OperatorId, at: Stamp) => string {
  const settings = useDeskSettings()
  const { t } = useWords()
  return (operatorId, at) => {
    const { operator, desk } = whoWrote(settings, { operatorId, deviceId: stampDevice(at) })
    const where = desk && [desk.elsewhere, t('frame.status.counter', { n: desk.counter })]
    return [...(where ?? []), operator].filter((one) => one !== null).join(' · ') || operatorId
  }
}
