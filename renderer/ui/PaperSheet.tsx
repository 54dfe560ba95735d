import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import styles from './PaperSheet.module.css'

/** Label stock and sheets the point prints on; each has its own @page. */
export const paperSizes = ['label-60x40', 'label-76x130', 'a4', 'a4-landscape'] as const
export type PaperSize = (typeof paperSizes)[number]

/** One sheet of paper, as large on the screen as in the hand. Black on white in every look. */
export function PaperSheet(props: { size: PaperSize; children: ReactNode; label?: string }) {
  return (
    <section className={styles['sheet']} data-size={props.size} aria-label={props.label}>
      {props.children}
    </section>
  )
}

/** What is inside goes to the printer and is not drawn on the screen; everything else stays off the paper. */
export function PrintOut({ children }: { children: ReactNode }) {
  return createPortal(<div className={styles['out']}>{children}</div>, document.body)
}
