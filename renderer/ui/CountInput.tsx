import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/index'
import styles from './CountInput.module.css'
import { Icon } from './Icon'

export interface CountInputProps {
  readonly label: string
  /** What stands until something is typed. */
  readonly value: number
  readonly unit: string
  /** A new value takes the focus and forgets what was typed: pass the scan this count belongs to. */
  readonly about: string
  /** While typing and with + and −. */
  readonly onChange?: (n: number) => void
  /** Enter. */
  readonly onConfirm: (n: number) => void
  /** Digits the app's own key listener has collected since the scan; they stand before anything typed here. */
  readonly typed?: string
  readonly expected?: number
  readonly max?: number
}

/**
 * A number typed straight after a scan, without a field to click. Not an editable element on purpose:
 * the Chinese IME stays off here, so digits are digits.
 */
export function CountInput(props: CountInputProps) {
  const { label, value, unit, about, expected, max = 999_999 } = props
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [own, setTyped] = useState<number | null>(null)
  const typed = collected(props.typed) ?? own
  const shown = typed ?? value

  // biome-ignore lint/correctness/useExhaustiveDependencies: `about` names the scan; a new one starts over
  useEffect(() => {
    setTyped(null)
    box.current?.focus({ preventScroll: true })
  }, [about])

  const put = (n: number): void => {
    const next = Math.max(0, Math.min(max, n))
    setTyped(next)
    props.onChange?.(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
    const next = typedOn(event.key, typed, shown)
    if (event.key === 'Enter') props.onConfirm(shown)
    else if (next === undefined) return
    else if (next === null) setTyped(null)
    else put(next)
    event.preventDefault()
  }
  return (
    <div className={styles['count']}>
      <button type="button" onClick={() => put(shown - 1)} aria-label={t('words.act.less')} tabIndex={-1}>
        <Icon name="minus" size={24} />
      </button>
      <div
        ref={box}
        className={styles['box']}
        role="spinbutton"
        tabIndex={0}
        aria-label={label}
        aria-valuenow={shown}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={`${shown} ${unit}`}
        data-typed={typed !== null}
        onKeyDown={onKeyDown}
      >
        <span className={styles['number']}>{shown}</span>
        <span className={styles['unit']}>{unit}</span>
        {expected !== undefined && <span className={styles['expected']}>/ {expected}</span>}
      </div>
      <button type="button" onClick={() => put(shown + 1)} aria-label={t('words.act.more')} tabIndex={-1}>
        <Icon name="plus" size={24} />
      </button>
    </div>
  )
}

function collected(digits: string | undefined): number | null {
  return digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : null
}

/** What a key makes of the number: null is "back to what stood", undefined is "not for me". */
function typedOn(key: string, typed: number | null, shown: number): number | null | undefined {
  if (/^[0-9]$/.test(key)) return (typed ?? 0) * 10 + Number(key)
  if (key === 'Backspace') return Math.floor(shown / 10)
  if (key === 'ArrowUp' || key === '+') return shown + 1
  if (key === 'ArrowDown' || key === '-') return shown - 1
  if (key === 'Escape' && typed !== null) return null
  return undefined
}
