import styles from './SlotNumber.module.css'

/** hall: readable at three metres · desk: at arm's length · card, row: beside other things. */
export type SlotSize = 'hall' | 'desk' | 'card' | 'row'

export function SlotNumber({ slot, size = 'card' }: { slot: number | string; size?: SlotSize }) {
  return (
    <span className={styles['slot']} data-size={size}>
      {slot}
    </span>
  )
}
