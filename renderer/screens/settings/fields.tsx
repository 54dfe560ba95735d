import { type ReactNode, useEffect, useId, useState } from 'react'
import styles from './Settings.module.css'

/**
 * A text that is kept when the person leaves the field or presses Enter; Esc puts back what stood.
 * `onEnter`: what Enter does besides, with the text as it stands; the person stays in the field.
 */
export function TextSetting(props: {
  label: string
  hint?: string
  value: string
  maxLength?: number
  width?: string
  onKeep: (value: string) => void
  onEnter?: (value: string) => void
}) {
  const id = useId()
  const [text, setText] = useState(props.value)
  useEffect(() => setText(props.value), [props.value])
  const keep = () => text.trim() !== props.value && props.onKeep(text.trim())
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        data-kept
        value={text}
        maxLength={props.maxLength ?? 40}
        style={props.width ? { maxWidth: props.width } : {}}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter' && !props.onEnter) event.currentTarget.blur()
          if (event.key === 'Enter' && props.onEnter) {
            keep()
            props.onEnter(text.trim())
          }
          if (event.key === 'Escape') setText(props.value)
        }}
      />
      {props.hint && <small id={`${id}-hint`}>{props.hint}</small>}
    </div>
  )
}

/** A whole number within its bounds. */
export function NumberSetting(props: {
  label: string
  value: number
  min: number
  max: number
  onKeep: (value: number) => void
}) {
  const keep = (text: string) => {
    const n = Number(text)
    if (Number.isInteger(n) && n >= props.min && n <= props.max) props.onKeep(n)
  }
  return (
    <TextSetting
      label={props.label}
      hint={`${props.min} – ${props.max}`}
      value={String(props.value)}
      maxLength={4}
      width="110px"
      onKeep={keep}
    />
  )
}

/** One of a few, all in sight. */
export function Choice<T extends string>(props: {
  label: string
  value: T
  options: readonly { readonly value: T; readonly text: ReactNode }[]
  onChoose: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className={styles['choice']}>
      <legend>{props.label}</legend>
      <div>
        {props.options.map(({ value, text }) => (
          <label key={value} data-chosen={value === props.value}>
            <input
              type="radio"
              name={name}
              checked={value === props.value}
              onChange={() => props.onChoose(value)}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
