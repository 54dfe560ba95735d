import { useState } from 'react'
import { readTypedDay } from '../../../shared/intake/text/typedDay'
import type { BusinessDay } from '../../../shared/kernel/businessDay'
import styles from './ReceiveScreen.module.css'

interface DayFieldProps {
  readonly label: string
  readonly value: BusinessDay | null
  readonly today: BusinessDay
  readonly onDay: (day: BusinessDay | null) => void
}

/** A day as it stands on the goods: 0619, 6.19, 20260619, 2026-06-19. */
export function DayField({ label, value, today, onDay }: DayFieldProps) {
  const [text, setText] = useState<string | null>(null)
  const take = () => {
    if (text === null) return
    if (text.trim() === '') onDay(null)
    const day = readTypedDay(text, today)
    if (day) onDay(day)
    setText(null)
  }
  return (
    <input
      className={styles['day']}
      aria-label={label}
      placeholder={label}
      inputMode="numeric"
      value={text ?? value ?? ''}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}
