import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import styles from './RoundFlow.module.css'
import { classes } from './tone'

export interface FlowStep {
  readonly id: string
  readonly icon: IconName
  readonly title: string
  readonly n: number
  readonly total: number
  readonly state: 'ahead' | 'now' | 'done'
  /** How many exceptions it has, said in words. */
  readonly exceptions?: ReactNode
  /** What else there is to know, quietly; shown where there are no exceptions. */
  readonly note?: ReactNode
}

/** Where a round stands: orders → received → … → handed over, each n of N. */
export function RoundFlow(props: {
  label: string
  steps: readonly FlowStep[]
  onOpen?: (id: string) => void
}) {
  return (
    <ol className={styles['flow']} aria-label={props.label}>
      {props.steps.map((step) => (
        <li key={step.id} data-state={step.state}>
          <button
            type="button"
            onClick={() => props.onOpen?.(step.id)}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <span className={styles['title']}>
              <Icon name={step.state === 'done' ? 'check' : step.icon} size={18} />
              <span>{step.title}</span>
            </span>
            <span className={styles['numbers']}>
              <b>{step.n}</b>
              <span>/ {step.total}</span>
            </span>
            <span className={styles['track']} aria-hidden="true">
              <i style={{ width: `${step.total === 0 ? 0 : Math.min(1, step.n / step.total) * 100}%` }} />
            </span>
            <span className={classes(styles['exceptions'], !step.exceptions && styles['note'])}>
              {step.exceptions || step.note}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
