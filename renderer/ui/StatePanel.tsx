import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import styles from './StatePanel.module.css'
import { type Tone, toneIcon } from './tone'

export interface StatePanelProps {
  readonly tone: Tone
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly icon?: IconName
  /** stage: fills what it is given, a third of the screen at least · band: one line across. */
  readonly size?: 'stage' | 'band'
  readonly children?: ReactNode
}

/** What just happened or what holds now, in colour, mark and words at once. */
export function StatePanel({ tone, title, detail, icon, size = 'stage', children }: StatePanelProps) {
  return (
    <section
      className={styles['panel']}
      data-tone={tone}
      data-size={size}
      role={tone === 'stop' ? 'alert' : 'status'}
    >
      <Icon name={icon ?? toneIcon[tone]} size={size === 'stage' ? '4.5rem' : 24} />
      <div className={styles['words']}>
        <p className={styles['title']}>{title}</p>
        {detail !== undefined && <p className={styles['detail']}>{detail}</p>}
      </div>
      {children !== undefined && <div className={styles['acts']}>{children}</div>}
    </section>
  )
}
