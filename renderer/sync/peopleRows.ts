import type { IdentityOnWire } from '../../shared/contract/people'
import { type Identity, sameWords } from '../../shared/domain/identity'
import { type HouseholdId, idOf } from '../../shared/kernel/ids'

/** @param erasure version of the household's last erasure that this desk knows of */
export function onWire(
  { householdId, name, phone, address, note }: Identity,
  version: number,
  erasure: number | undefined,
): IdentityOnWire {
  const after = erasure === undefined ? {} : { afterErasure: erasure }
  return { erased: false, householdId, version, ...after, name, phone, address, note }
}

export function ofWire(one: Extract<IdentityOnWire, { erased: false }>): Identity {
  const { householdId, version, name, phone, address, note } = one
  return { householdId: idOf<HouseholdId>(householdId), version, name, phone, address, note }
}

export function sameOnWire(here: Identity, one: IdentityOnWire): boolean {
  return !one.erased && sameWords(here, one)
}

/** The last erasure a row says of or knows of; 0 for none. */
export function erasureOf(one: IdentityOnWire): number {
  return one.erased ? one.version : (one.afterErasure ?? 0)
}

/** Whether the centre has what it was asked to take, if under another version: nobody has contradicted it. */
export function hasWhatWasAsked(there: IdentityOnWire, asked: IdentityOnWire): boolean {
  return !there.erased && !asked.erased && sameWords(there, asked)
}
