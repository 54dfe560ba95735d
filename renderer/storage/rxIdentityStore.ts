import type { RxCollection } from 'rxdb'
import type { Identity } from '../../shared/domain/identity'
import { type HouseholdId, idOf, type SiteId } from '../../shared/kernel/ids'
import { type IdentityDocument, sealIdentity, unsealIdentity } from './identityDocument'
import type { IdentitiesOnDisk, IdentityOnDisk, IdentityStore } from './identityStore'
import type { DeskKeys } from './sealer'
import { inStore } from './storeErrors'

interface Sealing {
  readonly siteId: SiteId
  readonly deskKeys: DeskKeys
}

export class RxIdentityStore implements IdentityStore {
  readonly #collection: RxCollection<IdentityDocument>
  readonly #sealing: Sealing
  // One write after the other: a version is compared with the one on the disk before it is written.
  #writing: Promise<unknown> = Promise.resolve()

  constructor(collection: RxCollection<IdentityDocument>, sealing: Sealing) {
    this.#collection = collection
    this.#sealing = sealing
  }

  async put(identity: Identity): Promise<'stored' | 'superseded'> {
    const { superseded } = await this.putAll([identity])
    return superseded.length === 0 ? 'stored' : 'superseded'
  }

  putAll(identities: readonly Identity[]): Promise<{ readonly superseded: readonly Identity[] }> {
    return this.#inTurn(() => this.#write(identities))
  }

  replaceAll(identities: readonly Identity[]): Promise<void> {
    return this.#inTurn(async () => {
      const { siteId, deskKeys } = this.#sealing
      await this.#upsert(await Promise.all(identities.map((one) => sealIdentity(one, siteId, deskKeys))))
    })
  }

  erase(householdIds: readonly HouseholdId[]): Promise<void> {
    return this.#inTurn(async () => {
      const known = [...(await this.#documents(householdIds)).values()]
      // RxDB keeps what a removed document held: so it holds nothing any more when it is removed.
      await this.#upsert(known.map(({ id, version }) => ({ id, version, keyId: '', sealed: '' })))
      await this.#collection.bulkRemove(known.map(({ id }) => id))
    })
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

  async #write(identities: readonly Identity[]): Promise<{ readonly superseded: readonly Identity[] }> {
    const { siteId, deskKeys } = this.#sealing
    const newest = new Map<string, Identity>()
    const superseded: Identity[] = []
    const onDisk = await this.#documents(identities.map(({ householdId }) => householdId))
    for (const identity of identities) {
      const known = newest.get(identity.householdId)?.version ?? onDisk.get(identity.householdId)?.version
      if (known !== undefined && known >= identity.version) superseded.push(identity)
      else newest.set(identity.householdId, identity)
    }
    const sealed = await Promise.all([...newest.values()].map((one) => sealIdentity(one, siteId, deskKeys)))
    await this.#upsert(sealed)
    return { superseded }
  }

  async get(householdId: HouseholdId): Promise<IdentityOnDisk> {
    const stored = (await inStore(() => this.#documents([householdId]))).get(householdId)
    if (!stored) return { status: 'unknown' }
    const identity = await unsealIdentity(stored, this.#sealing.siteId, this.#sealing.deskKeys)
    return identity ? { status: 'known', identity } : { status: 'unreadable', householdId }
  }

  async all(): Promise<IdentitiesOnDisk> {
    const stored = await inStore(() => this.#collection.find().exec())
    const { siteId, deskKeys } = this.#sealing
    const opened = await Promise.all(
      stored.map(async (document) => ({
        householdId: idOf<HouseholdId>(document.id),
        identity: await unsealIdentity(document, siteId, deskKeys),
      })),
    )
    return {
      identities: opened.flatMap(({ identity }) => (identity ? [identity] : [])),
      unreadable: opened.flatMap(({ householdId, identity }) => (identity ? [] : [householdId])),
    }
  }

  async #documents(ids: readonly string[]): Promise<ReadonlyMap<string, IdentityDocument>> {
    return this.#collection.findByIds([...ids]).exec()
  }
}
