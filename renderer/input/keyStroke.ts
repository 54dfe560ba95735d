/** Where a key press went when it was made; 'choice' is a check box or radio button, to which Enter means nothing. */
export type KeyTarget = 'text' | 'control' | 'choice' | 'none'

/** One key press, free of the DOM. `atMs` on the clock of `performance.now()`. */
export type KeyStroke = {
  readonly key: string
  readonly code: string
  readonly atMs: number
  readonly shift: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly capsLock: boolean
  readonly repeat: boolean
  /** An input method has the key (isComposing, keyCode 229 or key 'Process'): `key` says nothing. */
  readonly ime: boolean
  readonly target: KeyTarget
}

const MODIFIERS = new Set(
  'Shift Control Alt AltGraph Meta CapsLock NumLock ScrollLock Fn FnLock OS'.split(' '),
)
const PLAIN: Readonly<Record<string, string>> = {
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  NumpadSubtract: '--',
  NumpadAdd: '++',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
}
const SHIFTED_DIGITS = ')!@#$%^&*('

export function isModifier(stroke: KeyStroke): boolean {
  return MODIFIERS.has(stroke.key)
}

/**
 * The one character a key press stands for; undefined for keys that write nothing. Under an input method it is
 * rebuilt from the key's place on a US keyboard, which is what scanners pretend to be. Control with a letter is
 * the control character, as scanners send group separators (Ctrl+]).
 */
export function characterOf(stroke: KeyStroke): string | undefined {
  if (stroke.meta || stroke.alt) return undefined
  if (stroke.ctrl) return controlCharacter(stroke.code)
  if (!stroke.ime && [...stroke.key].length === 1) return stroke.key
  return stroke.ime || stroke.key === 'Dead' || stroke.key === 'Unidentified'
    ? onUsKeyboard(stroke)
    : undefined
}

export function isEnter(stroke: KeyStroke): boolean {
  return stroke.key === 'Enter' || (stroke.ime && /^(Numpad)?Enter$/.test(stroke.code))
}

export function isTab(stroke: KeyStroke): boolean {
  return (stroke.key === 'Tab' || (stroke.ime && stroke.code === 'Tab')) && !stroke.ctrl && !stroke.alt
}

/** The name a binding uses: 'F8', 'Escape', 'n', '?', 'ctrl+l', 'shift+Tab'. */
export function keyName(stroke: KeyStroke): string {
  const character = stroke.ctrl || stroke.alt || stroke.meta ? undefined : characterOf(stroke)
  if (character !== undefined) return character.toLowerCase()
  const letter = /^(?:Key|Digit)([A-Z0-9])$/.exec(stroke.code)?.[1]?.toLowerCase()
  const bare = letter ?? (stroke.key === 'Process' ? stroke.code : stroke.key)
  const held = [stroke.ctrl && 'ctrl', stroke.alt && 'alt', stroke.meta && 'meta', stroke.shift && 'shift']
  return [...held.filter(Boolean), bare].join('+')
}

function onUsKeyboard({ code, shift, capsLock }: KeyStroke): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift === capsLock ? letter.toLowerCase() : letter
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit) return shift ? SHIFTED_DIGITS[Number(digit)] : digit
  return /^Numpad(\d)$/.exec(code)?.[1] ?? PLAIN[code]?.[shift ? 1 : 0]
}

function controlCharacter(code: string): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return String.fromCharCode(letter.charCodeAt(0) - 64)
  return { BracketRight: '\u001d', Backslash: '\u001c', Digit6: '\u001e', Minus: '\u001f' }[code]
}
