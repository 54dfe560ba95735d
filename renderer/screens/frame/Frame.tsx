import type { ReactNode } from 'react'
import { useWords } from '../../i18n/index'
import { type SlideIn, SlideIns } from '../../ui/index'
import styles from './Frame.module.css'

export interface FrameProps {
  readonly strip: ReactNode
  /** Over the stage until a person has read it. */
  readonly band?: ReactNode
  readonly rail: ReactNode
  readonly line: ReactNode
  readonly slideIns: readonly SlideIn[]
  readonly onSlideInLeave: (id: string) => void
  /** Beside the stage, never over it: help, search. */
  readonly side?: ReactNode
  readonly children: ReactNode
}

/** Status strip, rail, stage, scan line: always there, always in the same place. */
export function Frame(props: FrameProps) {
  const { t } = useWords()
  return (
    <div className={styles['frame']}>
      <button
        type="button"
        className={styles['skip']}
        onClick={() => document.getElementById('stage')?.focus()}
      >
        {t('frame.skipToStage')}
      </button>
      {props.strip}
      {props.band}
      {props.rail}
      <div className={styles['middle']}>
        <main className={styles['stage']} id="stage" tabIndex={-1}>
          {props.children}
        </main>
        {props.side && <div className={styles['side']}>{props.side}</div>}
        <SlideIns lines={props.slideIns} onLeave={props.onSlideInLeave} />
      </div>
      {props.line}
    </div>
  )
}
