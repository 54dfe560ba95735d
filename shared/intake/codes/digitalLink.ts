import { aiAt } from './applicationIdentifiers'
import type { Gs1Element } from './gs1ElementString'

/**
 * GS1 Digital Link (商品二维码 on newer packages): `https://…/01/06901234567892/10/L7?17=251231`.
 * Undefined if the text is no web address with an item or unit number in its path.
 */
export function digitalLinkElements(text: string): readonly Gs1Element[] | undefined {
  const link =
    /^https?:\/\/[^/?#\s]+((?:\/[^/?#\s]+)*?)\/(0[01])\/([^?#\s]+)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(text)
  if (!link) return undefined
  const [, , key = '', path = '', query = ''] = link
  const steps = path.split('/').filter(Boolean)
  const elements = [{ ai: key, value: padded(key, steps[0] ?? '') }]
  for (let i = 1; i + 1 < steps.length; i += 2) elements.push(element(steps[i] ?? '', steps[i + 1] ?? ''))
  for (const pair of query.split('&')) {
    const cut = pair.indexOf('=')
    if (cut > 0 && aiAt(pair.slice(0, cut), 0)?.code === pair.slice(0, cut)) {
      elements.push(element(pair.slice(0, cut), pair.slice(cut + 1)))
    }
  }
  return elements
}

function element(ai: string, value: string): Gs1Element {
  return { ai, value: unescaped(value) }
}

function padded(key: string, digits: string): string {
  return key === '01' && /^(\d{8}|\d{12,14})$/.test(digits) ? digits.padStart(14, '0') : digits
}

// decodeURIComponent throws on half an escape, and a scan never throws.
function unescaped(value: string): string {
  return value.replace(/%([0-7][0-9A-F])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
