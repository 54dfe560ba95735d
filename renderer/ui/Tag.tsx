import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import styles from './Tag.module.css'
import type { Tone } from './tone'

/** A short state beside a row: words in a tone, with its mark if given. */
export function Tag({
  tone = 'quiet',
  icon,
  children,
}: {
  tone?: Tone
  icon?: IconName
  children: ReactNode
}) {
  return (
    <span className={styles['tag']} data-tone={tone}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  )
}

/** How many wait; nothing at all when none do. */
export function CountBadge({ n, tone = 'attention', label }: { n: number; tone?: Tone; label?: string }) {
  if (n === 0) return null
  return (
    <span className={styles['count']} data-tone={tone}>
      <span aria-hidden={label !== undefined}>{n > 999 ? '999+' : n}</span>
      {label !== undefined && <span className={styles['unseen']}>{label}</span>}
    </span>
  )
}

/** Said by a screen reader, not drawn. */
export function Unseen({ children }: { children: ReactNode }) {
  return <span className={styles['unseen']}>{children}</span>
}
