/** What a scan meets, in order. Names come without their namespace prefix. */
export interface XmlListener {
  /** @param tag the whole tag, for `attributeOf` */
  open(name: string, tag: string, closed: boolean): void
  close(name: string): void
  text?(raw: string): void
}

/** Walks XML from left to right, once. Knows no DTD and resolves no outside entity. */
export function scanXml(xml: string, listener: XmlListener): void {
  let at = 0
  while (at < xml.length) {
    const from = xml.indexOf('<', at)
    if (from < 0) return
    if (from > at && listener.text) listener.text(xml.slice(at, from))
    if (xml.startsWith('<!--', from)) at = after(xml, '-->', from)
    else if (xml.startsWith('<![CDATA[', from)) {
      const until = xml.indexOf(']]>', from)
      if (listener.text)
        listener.text(xml.slice(from + 9, until < 0 ? xml.length : until).replace(/&/g, '&amp;'))
      at = until < 0 ? xml.length : until + 3
    } else if (xml[from + 1] === '?' || xml[from + 1] === '!') at = after(xml, '>', from)
    else at = tagAt(xml, from, listener)
  }
}

function tagAt(xml: string, from: number, listener: XmlListener): number {
  const until = xml.indexOf('>', from)
  if (until < 0) return xml.length
  if (xml[from + 1] === '/') {
    listener.close(localName(xml.slice(from + 2, until).trim()))
    return until + 1
  }
  const tag = xml.slice(from + 1, until)
  let end = 0
  while (end < tag.length && !isBreak(tag.charCodeAt(end))) end += 1
  const name = localName(tag.slice(0, end))
  const closed = tag.endsWith('/')
  listener.open(name, tag, closed)
  if (closed) listener.close(name)
  return until + 1
}

function isBreak(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 47
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from)
  return at < 0 ? xml.length : at + mark.length
}

/** Value of an attribute of a tag, unescaped; undefined where it has none. */
export function attributeOf(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + 1)) {
    const before = tag[at - 1]
    if (before !== ' ' && before !== '\n' && before !== '\t' && before !== '\r' && before !== ':') continue
    const equals = at + name.length
    if (tag[equals] !== '=') continue
    const quote = tag[equals + 1] ?? '"'
    const until = tag.indexOf(quote, equals + 2)
    return until < 0 ? undefined : unescapeXml(tag.slice(equals + 2, until))
  }
  return undefined
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|lt|gt|amp|quot|apos);/gi, (_whole, entity: string) => {
    if (!entity.startsWith('#')) return named[entity.toLowerCase()] ?? ''
    const code =
      entity[1] === 'x' || entity[1] === 'X' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** Excel writes control characters as _x000D_. */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
