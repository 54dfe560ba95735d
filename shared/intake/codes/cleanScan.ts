/** Longest code looked at, in characters after cleaning. GS1-128 ends at 48, a Digital Link rarely passes 150. */
export const LONGEST_CODE = 256

const GROUP_SEPARATOR = '\u001d'
// Joiners, direction marks, byte-order marks: pasted from chats, invisible, never part of a code.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
const FULL_WIDTH = /[\uff01-\uff5e]/g
const OTHER_SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g
// 《 》 are what a Chinese input method makes of < >.
const WRITTEN_SEPARATOR = /[<{[《]GS[>}\]》]|\^\]|\u241d|\\x1d|\\u001d/gi
const ENDS = /^[\s\u0000]+|[\s\u0000]+$/g

/** Full-width forms to ASCII, invisible characters out, white space and line ends off both sides. */
export function cleanScan(raw: string): string {
  return raw
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(OTHER_SPACES, ' ')
    .replace(INVISIBLE, '')
    .replace(ENDS, '')
}

/** Group separators that a scanner or a test sheet wrote out (`<GS>`, `{GS}`, `^]`, ␝) become 0x1D. */
export function withRealSeparators(text: string): string {
  return text.replace(WRITTEN_SEPARATOR, GROUP_SEPARATOR)
}

/** At most 60 characters; control characters as pictures, unpaired surrogates as �. Safe to put on a screen. */
export function visible(raw: string): string {
  const shown = raw
    .slice(0, 60)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\p{Cc}/gu, (c) => picture(c.charCodeAt(0)))
  return raw.length > 60 ? `${shown}…` : shown
}

function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}
