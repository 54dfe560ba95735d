import type { ReactNode } from 'react'
import { useWords } from '../../i18n/index'
import { type SlideIn, SlideIns } from '../../ui/index'
import styles from './Frame.module.css'
import type { RailStep, ScanView, StatusIntents, StatusView, StepView } from './frameView'
import { Rail } from './Rail'
import { ScanLine } from './ScanLine'
import { StatusStrip } from './StatusStrip'

export interface FrameProps {
  readonly status: StatusView
  readonly on: StatusIntents
  readonly steps: Readonly<Record<RailStep, StepView>>
  /** null while a page outside the way is open, such as the settings. */
  readonly current: RailStep | null
  readonly onStep: (step: RailStep) => void
  readonly lastScan: ScanView | null
  readonly onUndo: () => void
  readonly onHelp: () => void
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
      <StatusStrip view={props.status} on={props.on} />
      <Rail steps={props.steps} current={props.current} onStep={props.onStep} />
      <div className={styles['middle']}>
        <main className={styles['stage']} id="stage" tabIndex={-1}>
          {props.children}
        </main>
        {props.side && <div className={styles['side']}>{props.side}</div>}
        <SlideIns lines={props.slideIns} onLeave={props.onSlideInLeave} />
      </div>
      <ScanLine scan={props.lastScan} onUndo={props.onUndo} onHelp={props.onHelp} />
    </div>
  )
}
