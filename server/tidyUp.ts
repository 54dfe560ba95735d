import { getHeapStatistics } from 'node:v8'

/** Less than that, and a tenth of what there is, is not worth the wait. */
const worthBytes = 2 * 2 ** 20

/**
 * Tidies up the memory of this thread once enough has come to it since: by itself Node does so only when there is several
 * times as much as it needs. Without `--expose-gc` it does nothing.
 */
export function tidying(): () => void {
  let leftBytes = 0
  return () => {
    if (!globalThis.gc || getHeapStatistics().used_heap_size < leftBytes * 1.1 + worthBytes) return
    globalThis.gc()
    leftBytes = getHeapStatistics().used_heap_size
  }
}
