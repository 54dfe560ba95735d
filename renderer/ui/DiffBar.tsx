import type { Pieces } from '../../shared/kernel/quantity'
import { useWords } from '../i18n/index'
import styles from './DiffBar.module.css'

/** Ordered against received: what is there, what is missing (hatched red), what is too much (blue). */
export function DiffBar(props: { ordered: Pieces; received: Pieces; scale?: number }) {
  const { t } = useWords()
  const { ordered, received } = props
  const scale = Math.max(1, props.scale ?? Math.max(ordered, received))
  const there = Math.min(ordered, received)
  const short = Math.max(0, ordered - received)
  const over = Math.max(0, received - ordered)
  const width = (n: number) => ({ width: `${(n / scale) * 100}%` })
  const words =
    short > 0
      ? t('words.diff.short', { ordered, received, n: short })
      : over > 0
        ? t('words.diff.over', { ordered, received, n: over })
        : t('words.diff.exact', { received })
  return (
    <div className={styles['diff']} role="img" aria-label={words} title={words}>
      <span className={styles['there']} style={width(there)} />
      {short > 0 && <span className={styles['short']} style={width(short)} />}
      {over > 0 && <span className={styles['over']} style={width(over)} />}
    </div>
  )
}

/** A difference as people write it: −3 in red, +2 in blue, a calm 0. */
export function DiffText({ n }: { n: number }) {
  const tone = n < 0 ? 'stop' : n > 0 ? 'info' : 'quiet'
  const text = n < 0 ? `−${-n}` : n > 0 ? `+${n}` : '0'
  return (
    <span className={styles['text']} data-tone={tone}>
      {text}
    </span>
  )
}
