import { StatePanel } from '../../ui/index'
import styles from './Sort.module.css'
import type { Said as Line } from './sowStage'

/** One line across the stage about the last thing tried. */
export function Said({ said }: { said: Line | null }) {
  if (said === null) return null
  return (
    <div className={styles['said']}>
      <StatePanel
        size="band"
        tone={said.tone}
        title={said.title}
        {...(said.detail === undefined ? {} : { detail: said.detail })}
      />
    </div>
  )
}
