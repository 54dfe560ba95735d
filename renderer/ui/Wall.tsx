import { memo, useEffect, useRef } from 'react'
import type { Translate } from '../i18n/index'
import { useWords } from '../i18n/index'
import styles from './Wall.module.css'

export interface WallSlot {
  readonly slot: number
  readonly put: number
  readonly total: number
  /** current: the answer on the screen · short: will not become full · full: quiet. */
  readonly state: 'open' | 'full' | 'short' | 'current'
}

/** The sort wall in small: one cell per slot, filling as its household completes. */
export function Wall(props: {
  slots: readonly WallSlot[]
  onOpen?: (slot: number) => void
  label?: string
  /** Smaller cells, for hundreds of slots. */
  dense?: boolean
}) {
  const { t } = useWords()
  const wall = useRef<HTMLFieldSetElement>(null)
  const current = props.slots.find((slot) => slot.state === 'current')?.slot
  useEffect(() => {
    if (current === undefined) return undefined
    // After the answer is painted: finding the place measures the whole wall.
    const later = setTimeout(
      () => wall.current?.querySelector('[data-state="current"]')?.scrollIntoView({ block: 'nearest' }),
      50,
    )
    return () => clearTimeout(later)
  }, [current])
  return (
    <fieldset
      className={styles['wall']}
      data-dense={props.dense === true}
      aria-label={props.label ?? t('words.wall.title')}
      ref={wall}
    >
      {props.slots.map((cell) => (
        <WallCell
          key={cell.slot}
          slot={cell.slot}
          put={cell.put}
          total={cell.total}
          state={cell.state}
          words={t}
          onOpen={props.onOpen}
        />
      ))}
    </fieldset>
  )
}

const WallCell = memo(function WallCell(
  props: WallSlot & { words: Translate; onOpen: ((slot: number) => void) | undefined },
) {
  const { slot, put, total, state, words, onOpen } = props
  const said = [
    words('words.wall.slot', { slot, put, total }),
    state === 'open' ? '' : words(`words.wall.${state}`),
  ]
    .filter(Boolean)
    .join(' · ')
  // One element a cell, and nothing positioned: the whole wall is painted with every scan.
  const look = {
    className: styles['cell'],
    'data-state': state,
    'data-long': slot > 999,
    style: { '--full': `${total === 0 ? 0 : (put / total) * 100}%` },
    'aria-label': said,
    title: said,
  }
  return onOpen ? (
    <button type="button" onClick={() => onOpen(slot)} {...look}>
      {slot}
    </button>
  ) : (
    <span role="img" {...look}>
      {slot}
    </span>
  )
})
