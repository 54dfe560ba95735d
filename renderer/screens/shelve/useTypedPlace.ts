import { useLayoutEffect, useMemo, useRef } from 'react'
import { useLayer } from '../../input/useLayer'
import type { Shelving } from './shelving'
import type { ShelvingState } from './shelvingState'

const characters = [...'abcdefghijklmnopqrstuvwxyz0123456789-']
const longest = 7

/** A place typed anywhere: 'a2' or 'A-2', then Enter. No field to click. */
export function useTypedPlace(shelving: Shelving, { typed }: ShelvingState, open: boolean): void {
  const latest = useRef(typed)
  useLayoutEffect(() => {
    latest.current = typed
  })
  const keys = useMemo(() => {
    const put = (text: string) => {
      latest.current = text
      shelving.type(text)
    }
    return new Map<string, () => void>([
      ...characters.map(
        (character) =>
          [
            character,
            () => latest.current.length < longest && put(latest.current + character.toUpperCase()),
          ] as const,
      ),
      ['Backspace', () => put(latest.current.slice(0, -1))],
    ])
  }, [shelving])
  useLayer({ name: 'place', level: 'screen', keys, open })
}
