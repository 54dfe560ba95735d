/**
 * Digits typed outside any field, straight after a scan: the quantity, the count, the grams.
 * @module
 */
export type TypedNumber = {
  text(): string
  /** True if the key belonged to a number being typed: a digit, a decimal point, Backspace. */
  type(key: string): boolean
  /** The text so far, which is then gone. */
  take(): string
  clear(): void
  /** Puts an earlier text back: digits that proved to be the beginning of a scan. */
  set(text: string): void
  subscribe(onChange: () => void): () => void
}

/** Long enough for grams and fen of anything carried by hand; a scanner's leftovers are longer. */
const LONGEST = 7

export function createTypedNumber(): TypedNumber {
  let text = ''
  const listeners = new Set<() => void>()
  const set = (next: string): void => {
    if (next === text) return
    text = next
    for (const listener of listeners) listener()
  }
  const typed = (key: string): string | undefined => {
    if (key === 'Backspace') return text === '' ? undefined : text.slice(0, -1)
    if (/^\d$/.test(key)) return text.length < LONGEST ? text + key : text
    return key === '.' && text !== '' && !text.includes('.') ? `${text}.` : undefined
  }
  return {
    text: () => text,
    type: (key) => {
      const next = typed(key)
      if (next !== undefined) set(next)
      return next !== undefined
    },
    take: () => {
      const taken = text
      set('')
      return taken
    },
    clear: () => set(''),
    set,
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}

/** The number a typed text stands for; undefined for nothing or a lone point. */
export function numberOf(text: string): number | undefined {
  return /^\d+(\.\d*)?$/.test(text) ? Number(text) : undefined
}
