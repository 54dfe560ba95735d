import { cdp } from 'vitest/browser'
import { codeOf } from './keyStrokes'

type Send = (method: string, parameters: Record<string, unknown>) => Promise<unknown>

function sender(): Send {
  const session: unknown = cdp()
  if (typeof session !== 'object' || session === null || !('send' in session))
    throw new Error('no CDP session')
  const { send } = session
  if (typeof send !== 'function') throw new Error('no CDP session')
  return (method, parameters) => Reflect.apply(send, session, [method, parameters])
}

const virtualKeys: Record<string, number> = { Enter: 13, Tab: 9, Escape: 27, F8: 119, Backspace: 8 }

export type Press = { readonly key: string; readonly atMs: number; readonly ctrl?: boolean }

/** A code as key presses `gapMs` apart, from `startMs` on. */
export function pressesOf(text: string, gapMs: number, suffix = 'Enter', startMs = 0): Press[] {
  const keys = suffix === '' ? [...text] : [...text, suffix]
  return keys.map((key, i) => ({ key, atMs: startMs + i * gapMs }))
}

/**
 * Real key events through the browser's own input pipeline. Their times are stamped on them, so that a busy machine
 * does not turn a scanner into slow typing; the whole run ends now, as far as the stamps go. One at a time: sent
 * together, a busy test runner hands them over out of order.
 */
export async function pressKeys(presses: readonly Press[]): Promise<void> {
  const send = sender()
  const startMs = Date.now() - (presses.at(-1)?.atMs ?? 0)
  for (const { key, atMs, ctrl } of presses) {
    const printable = key.length === 1 && !ctrl
    const text = key === 'Enter' ? '\r' : printable ? key : undefined
    const shared = {
      key,
      code: codeOf(key),
      windowsVirtualKeyCode: virtualKeys[key] ?? key.toUpperCase().charCodeAt(0),
      modifiers: (ctrl ? 2 : 0) + (/^[A-Z]$/.test(key) ? 8 : 0),
      timestamp: (startMs + atMs) / 1000,
    }
    const typed = text === undefined ? {} : { text, unmodifiedText: text }
    const type = text === undefined ? 'rawKeyDown' : 'keyDown'
    await send('Input.dispatchKeyEvent', { ...shared, ...typed, type })
    await send('Input.dispatchKeyEvent', { ...shared, type: 'keyUp' })
  }
}

/** What a scanner does to a field while a pinyin input method is on: no characters, a growing composition. */
export async function pressUnderIme(text: string, suffix = 'Enter', gapMs = 4): Promise<void> {
  const send = sender()
  const keys = [...text, suffix]
  const startMs = Date.now() - keys.length * gapMs
  for (const [i, key] of keys.entries()) {
    const shared = {
      key: 'Process',
      code: codeOf(key),
      windowsVirtualKeyCode: 229,
      modifiers: /^[A-Z]$/.test(key) ? 8 : 0,
      timestamp: (startMs + i * gapMs) / 1000,
    }
    await send('Input.dispatchKeyEvent', { ...shared, type: 'rawKeyDown' })
    if (key !== suffix) await compose(text.slice(0, i + 1).toLowerCase())
    await send('Input.dispatchKeyEvent', { ...shared, type: 'keyUp' })
  }
}

/** Begins a composition as a person typing pinyin does, and leaves it open. */
export async function compose(pinyin: string): Promise<void> {
  const send = sender()
  await send('Input.imeSetComposition', {
    text: pinyin,
    selectionStart: pinyin.length,
    selectionEnd: pinyin.length,
  })
}
