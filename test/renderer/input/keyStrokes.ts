import type { KeyStroke } from '../../../renderer/input/keyStroke'

const plainKey: KeyStroke = {
  key: '',
  code: '',
  atMs: 0,
  shift: false,
  ctrl: false,
  alt: false,
  meta: false,
  capsLock: false,
  repeat: false,
  ime: false,
  target: 'none',
}

export function stroke(key: string, atMs: number, more: Partial<KeyStroke> = {}): KeyStroke {
  return { ...plainKey, key, code: codeOf(key), atMs, ...more }
}

/** A code as a scanner types it, then its suffix (a key name, '' for none). */
export function scanned(
  text: string,
  startMs: number,
  gapMs: number,
  suffix = 'Enter',
  more: Partial<KeyStroke> = {},
): KeyStroke[] {
  const keys = suffix === '' ? [...text] : [...text, suffix]
  return keys.map((key, i) => stroke(key, startMs + i * gapMs, more))
}

/** The same under an input method: no characters, only key positions. */
export function underIme(strokes: readonly KeyStroke[]): KeyStroke[] {
  return strokes.map((one) => ({
    ...one,
    key: 'Process',
    ime: true,
    shift: /^[A-Z]$/.test(one.key),
    target: 'text',
  }))
}

export function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`
  if (/^\d$/.test(key)) return `Digit${key}`
  return { '-': 'Minus', ' ': 'Space', ']': 'BracketRight' }[key] ?? key
}
