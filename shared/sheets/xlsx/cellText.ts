import { attributeOf, scanXml } from './scanXml'

/** How numbers of a workbook are shown, as far as it changes what they mean. */
export interface NumberFormats {
  /** Style index → shown as a date or time. */
  readonly dates: readonly boolean[]
  readonly from1904: boolean
}

const dateFormats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47])

export function readFormats(stylesXml: string, from1904: boolean): NumberFormats {
  const custom = new Map<number, boolean>()
  const dates: boolean[] = []
  let inCellFormats = false
  scanXml(stylesXml, {
    open: (name, tag) => {
      if (name === 'cellXfs') inCellFormats = true
      else if (name === 'numFmt')
        custom.set(Number(attributeOf(tag, 'numFmtId')), isDateCode(attributeOf(tag, 'formatCode') ?? ''))
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributeOf(tag, 'numFmtId') ?? 0)
        dates.push(
          custom.get(id) ?? (dateFormats.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)),
        )
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return { dates, from1904 }
}

function isDateCode(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, '')
  return !/general/i.test(bare) && /[ymdhs]/i.test(bare.replace(/[e#0?.,%]/gi, ''))
}

/**
 * A number as a person means it: '1.38001380E10' is 13800138000, '29.900000000000002' is 29.9. What has lost digits
 * stays in its E form, so that it is recognised as damaged.
 */
export function numberText(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  if (Number.isInteger(value))
    return Math.abs(value) < 1e15 ? String(value) : /e/i.test(raw) ? raw.toUpperCase() : raw
  return String(Number.parseFloat(value.toPrecision(15)))
}

/** An Excel day number as 'YYYY-MM-DD HH:mm:ss', without the time at midnight, without the date below 1. */
export function dateText(raw: string, from1904: boolean): string {
  const serial = Number(raw)
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return raw
  const seconds = Math.round(serial * 86_400)
  const at = new Date((seconds - (from1904 ? 24_107 : 25_569) * 86_400) * 1000).toISOString()
  const time = at.slice(11, 19)
  if (serial < 1) return time
  return time === '00:00:00' ? at.slice(0, 10) : `${at.slice(0, 10)} ${time}`
}
