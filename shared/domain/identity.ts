import type { HouseholdId } from '../kernel/ids'

/**
 * The person behind a household: the one mutable, versioned, erasable document, and the only place for
 * names, phones, addresses and what a household wrote. Facts carry nothing but its id.
 */
export interface Identity {
  readonly householdId: HouseholdId
  readonly name: string
  /** Normalised: digits only, an extension after 'x' ('17012345678x1234'); null when unknown. */
  readonly phone: string | null
  readonly address: string | null
  readonly note: string | null
  /** Grows by one with every edit. */
  readonly version: number
}

type Words = Omit<Identity, 'householdId' | 'version'>

/** Whether two readings of a household say the same of it, whatever their versions. */
export function sameWords(a: Words | undefined, b: Words | undefined): boolean {
  if (!a || !b) return a === b
  return a.name === b.name && a.phone === b.phone && a.address === b.address && a.note === b.note
}

/** Waybill masking (GB/T 快递电子运单): at least one character of the name hidden. '张三' → '张*'. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()]
  return rest.length === 0 ? `${first}*` : `${first}${'*'.repeat(Math.min(rest.length, 2))}`
}

/** At least six phone digits hidden: first and last four stay. '13800138000' → '1******8000'. */
export function maskPhone(phone: string): string {
  const [digits = ''] = phone.split('x')
  return digits.length < 8 ? '*'.repeat(digits.length) : `${digits.slice(0, 1)}******${digits.slice(-4)}`
}

/** Building stays, unit and room are hidden. '3栋2单元501' → '3栋**'. */
export function maskAddress(address: string): string {
  const match = /^(.*?(?:号楼|弄|栋|幢|座|#|号))/u.exec(address)
  return match ? `${match[1]}**` : `${[...address].slice(0, 2).join('')}**`
}

/** The last four digits of the number itself, without an extension; null when there are fewer. */
export function phoneTailOf(phone: string | null): string | null {
  const digits = phone?.split('x')[0] ?? ''
  return digits.length >= 4 ? digits.slice(-4) : null
}
