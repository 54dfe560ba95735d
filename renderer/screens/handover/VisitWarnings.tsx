import type { Visit, VisitWarning } from '../../../shared/domain/handover/visitOf'
import { listText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { StatePanel } from '../../ui/index'
import styles from './Handover.module.css'

/** Money has a line of its own; the rest is said here, in words. */
const saidHere = [
  'weight-unconfirmed',
  'packed-then-cancelled',
  'packed-more-than-ordered',
  'not-on-shelf',
  'contested',
] as const satisfies readonly VisitWarning[]

export function VisitWarnings({ seen }: { seen: Visit }) {
  const { t } = useWords()
  const { fold } = useRound()
  const nameOf = (id: (typeof seen.money.tasks)[number]['productId']) =>
    fold.state('product', id)?.product?.name ?? String(id)
  const goodsOf = (kind: VisitWarning) =>
    listText(
      seen.money.tasks
        .filter((task) => task.kind === kind)
        .map((task) => `${nameOf(task.productId)} ×${task.pieces}`),
      t,
    )
  const notReady = seen.bags.filter((bag) => bag.status === 'open' || bag.status === 'closed').length
  const standing = saidHere.filter((warning) => seen.warnings.includes(warning))
  if (standing.length === 0) return null
  const words = standing.map((warning) =>
    warning === 'not-on-shelf'
      ? t('handover.warning.not-on-shelf', { count: notReady })
      : t(`handover.warning.${warning}`, { goods: goodsOf(warning) }),
  )
  return (
    <div className={styles['warnings']}>
      <StatePanel
        tone={seen.warnings.includes('contested') ? 'stop' : 'attention'}
        size="band"
        title={words.map((text) => <span key={text}>{text}</span>)}
      />
    </div>
  )
}
