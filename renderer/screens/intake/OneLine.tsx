import type { ReactNode } from 'react'
import styles from './Intake.module.css'

/** What stands in a table cell, in one line whatever its length: the rows of a long table are all equally high. */
export function OneLine({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <span className={styles['oneLine']} {...(title === undefined ? {} : { title })}>
      <span>{children}</span>
    </span>
  )
}
