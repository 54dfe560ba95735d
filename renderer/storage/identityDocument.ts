import type { RxJsonSchema } from 'rxdb'
import type { Identity } from '../../shared/domain/identity'
import { type HouseholdId, idOf, type SiteId } from '../../shared/kernel/ids'
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
  siteId: SiteId,
  deskKeys: DeskKeys,
): Promise<IdentityDocument> {
  const place = placeOf(siteId, householdId, version)
  return { id: householdId, version, ...(await seal({ name, phone, address, note }, place, deskKeys)) }
}

/** Undefined when this key does not open it. */
export async function unsealIdentity(
  stored: IdentityDocument,
  siteId: SiteId,
  deskKeys: DeskKeys,
): Promise<Identity | undefined> {
  const opened = await unseal(stored, placeOf(siteId, stored.id, stored.version), deskKeys)
  if (!isPerson(opened)) return undefined
  const { name, phone, address, note } = opened
  return { householdId: idOf<HouseholdId>(stored.id), version: stored.version, name, phone, address, note }
}

function placeOf(siteId: SiteId, householdId: string, version: number): string {
  return `${siteId}|${householdId}|${version}`
}

type Person = Pick<Identity, 'name' | 'phone' | 'address' | 'note'>

function isPerson(value: unknown): value is Person {
  if (typeof value !== 'object' || value === null) return false
  const known: Record<string, unknown> = { ...value }
  const optional = [known['phone'], known['address'], known['note']]
  return typeof known['name'] === 'string' && optional.every((one) => one === null || typeof one === 'string')
}
