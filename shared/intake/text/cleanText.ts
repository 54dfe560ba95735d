const wide = /[\uff01-\uff5e\uffe5\u3000\u00a0\u2002-\u200a\u202f]/
const unseen = /[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]/g
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/
/** Anything `cleanText` has to take out or put right: most cells have none of it. */
const unclean = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/
const allControl = new RegExp(control.source, 'g')

/** Full-width letters, digits, signs and spaces as their half-width twins. Same length. */
export function toHalfWidth(text: string): string {
  if (!wide.test(text)) return text
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0)
    else if (code === 0xffe5) out += '¥'
    else if (code === 0x3000 || code === 0xa0 || (code >= 0x2002 && code <= 0x200a) || code === 0x202f)
      out += ' '
    else out += text[i]
  }
  return out
}

export function hasControlCharacters(text: string): boolean {
  return control.test(text)
}

/** Without control and invisible characters, line ends as '\n', trimmed. Tabs and line ends inside stay. */
export function cleanText(text: string): string {
  if (!unclean.test(text)) return text.trim()
  return text.replace(/\r\n?/g, '\n').replace(unseen, '').replace(allControl, '').trim()
}

/**
 * What two spellings of one name share: half-width, lower case, no spaces, no brackets, no punctuation.
 * A point between digits stays: 1.5kg is not 15kg. '房号（如606）' and '房号' differ by their bracket: see `headerKey`.
 */
export function compactKey(text: string): string {
  const plain = toHalfWidth(cleanText(text)).toLowerCase()
  if (/^[a-z0-9\u4e00-\u9fff]*$/.test(plain)) return plain
  return plain
    .replace(/(?<=\d)\.(?=\d)/g, '\ue0ff')
    .replace(/[\s()[\]{}【】「」『』《》〈〉、。，,.:：;；!！?？'"“”‘’`~·•*#|/\\_+=<>-]/g, '')
}

/** A column title without its bracketed remark, units and marks. */
export function headerKey(text: string): string {
  const plain = toHalfWidth(cleanText(text))
  const bare = plain.replace(/[([【{][^)\]】}]*[)\]】}]?/g, '')
  return compactKey(bare === '' ? plain : bare)
}
