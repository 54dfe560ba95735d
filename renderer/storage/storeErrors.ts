import { DiskFull, EntryCollision, StoreBroken } from './entryStore'

/** What a database error means for the desk. Dexie and RxDB wrap the browser's own error, so it looks inside. */
export function asStoreError(error: unknown): DiskFull | EntryCollision | StoreBroken {
  if (error instanceof DiskFull || error instanceof EntryCollision || error instanceof StoreBroken)
    return error
  const cause = { cause: error }
  if (isQuota(error, 0)) return new DiskFull('no room on the disk', cause)
  return new StoreBroken(error instanceof Error ? `${error.name}: ${error.message}` : String(error), cause)
}

/** Runs one use of the database; whatever it throws comes out as one of ours. */
export async function inStore<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    throw asStoreError(error)
  }
}

// Dexie wraps in `inner` and, of several writes, in `failures`; RxDB in `parameters` with `errors` of an `error` each.
const wrappers = ['inner', 'cause', 'failures', 'parameters', 'errors', 'error'] as const

function isQuota(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  if ('name' in error && error.name === 'QuotaExceededError') return true
  return wrappers.some((key) => {
    const wrapped: unknown = Reflect.get(error, key)
    return (Array.isArray(wrapped) ? wrapped : [wrapped]).some((one) => isQuota(one, depth + 1))
  })
}
