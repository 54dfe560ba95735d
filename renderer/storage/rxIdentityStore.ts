import type { RxCollection } from 'rxdb'
import type { Identity } from '../../shared/domain/identity'
import { type HouseholdId, idOf } from '../../shared/kernel/ids'
import { type IdentityDocument, type Sealing, sealIdentity, unsealIdentity } from './identityDocument'
import type { IdentitiesOnDisk, IdentityOnDisk, IdentityStore, OfSite } from './identityStore'
import { inStore } from './storeErrors'

export class RxIdentityStore implements IdentityStore {
  readonly #collection: RxCollection<IdentityDocument>
  readonly #sealing: Sealing
  readonly #eraseElsewhere: (ids: readonly string[]) => Promise<void>
  // One write after the other: a version is compared with the one on the disk before it is written.
  #writing: Promise<unknown> = Promise.resolve()

  /** @param eraseElsewhere whoever is erased here is erased there first */
  constructor(
    collection: RxCollection<IdentityDocument>,
    sealing: Sealing,
    eraseElsewhere: (ids: readonly string[]) => Promise<void> = async () => {},
  ) {
    this.#collection = collection
    this.#sealing = sealing
    this.#eraseElsewhere = eraseElsewhere
  }

  async put(identity: Identity, siteId: OfSite = null): Promise<'stored' | 'superseded'> {
    const { superseded } = await this.putAll([identity], siteId)
    return superseded.length === 0 ? 'stored' : 'superseded'
  }

  putAll(
    identities: readonly Identity[],
    siteId: OfSite = null,
  ): Promise<{ readonly superseded: readonly Identity[] }> {
    return this.#inTurn(() => this.#write(identities, siteId))
  }

  replaceAll(identities: readonly Identity[], siteId: OfSite = null): Promise<void> {
    return this.#inTurn(async () => this.#upsert(await this.#seal(identities, siteId)))
  }

  erase(householdIds: readonly HouseholdId[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#eraseElsewhere(householdIds)
      await this.#remove(householdIds)
    })
  }

  letGo(householdIds: readonly HouseholdId[]): Promise<void> {
    return this.#inTurn(() => this.#remove(householdIds))
  }

  async #remove(householdIds: readonly HouseholdId[]): Promise<void> {
    const known = [...(await this.#documents(householdIds)).values()]
    // RxDB keeps what a removed document held: so it holds nothing any more when it is removed.
    await this.#upsert(known.map(({ id, version }) => ({ id, version, keyId: '', sealed: '' })))
    await this.#collection.bulkRemove(known.map(({ id }) => id))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const written = this.#writing.then(() => inStore(work))
    this.#writing = written.catch(() => undefined)
    return written
  }

  async #upsert(documents: IdentityDocument[]): Promise<void> {
    const { error } = await this.#collection.bulkUpsert(documents)
    const [refused] = error
    if (refused) throw new Error(`identity ${refused.documentId}: status ${refused.status}`)
  }

  #seal(identities: readonly Identity[], siteId: OfSite): Promise<IdentityDocument[]> {
    return Promise.all(identities.map((one) => sealIdentity(one, { ...this.#sealing, siteId })))
  }

  async #write(
    identities: readonly Identity[],
    siteId: OfSite,
  ): Promise<{ readonly superseded: readonly Identity[] }> {
    const newest = new Map<string, Identity>()
    const superseded: Identity[] = []
    const onDisk = await this.#documents(identities.map(({ householdId }) => householdId))
    for (const identity of identities) {
      const known = newest.get(identity.householdId)?.version ?? onDisk.get(identity.householdId)?.version
      if (known !== undefined && known >= identity.version) superseded.push(identity)
      else newest.set(identity.householdId, identity)
    }
    await this.#upsert(await this.#seal([...newest.values()], siteId))
    return { superseded }
  }

  async get(householdId: HouseholdId): Promise<IdentityOnDisk> {
    const stored = (await inStore(() => this.#documents([householdId]))).get(householdId)
    if (!stored) return { status: 'unknown' }
    const opened = await unsealIdentity(stored, this.#sealing)
    return opened ? { status: 'known', identity: opened.identity } : { status: 'unreadable', householdId }
  }

  async all(): Promise<IdentitiesOnDisk> {
    const stored = await inStore(() => this.#collection.find().exec())
    const all = await Promise.all(
      stored.map(async (document) => ({
        householdId: idOf<HouseholdId>(document.id),
        opened: await unsealIdentity(document, this.#sealing),
      })),
    )
    return {
      identities: all.flatMap(({ opened }) => (opened ? [opened.identity] : [])),
      unreadable: all.flatMap(({ householdId, opened }) => (opened ? [] : [householdId])),
      siteOf: new Map(
        all.flatMap(({ householdId, opened }) => (opened?.siteId ? [[householdId, opened.siteId]] : [])),
      ),
    }
  }

  async #documents(ids: readonly string[]): Promise<ReadonlyMap<string, IdentityDocument>> {
    return this.#collection.findByIds([...ids]).exec()
  }
}

/** Of these, the version of each that is on the disk or was erased there. */
export async function versionsIn(
  { storageInstance }: RxCollection<IdentityDocument>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const stored = await storageInstance.findDocumentsById([...ids], true)
  return new Map(stored.map(({ id, version }) => [id, version]))
}
