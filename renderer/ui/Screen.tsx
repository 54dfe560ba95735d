import type { ReactNode } from 'react'
import styles from './Screen.module.css'

/** A screen's own head and its body, which takes the rest of the stage and scrolls by itself. */
export function Screen(props: {
  title: ReactNode
  note?: ReactNode
  acts?: ReactNode
  children: ReactNode
  /** plain: padded and scrolling · split: the children are columns that scroll one by one. */
  body?: 'plain' | 'split'
}) {
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1>{props.title}</h1>
        {props.note !== undefined && <div className={styles['note']}>{props.note}</div>}
        {props.acts !== undefined && <div className={styles['acts']}>{props.acts}</div>}
      </header>
      <div
        className={styles['body']}
        data-body={props.body ?? 'plain'}
        {...(props.body === 'split' ? {} : { tabIndex: 0 })}
      >
        {props.children}
      </div>
    </div>
  )
}

/** One column of a split screen. `share` is its part of the width, `least` the px it needs. */
export function Column({
  share = 1,
  least = 0,
  children,
}: {
  share?: number
  least?: number
  children: ReactNode
}) {
  return (
    <div className={styles['column']} style={{ flexGrow: share, minWidth: least }}>
      {children}
    </div>
  )
}

/** A white surface with a quiet head. `fill` takes the height that is left and scrolls inside. */
export function Panel(props: {
  title?: ReactNode
  note?: ReactNode
  acts?: ReactNode
  fill?: boolean
  /** Without padding, for a table that reaches the edges. */
  flush?: boolean
  children: ReactNode
}) {
  const headed = props.title !== undefined || props.acts !== undefined
  return (
    <section className={styles['panel']} data-fill={props.fill === true}>
      {headed && (
        <header className={styles['panelHead']}>
          {props.title !== undefined && <h2>{props.title}</h2>}
          {props.note !== undefined && <span className={styles['note']}>{props.note}</span>}
          {props.acts !== undefined && <div className={styles['acts']}>{props.acts}</div>}
        </header>
      )}
      <div className={styles['panelBody']} data-flush={props.flush === true}>
        {props.children}
      </div>
    </section>
  )
}

/** A number that counts on a screen, with the word for it. */
export function Figure(props: { value: ReactNode; label: ReactNode; tone?: 'ok' | 'attention' | 'stop' }) {
  return (
    <div className={styles['figure']} data-tone={props.tone ?? 'none'}>
      <span className={styles['value']}>{props.value}</span>
      <span className={styles['label']}>{props.label}</span>
    </div>
  )
}

/** Word and value, one under the other: the particulars of one thing. */
export function Particulars({ rows }: { rows: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className={styles['particulars']}>
      {rows.map(([word, value], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one thing never change their order
        <div key={i}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
