import type { ReactNode } from 'react'
import styles from './CheckRow.module.css'
import { Icon } from './Icon'

/** Sold as against arrived: quiet while they agree, loud with the acts to say what is wrong when they differ. */
export function CheckRow(props: {
  title: string
  soldAs: ReactNode
  arrived: ReactNode
  agrees: boolean
  acts?: ReactNode
}) {
  return (
    <div className={styles['row']} data-agrees={props.agrees} data-tone={props.agrees ? 'ok' : 'stop'}>
      <Icon name={props.agrees ? 'check' : 'alert'} size={20} />
      <span className={styles['title']}>{props.title}</span>
      <span className={styles['sold']}>{props.soldAs}</span>
      <Icon name="arrow" size={16} />
      <span className={styles['arrived']}>{props.arrived}</span>
      {props.acts && <span className={styles['acts']}>{props.acts}</span>}
    </div>
  )
}
