import type { CDPSession, Page } from 'playwright-core'

interface Key {
  readonly key: string
  readonly code: string
  readonly keyCode: number
  readonly shift?: boolean
  readonly control?: boolean
}

const symbols: Record<string, readonly [code: string, keyCode: number]> = {
  '-_': ['Minus', 189],
  '=+': ['Equal', 187],
  '[{': ['BracketLeft', 219],
  ']}': ['BracketRight', 221],
  '\\|': ['Backslash', 220],
  ';:': ['Semicolon', 186],
  '\'"': ['Quote', 222],
  ',<': ['Comma', 188],
  '.>': ['Period', 190],
  '/?': ['Slash', 191],
  '`~': ['Backquote', 192],
}
const digitsShifted = ')!@#$%^&*('

/** The key of a US keyboard that types this character; undefined where there is none. */
function keyOf(character: string): Key | undefined {
  if (character === ' ') return { key: ' ', code: 'Space', keyCode: 32 }
  // The GS1 separator comes out of a wedge scanner as Ctrl+].
  if (character === '\u001d') return { key: ']', code: 'BracketRight', keyCode: 221, control: true }
  if (/^[a-zA-Z]$/.test(character)) {
    const upper = character.toUpperCase()
    return { key: character, code: `Key${upper}`, keyCode: upper.charCodeAt(0), shift: character === upper }
  }
  if (/^[0-9]$/.test(character))
    return { key: character, code: `Digit${character}`, keyCode: 48 + Number(character) }
  const shiftedDigit = digitsShifted.indexOf(character)
  if (shiftedDigit >= 0)
    return { key: character, code: `Digit${shiftedDigit}`, keyCode: 48 + shiftedDigit, shift: true }
  const pair = Object.keys(symbols).find((both) => both.includes(character))
  const symbol = pair === undefined ? undefined : symbols[pair]
  if (pair === undefined || symbol === undefined) return undefined
  return { key: character, code: symbol[0], keyCode: symbol[1], shift: pair.indexOf(character) === 1 }
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

/**
 * Types `code` and Enter as a scanner does. The keys are handed to the browser in one go, stamped 1–2 ms apart,
 * so a busy machine does not turn a scan into slow typing.
 */
export async function scanWithKeys(
  page: Page,
  code: string,
  suffix: 'Enter' | 'Tab' | 'none' = 'Enter',
): Promise<void> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  const cdp = await session
  let at = Date.now() / 1000
  const sent: Promise<unknown>[] = []
  const send = (type: 'keyDown' | 'keyUp', key: Key, text: string): void => {
    at += 0.0008
    const modifiers = (key.shift ? 8 : 0) + (key.control ? 2 : 0)
    const typed = type === 'keyDown' && !key.control && text !== '' ? { text, unmodifiedText: text } : {}
    sent.push(
      cdp.send('Input.dispatchKeyEvent', {
        type: type === 'keyDown' && !('text' in typed) ? 'rawKeyDown' : type,
        key: key.key,
        code: key.code,
        windowsVirtualKeyCode: key.keyCode,
        modifiers,
        timestamp: at,
        ...typed,
      }),
    )
  }
  for (const character of code) {
    const key = keyOf(character)
    if (!key) {
      sent.push(cdp.send('Input.insertText', { text: character }))
      continue
    }
    const held: Key | undefined = key.shift
      ? { key: 'Shift', code: 'ShiftLeft', keyCode: 16, shift: true }
      : key.control
        ? { key: 'Control', code: 'ControlLeft', keyCode: 17, control: true }
        : undefined
    if (held) send('keyDown', held, '')
    send('keyDown', key, character)
    send('keyUp', key, '')
    if (held) send('keyUp', { key: held.key, code: held.code, keyCode: held.keyCode }, '')
  }
  const end = {
    Enter: { key: 'Enter', code: 'Enter', keyCode: 13 },
    Tab: { key: 'Tab', code: 'Tab', keyCode: 9 },
  }
  if (suffix !== 'none') {
    send('keyDown', end[suffix], suffix === 'Enter' ? '\r' : '')
    send('keyUp', end[suffix], '')
  }
  await Promise.all(sent)
}
