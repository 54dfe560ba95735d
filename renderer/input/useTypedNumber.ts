import { useSyncExternalStore } from 'react'
import { useInput } from './inputContext'
import type { LayerLevel } from './inputLayers'
import { numberOf } from './typedNumber'
import { useLayer } from './useLayer'

export type TypedNumberUse = {
  /** As typed, for showing large; '' when nothing was. */
  readonly text: string
  readonly value: number | undefined
  /** The number, which is then gone; undefined if none was typed. Always up to date, also within one event. */
  take(): number | undefined
  clear(): void
}

/**
 * Digits typed outside any field while this component is mounted: "scan, 5, Enter" without a click. Backspace
 * corrects. Digits still there when the next code is scanned go with it as `typedBefore`.
 */
export function useTypedNumber({
  level = 'screen',
  open = true,
}: {
  readonly level?: LayerLevel
  readonly open?: boolean
} = {}): TypedNumberUse {
  const { typed } = useInput()
  useLayer({ name: 'digits', level, digits: true, open })
  const text = useSyncExternalStore(typed.subscribe, typed.text)
  return { text, value: numberOf(text), take: () => numberOf(typed.take()), clear: typed.clear }
}
