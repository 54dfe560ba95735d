/** As far as it is used here: https://wicg.github.io/storage-buckets/ */
interface StorageBucket {
  readonly indexedDB: IDBFactory
}

interface StorageBucketManager {
  open(
    name: string,
    options?: { readonly persisted?: boolean; readonly durability?: 'strict' | 'relaxed' },
  ): Promise<StorageBucket>
  keys(): Promise<string[]>
  delete(name: string): Promise<void>
}

interface Navigator {
  /** Chromium's, since 122. */
  readonly storageBuckets?: StorageBucketManager
}
