import { type ReactNode, useEffect } from 'react'
import { useWords } from '../i18n/index'
import { Icon } from './Icon'
import { KeyHint } from './KeyHint'
import styles from './SlideIns.module.css'
import { type Tone, toneIcon } from './tone'

export interface SlideIn {
  readonly id: string
  readonly tone: Tone
  readonly title: ReactNode
  readonly detail?: ReactNode
  /** Offered while the line is on the screen. */
  readonly undo?: (() => void) | undefined
  readonly offer?: { readonly words: string; readonly keys: string; take(): void } | undefined
}

const shownForMs: Record<Tone, number> = {
  ok: 4_000,
  info: 6_000,
  quiet: 4_000,
  attention: 9_000,
  stop: 15_000,
}

/** Results slide in over the foot of the stage and leave by themselves; none asks for a click. */
export function SlideIns({ lines, onLeave }: { lines: readonly SlideIn[]; onLeave: (id: string) => void }) {
  const { t } = useWords()
  return (
    <section className={styles['lines']} aria-label={t('frame.slideIns.label')}>
      {lines.map((line) => (
        <Line key={line.id} line={line} onLeave={onLeave} />
      ))}
    </section>
  )
}

function Line({ line, onLeave }: { line: SlideIn; onLeave: (id: string) => void }) {
  const { t } = useWords()
  const { id, tone } = line
  useEffect(() => {
    const timer = setTimeout(() => onLeave(id), shownForMs[tone])
    return () => clearTimeout(timer)
  }, [id, tone, onLeave])
  return (
    <div className={styles['line']} data-tone={tone} role={tone === 'stop' ? 'alert' : 'status'}>
      <Icon name={toneIcon[tone]} size={22} />
      <div className={styles['words']}>
        <span className={styles['title']}>{line.title}</span>
        {line.detail !== undefined && <span className={styles['detail']}>{line.detail}</span>}
      </div>
      {line.undo && (
        <button type="button" className={styles['undo']} onClick={line.undo}>
          {t('words.act.undo')} <KeyHint keys="F8" />
        </button>
      )}
      {line.offer && (
        <button type="button" className={styles['undo']} onClick={line.offer.take}>
          {line.offer.words} <KeyHint keys={line.offer.keys} />
        </button>
      )}
      <button type="button" onClick={() => onLeave(id)} aria-label={t('words.act.dismiss')}>
        <Icon name="close" size={18} />
      </button>
    </div>
  )
}
