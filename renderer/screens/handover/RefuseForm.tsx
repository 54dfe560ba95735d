import { useMemo, useState } from 'react'
import { refusalReasons } from '../../../shared/domain/facts'
import type { Visit } from '../../../shared/domain/handover/visitOf'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { useLayer } from '../../input/useLayer'
import { useRound } from '../../queries/useLive'
import { ActButton, Icon } from '../../ui/index'
import type { Counter } from './counter'
import type { CounterForm } from './counterState'
import styles from './Handover.module.css'
import { useLatest } from './useLatest'

/** 拒收: how many, and one digit for the reason records it. */
export function RefuseForm(props: {
  counter: Counter
  seen: Visit
  form: Extract<CounterForm, { asks: 'refusal' }>
}) {
  const { counter, seen, form } = props
  const { t } = useWords()
  const { fold } = useRound()
  const line = seen.bags
    .find(({ bagId }) => bagId === form.bagId)
    ?.lines.find(({ productId }) => productId === form.productId)
  const most = line?.pieces ?? 0
  const [count, setCount] = useState(Math.min(1, most))
  const put = (n: number) => setCount(Math.min(most, Math.max(1, n)))
  const record = (place: number) => {
    const reason = refusalReasons[place]
    if (reason) void counter.refuse(form.bagId, form.productId, pieces(count), reason)
  }
  const latest = useLatest({ record, put, count })
  const keys = useMemo(
    () =>
      new Map<string, () => void>([
        ...refusalReasons.map((_, i) => [String(i + 1), () => latest.current.record(i)] as const),
        ['ArrowUp', () => latest.current.put(latest.current.count + 1)],
        ['ArrowDown', () => latest.current.put(latest.current.count - 1)],
      ]),
    [latest],
  )
  useLayer({ name: 'refusal', level: 'panel', keys })
  return (
    <section className={styles['refuse']} data-tone="attention" aria-label={t('handover.refuse.title')}>
      <span className={styles['refuseWhat']}>
        <b>
          {t('handover.refuse.title')} {fold.state('product', form.productId)?.product?.name}
        </b>
        <small>{t('handover.refuse.why')}</small>
      </span>
      <span className={styles['refuseCount']}>
        <button type="button" onClick={() => put(count - 1)} aria-label={t('words.act.less')}>
          <Icon name="minus" />
        </button>
        <output aria-label={t('handover.refuse.pieces')}>
          <b>{count}</b> / {most}
        </output>
        <button type="button" onClick={() => put(count + 1)} aria-label={t('words.act.more')}>
          <Icon name="plus" />
        </button>
      </span>
      <span className={styles['refuseReasons']}>
        {refusalReasons.map((reason, i) => (
          <ActButton key={reason} size="small" keys={String(i + 1)} onAct={() => record(i)}>
            {t(`terms.refusalReason.${reason}`)}
          </ActButton>
        ))}
        <ActButton size="small" weight="quiet" keys="Esc" onAct={() => counter.leave()}>
          {t('handover.refuse.close')}
        </ActButton>
      </span>
    </section>
  )
}
