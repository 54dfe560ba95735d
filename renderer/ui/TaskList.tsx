import type { ReactNode } from 'react'
import { ActButton } from './ActButton'
import { Icon, type IconName } from './Icon'
import styles from './TaskList.module.css'
import { type Tone, toneIcon } from './tone'

export interface Task {
  readonly id: string
  readonly tone: Tone
  readonly icon?: IconName
  readonly title: ReactNode
  readonly detail?: ReactNode
  /** How long it has waited. */
  readonly age?: string
  /** The act that settles it. */
  readonly act: string
}

/** What needs a person, oldest first. */
export function TaskList(props: { label: string; tasks: readonly Task[]; onAct: (id: string) => void }) {
  return (
    <ul className={styles['tasks']} aria-label={props.label}>
      {props.tasks.map((task) => (
        <li key={task.id} data-tone={task.tone}>
          <span className={styles['mark']}>
            <Icon name={task.icon ?? toneIcon[task.tone]} />
          </span>
          <div className={styles['words']}>
            <span className={styles['title']}>{task.title}</span>
            {task.detail !== undefined && <span className={styles['detail']}>{task.detail}</span>}
          </div>
          {task.age !== undefined && <span className={styles['age']}>{task.age}</span>}
          <ActButton size="small" onAct={() => props.onAct(task.id)}>
            {task.act}
          </ActButton>
        </li>
      ))}
    </ul>
  )
}
