import type { RxJsonSchema } from 'rxdb'
import type { Identity } from '../../shared/domain/identity'
import { type HouseholdId, idOf, isIdText, type SiteId } from '../../shared/kernel/ids'
import type { OfSite } from './identityStore'
import { type DeskKeys, seal, unseal } from './sealer'
import { identitiesFormat } from './storeNames'

/** A person on the disk: whose, which version, and the rest sealed. */
export interface IdentityDocument {
  /** The household's id. */
  readonly id: string
  readonly version: number
  readonly keyId: string
  readonly sealed: string
}

/** What every document of this desk is bound to, and the keys. */
export interface Sealing {
  readonly sealedFor: SiteId
  readonly deskKeys: DeskKeys
}

const text = { type: 'string' } as const

export const identitySchema: RxJsonSchema<IdentityDocument> = {
  version: identitiesFormat,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: { type: 'string', maxLength: 160 },
    version: { type: 'number' },
    keyId: text,
    sealed: text,
  },
  required: ['id', 'version', 'keyId', 'sealed'],
}

export async function sealIdentity(
  { householdId, version, name, phone, address, note }: Identity,
  { sealedFor, deskKeys, siteId }: Sealing & { readonly siteId: OfSite },
): Promise<IdentityDocument> {
  const place = placeOf(sealedFor, householdId, version)
  const person = { name, phone, address, note, ...(siteId === null ? {} : { siteId }) }
  return { id: householdId, version, ...(await seal(person, place, deskKeys)) }
}

/** Undefined when this key does not open it. */
export async function unsealIdentity(
  stored: IdentityDocument,
  { sealedFor, deskKeys }: Sealing,
): Promise<{ readonly identity: Identity; readonly siteId: OfSite } | undefined> {
  const opened = await unseal(stored, placeOf(sealedFor, stored.id, stored.version), deskKeys)
  if (!isPerson(opened)) return undefined
  const { name, phone, address, note, siteId } = opened
  const householdId = idOf<HouseholdId>(stored.id)
  return {
    identity: { householdId, version: stored.version, name, phone, address, note },
    siteId: isIdText(siteId) ? idOf<SiteId>(siteId) : null,
  }
}

function placeOf(siteId: SiteId, householdId: string, version: number): string {
  return `${siteId}|${householdId}|${version}`
}

type Person = Pick<Identity, 'name' | 'phone' | 'address' | 'note'> & { readonly siteId?: unknown }

function isPerson(value: unknown): value is Person {
  if (typeof value !== 'object' || value === null) return false
  const known: Record<string, unknown> = { ...value }
  const optional = [known['phone'], known['address'], known['note']]
  return typeof known['name'] === 'string' && optional.every((one) => one === null || typeof one === 'string')
}
