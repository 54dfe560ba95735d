import type { Identity } from '../../shared/domain/identity'
import type { HouseholdId, SiteId } from '../../shared/kernel/ids'

/** Whose household it is: null for the desk's own site, whose documents say nothing of a site. */
export type OfSite = SiteId | null

/** The people behind the households, each sealed field by field before it reaches the disk. */
export interface IdentityStore {
  /** Resolves once on the disk. 'superseded': the stored version is as new or newer, and was kept. */
  put(identity: Identity, siteId?: OfSite): Promise<'stored' | 'superseded'>
  /** @returns those that were not stored, because the disk has a version as new or newer */
  putAll(
    identities: readonly Identity[],
    siteId?: OfSite,
  ): Promise<{ readonly superseded: readonly Identity[] }>
  /** What the centre has takes the place of whatever is here. */
  replaceAll(identities: readonly Identity[], siteId?: OfSite): Promise<void>
  /** Nothing of them stays on the disk but that there was a household. */
  erase(householdIds: readonly HouseholdId[]): Promise<void>
  /** The same, but for what lies of them in records that were set aside: that may be nowhere else. */
  letGo(householdIds: readonly HouseholdId[]): Promise<void>
  get(householdId: HouseholdId): Promise<IdentityOnDisk>
  all(): Promise<IdentitiesOnDisk>
}

export type IdentityOnDisk =
  | { readonly status: 'known'; readonly identity: Identity }
  | { readonly status: 'unknown' }
  /** It is there, and this desk has not the key that opens it. It is never wiped for that. */
  | { readonly status: 'unreadable'; readonly householdId: HouseholdId }

export interface IdentitiesOnDisk {
  readonly identities: readonly Identity[]
  /** Households whose name and phone cannot be opened with the key of this desk. */
  readonly unreadable: readonly HouseholdId[]
  /** Those of another site than the desk's own. */
  readonly siteOf: ReadonlyMap<HouseholdId, SiteId>
}
