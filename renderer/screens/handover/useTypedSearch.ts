import { useMemo } from 'react'
import { useLayer } from '../../input/useLayer'
import { useLatest } from './useLatest'

const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789-#']
/** Long enough for a phone number read out, or lane, house and room. */
const longest = 24

export interface TypedSearch {
  readonly query: string
  onQuery(query: string): void
  /** A digit that chooses a row instead of being typed; false when it does not. */
  onDigit(digit: number): boolean
  onEnter(): void
  onStep(by: 1 | -1): void
}

/**
 * Letters and digits typed anywhere are a search: no field to click. With a Chinese input method on, letters still
 * arrive as letters, because nothing here is editable.
 */
export function useTypedSearch(search: TypedSearch, open: boolean): void {
  const latest = useLatest(search)
  const keys = useMemo(() => {
    const type = (character: string) => () => {
      const { query, onQuery, onDigit } = latest.current
      if (/^[0-9]$/.test(character) && onDigit(Number(character))) return
      if (query.length < longest) onQuery(query + character)
    }
    return new Map<string, () => void>([
      ...letters.map((character) => [character, type(character)] as const),
      ['Backspace', () => latest.current.onQuery(latest.current.query.slice(0, -1))],
      ['Escape', () => latest.current.onQuery('')],
      ['Enter', () => latest.current.onEnter()],
      ['ArrowDown', () => latest.current.onStep(1)],
      ['ArrowUp', () => latest.current.onStep(-1)],
    ])
  }, [latest])
  useLayer({ name: 'search', level: 'screen', keys, open })
}
