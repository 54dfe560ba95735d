import styles from './Meter.module.css'
import type { Tone } from './tone'

/** n of N as a bar with its numbers. Full turns green unless told otherwise. */
export function Meter(props: { n: number; total: number; label: string; tone?: Tone; bare?: boolean }) {
  const { n, total, label } = props
  const share = total === 0 ? 0 : Math.min(1, n / total)
  const tone = props.tone ?? (total > 0 && n >= total ? 'ok' : 'info')
  return (
    <div className={styles['meter']} data-tone={tone}>
      <div
        className={styles['track']}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(n, total)}
        aria-valuetext={`${n} / ${total}`}
      >
        <div className={styles['fill']} style={{ transform: `scaleX(${share})` }} />
      </div>
      {!props.bare && (
        <span className={styles['numbers']}>
          <b>{n}</b> / {total}
        </span>
      )}
    </div>
  )
}
