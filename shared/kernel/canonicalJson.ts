/** A value JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * One text per value: keys sorted by code unit, no spaces, `undefined` members left out.
 * Two machines hash the same entry to the same bytes.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`
    return `[${text}]`
  }
  for (const key of sortedKeys(value)) {
    const member: unknown = (value as Readonly<Record<string, unknown>>)[key]
    if (member === undefined) continue
    if (text !== '') text += ','
    text += `${quoted(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

/** What JSON writes otherwise than it stands; halves of characters among it. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/

/** As JSON.stringify does it, which is slow for the many short texts that need nothing. */
function quoted(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`
}

/** Sorts only where it must: what was canonical once mostly still is. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return keys.sort()
  return keys
}
