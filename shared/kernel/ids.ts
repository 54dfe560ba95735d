import type { Brand } from './brand'

/** A pickup point (自提点) or a warehouse (仓). */
export type SiteId = Brand<string, 'SiteId'>
/** One installation of the desk; a re-install is a new device. Never contains ':'. */
export type DeviceId = Brand<string, 'DeviceId'>
/** The person at the counter who acts. */
export type OperatorId = Brand<string, 'OperatorId'>
/** `<deviceId>:<deviceSeq, 10 digits>`; sorts by sequence within one device. */
export type EntryId = Brand<string, 'EntryId'>
/** `<entryId>#<index>`: one fact inside an entry. */
export type FactId = Brand<string, 'FactId'>
/** One 团期. */
export type RoundId = Brand<string, 'RoundId'>
/** One product (规格) as listed in one round. */
export type ProductId = Brand<string, 'ProductId'>
export type SupplierId = Brand<string, 'SupplierId'>
/** One household (户) at a site; its name, phone and address live in its identity only. */
export type HouseholdId = Brand<string, 'HouseholdId'>
/** Derived from round, source and source number, so the same order imported twice is one order. */
export type OrderId = Brand<string, 'OrderId'>
export type DeliveryId = Brand<string, 'DeliveryId'>
/** Derived from round, slot, zone and number: two desks packing one household fill the same bag. */
export type BagId = Brand<string, 'BagId'>
/** Goods of one product that arrived together and share a best-before day. */
export type LotId = Brand<string, 'LotId'>
export type DiscrepancyId = Brand<string, 'DiscrepancyId'>
/** One coming of one household to the counter. */
export type VisitId = Brand<string, 'VisitId'>

export type Id =
  | SiteId
  | DeviceId
  | OperatorId
  | EntryId
  | FactId
  | RoundId
  | ProductId
  | SupplierId
  | HouseholdId
  | OrderId
  | DeliveryId
  | BagId
  | LotId
  | DiscrepancyId
  | VisitId

export const maxIdLength = 160
/** With a colon and ten digits it is the id of an entry. */
export const maxDeviceIdLength = maxIdLength - 11

/**
 * Checks the shape every id shares: 1 to 160 characters, no control characters.
 * @throws RangeError when the text cannot be an id.
 */
export function idOf<T extends Id>(text: string): T {
  if (text.length === 0 || text.length > maxIdLength || hasControlCharacter(text))
    throw new RangeError(`not an id: ${JSON.stringify(text.slice(0, 40))}`)
  return text as T
}

/** True when `text` can be an id. */
export function isIdText(text: unknown): text is string {
  return (
    typeof text === 'string' && text.length > 0 && text.length <= maxIdLength && !hasControlCharacter(text)
  )
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 32 || code === 127) return true
  }
  return false
}

const seqDigits = 10

/** @param deviceSeq 1, 2, 3 … without gaps per device. */
export function entryIdOf(deviceId: DeviceId, deviceSeq: number): EntryId {
  return `${deviceId}:${String(deviceSeq).padStart(seqDigits, '0')}` as EntryId
}

/** @param index place of the fact in its entry, from 0. */
export function factIdOf(entryId: EntryId, index: number): FactId {
  return `${entryId}#${index}` as FactId
}

/** The entry a fact was written in. */
export function entryOfFact(factId: FactId): EntryId {
  return factId.slice(0, factId.lastIndexOf('#')) as EntryId
}
