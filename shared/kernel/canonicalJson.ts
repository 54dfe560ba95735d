/** A value JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * One text per value: keys sorted by code unit, no spaces, `undefined` members left out.
 * Two machines hash the same entry to the same bytes.
 */
export function canonicalJson(value: unknown): string {
  return isInOrder(value) ? (JSON.stringify(value) ?? 'null') : putInOrder(value)
}

/** What was canonical once mostly still is, and the machine's own JSON is that text: no piece of it is put together here. */
function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isInOrder)
  let before = ''
  for (const key in value) {
    if (key < before || !isInOrder((value as Readonly<Record<string, unknown>>)[key])) return false
    before = key
  }
  return true
}

function putInOrder(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Number.isSafeInteger(value)) return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? putInOrder(item) : `,${putInOrder(item)}`
    return `[${text}]`
  }
  for (const key of sortedKeys(value)) {
    const member: unknown = (value as Readonly<Record<string, unknown>>)[key]
    if (member === undefined) continue
    if (text !== '') text += ','
    text += quotedKey(key) + putInOrder(member)
  }
  return `{${text}}`
}

/** What JSON writes otherwise than it stands; halves of characters among it. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/

/** As JSON.stringify does it, which is slow for the many short texts that need nothing. */
function quoted(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`
}

const mostKeysKnown = 1000
const longestKeyKnown = 40
const keysKnown = new Map<string, string>()

/** With its colon. Entries have the same few keys over and over. */
function quotedKey(key: string): string {
  const known = keysKnown.get(key)
  if (known !== undefined) return known
  const text = `${quoted(key)}:`
  if (keysKnown.size < mostKeysKnown && key.length <= longestKeyKnown) keysKnown.set(key, text)
  return text
}

/** More are left to the machine's own sort, which does not take four times as long for twice as many. */
const fewKeys = 24

/** Sorted by hand: an object of an entry has few, and what was canonical once mostly still is. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  if (keys.length > fewKeys) return keys.sort()
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string
    let at = i
    for (let before = keys[at - 1]; before !== undefined && before > key; before = keys[at - 1])
      keys[at--] = before
    keys[at] = key
  }
  return keys
}
