import type { ReactNode } from 'react'
import styles from './BigHint.module.css'
import { Icon, type IconName } from './Icon'

/** What an idle stage says: the one thing to do now, readable from the shelf. */
export function BigHint(props: {
  icon?: IconName
  title: ReactNode
  detail?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={styles['hint']}>
      <span className={styles['mark']}>
        <Icon name={props.icon ?? 'scan'} size="3.5rem" />
      </span>
      <p className={styles['title']}>{props.title}</p>
      {props.detail !== undefined && <p className={styles['detail']}>{props.detail}</p>}
      {props.children}
    </div>
  )
}

/** Nothing is here yet, and this is what to do about it. */
export function EmptyState(props: {
  icon?: IconName
  title: ReactNode
  detail?: ReactNode
  act?: ReactNode
}) {
  return (
    <div className={styles['empty']}>
      <Icon name={props.icon ?? 'list'} size={36} />
      <p className={styles['emptyTitle']}>{props.title}</p>
      {props.detail !== undefined && <p className={styles['emptyDetail']}>{props.detail}</p>}
      {props.act}
    </div>
  )
}
