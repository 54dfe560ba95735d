import { type RefObject, useLayoutEffect, useRef } from 'react'

/** The newest value, for keys and timers that were bound before it. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
