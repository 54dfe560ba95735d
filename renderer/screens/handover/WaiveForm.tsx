import { useMemo, useState } from 'react'
import type { Fen } from '../../../shared/kernel/money'
import { useWords } from '../../i18n/index'
import { useLayer } from '../../input/useLayer'
import { ActButton, fenText } from '../../ui/index'
import type { Counter } from './counter'
import styles from './Handover.module.css'
import { useLatest } from './useLatest'

const usualReasons = ['damaged', 'regular', 'leader'] as const

/** 免收: one digit for a usual reason records it; any other reason is written. */
export function WaiveForm({ counter, dueFen }: { counter: Counter; dueFen: Fen }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const usual = usualReasons.map((one) => t(`handover.money.waiveReasons.${one}`))
  const waive = (because: string) => void counter.waive(because)
  const latest = useLatest({ usual, waive })
  const keys = useMemo(
    () =>
      new Map<string, () => void>(
        usualReasons.map((_, i) => [
          String(i + 1),
          () => latest.current.waive(latest.current.usual[i] ?? ''),
        ]),
      ),
    [latest],
  )
  useLayer({ name: 'waiver', level: 'panel', keys })
  return (
    <form
      className={styles['refuse']}
      data-tone="attention"
      onSubmit={(event) => {
        event.preventDefault()
        waive(reason)
      }}
    >
      <span className={styles['refuseWhat']}>
        <b>{t('handover.money.waiveQuestion', { fen: fenText(dueFen) })}</b>
        <small>{t('handover.refuse.why')}</small>
      </span>
      <span className={styles['refuseReasons']}>
        {usual.map((one, i) => (
          <ActButton key={one} size="small" keys={String(i + 1)} onAct={() => waive(one)}>
            {one}
          </ActButton>
        ))}
        <input
          className={styles['reason']}
          value={reason}
          maxLength={200}
          placeholder={t('words.reasonHint')}
          aria-label={t('words.reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ActButton size="small" weight="quiet" keys="Esc" onAct={() => counter.leave()}>
          {t('words.act.cancel')}
        </ActButton>
      </span>
    </form>
  )
}
