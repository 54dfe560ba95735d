import type { Visit, VisitBag } from '../../../shared/domain/handover/visitOf'
import { stampMs } from '../../../shared/kernel/stamp'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { BagCard, EmptyState } from '../../ui/index'
import styles from './Handover.module.css'
import { useSpeech } from './useCounter'

/** The household's bags in slot order; each turns green as it is scanned. */
export function VisitBags({ seen }: { seen: Visit }) {
  const { t } = useWords()
  if (seen.bags.length === 0)
    return (
      <div className={styles['bags']}>
        <EmptyState
          icon="bag"
          title={t('handover.visit.noBags')}
          detail={t('handover.remark.noBagsDetail')}
        />
      </div>
    )
  return (
    <div className={styles['bags']}>
      {seen.bags.map((bag) => (
        <BagCard
          key={bag.bagId}
          zone={bag.zone}
          place={bag.place ?? t('handover.bag.noPlace')}
          n={bag.n}
          total={bag.of}
          state={bag.status === 'contested' ? 'missing' : bag.handovers.length > 0 ? 'scanned' : 'waiting'}
          contents={<BagWords bag={bag} />}
        />
      ))}
    </div>
  )
}

function BagWords({ bag }: { bag: VisitBag }) {
  const { t, language } = useWords()
  const { whoOf } = useSpeech()
  const [handover] = bag.handovers
  const count = bag.lines.reduce((sum, line) => sum + line.pieces, 0)
  const state =
    bag.status === 'open' || bag.status === 'closed' || bag.status === 'contested'
      ? t(`handover.bag.${bag.status}`)
      : handover
        ? t('handover.bag.handed', {
            time: clockTime(stampMs(handover.at), language),
            who: whoOf(handover.by, handover.at),
          })
        : null
  return (
    <>
      <span>{t('handover.bag.contents', { kinds: bag.lines.length, count })}</span>
      {state !== null && <strong>{state}</strong>}
    </>
  )
}
