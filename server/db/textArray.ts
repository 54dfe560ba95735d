/** PostgreSQL's number for the type `text`. */
const textType = 25
const headLength = 20

/**
 * A list of texts in PostgreSQL's own binary form of `text[]`. As text, every quote and backslash in it would be
 * escaped here, unescaped there, and sent twice as long: entries are full of quotes.
 */
export function textArray(texts: readonly (string | null)[]): Buffer {
  const lengths = texts.map((text) => (text === null ? -1 : Buffer.byteLength(text)))
  const length = lengths.reduce((sum, one) => sum + 4 + Math.max(0, one), headLength)
  const bytes = Buffer.allocUnsafe(length)
  const head = [1, lengths.includes(-1) ? 1 : 0, textType, texts.length, 1]
  let at = head.reduce((offset, number) => bytes.writeInt32BE(number, offset), 0)
  texts.forEach((text, index) => {
    at = bytes.writeInt32BE(lengths[index] ?? -1, at)
    if (text !== null) at += bytes.write(text, at)
  })
  return bytes
}

/** True for what `textArray` takes. An empty list has another form; as text it costs nothing. */
export function isTexts(value: unknown): value is readonly (string | null)[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((one) => one === null || typeof one === 'string')
  )
}
