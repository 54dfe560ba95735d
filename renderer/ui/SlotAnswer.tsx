import type { ReactNode } from 'react'
import type { Zone } from '../../shared/domain/terms'
import styles from './SlotAnswer.module.css'
import { SlotNumber } from './SlotNumber'
import { ZoneTag } from './ZoneTag'

/** The answer of the sort screen, readable at three metres: which slot, how many. */
export function SlotAnswer(props: {
  slot: number
  times: number | string
  zone: Zone
  /** Who it is for, masked. */
  household: ReactNode
  /** Quiet words above: the product in hand. */
  head?: ReactNode
}) {
  return (
    <section className={styles['answer']} data-zone={props.zone} role="status">
      {props.head !== undefined && <div className={styles['head']}>{props.head}</div>}
      <p
        className={styles['line']}
        style={{
          '--digits': Math.max(2, String(props.slot).length),
          '--times-digits': String(props.times).length,
        }}
      >
        <SlotNumber slot={props.slot} size="hall" />
        <span className={styles['times']} data-times={props.times}>
          <small>×</small>
          {props.times}
        </span>
      </p>
      <div className={styles['foot']}>
        <span>{props.household}</span>
        <ZoneTag zone={props.zone} size="large" />
      </div>
    </section>
  )
}
