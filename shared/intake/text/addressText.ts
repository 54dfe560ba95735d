import { cleanText, toHalfWidth } from './cleanText'

/** Where somebody lives, as far as written; each part without its unit word. */
export interface Address {
  /** 弄 */
  readonly lane: string | null
  /** 栋, 幢, 座, 号楼, 号 */
  readonly building: string | null
  /** 单元 */
  readonly unit: string | null
  /** 室 */
  readonly room: string | null
}

const number = '[0-9]{1,5}'
const building = `(?:[a-z]|${number})[a-z]?`
const room = `${number}[a-z]?`
const gap = '[\\s,、-]*'

const forms: readonly { readonly pattern: RegExp; readonly parts: readonly (keyof Address)[] }[] = [
  form(`(${number})弄${gap}(${building})(?:号楼|号|栋|幢|座)${gap}(?:(${number})单元${gap})?(${room})室?`, [
    'lane',
    'building',
    'unit',
    'room',
  ]),
  form(`(${number})弄${gap}(${building})${gap}(?:号楼|号|栋|幢|座)?-(${room})室?`, [
    'lane',
    'building',
    'room',
  ]),
  form(`(${building})(?:号楼|栋|幢|座|号院|#|号|楼)${gap}(${number})(?:单元|门)${gap}(${room})室?`, [
    'building',
    'unit',
    'room',
  ]),
  form(`(${building})(?:号楼|栋|幢|座|#|号|楼)${gap}([0-9]{2,5}[a-z]?)室?`, ['building', 'room']),
  form(`(${building})-(${number})-(${room})室?`, ['building', 'unit', 'room']),
  form(`(${building})-([0-9]{3,4}[a-z]?)室?`, ['building', 'room']),
]

function form(
  source: string,
  parts: readonly (keyof Address)[],
): {
  readonly pattern: RegExp
  readonly parts: readonly (keyof Address)[]
} {
  return {
    pattern: new RegExp(`(?<![0-9a-z-])${source}(?![0-9a-z-]|号|弄|单元|[份盒斤袋包瓶个只箱件元])`, 'i'),
    parts,
  }
}

export interface FoundAddress {
  readonly address: Address
  readonly start: number
  readonly end: number
}

/** Finds 3-2-501, 3栋2单元501, 3#501, 1280弄12号603室, 8#1201, 3号楼502 … in running half-width text. */
export function findAddress(text: string): FoundAddress | undefined {
  for (const { pattern, parts } of forms) {
    const match = pattern.exec(text)
    if (!match) continue
    const found: Record<keyof Address, string | null> = { lane: null, building: null, unit: null, room: null }
    parts.forEach((part, i) => {
      const value = match[i + 1]
      found[part] = value === undefined ? null : bare(value)
    })
    return { address: found, start: match.index, end: match.index + match[0].length }
  }
  return undefined
}

const most = 300

/** The building, unit and room of an address; undefined when it names no room. */
export function parseAddress(raw: string): Address | undefined {
  const text = toHalfWidth(cleanText(raw)).slice(-most)
  return findAddress(text)?.address
}

/** '1280-12--603': one text per room, for comparing. */
export function roomKeyOf(address: Address): string {
  return [address.lane, address.building, address.unit, address.room].map((part) => part ?? '').join('-')
}

// '03栋' and '3栋' are one building; letters count regardless of case.
function bare(part: string): string {
  const plain = part.toUpperCase().replace(/^0+(?=\d)/, '')
  return plain
}
