/**
 * First in, first out, one at a time: the second scan waits until the first is answered, and none is ever dropped.
 * @module
 */
export type ScanQueue<T> = {
  push(item: T): void
  /** Look again whether the next one may go, after `ready` changed. */
  wake(): void
  /** Waiting ones and the one being answered. */
  length(): number
  subscribe(onChange: () => void): () => void
}

export type ScanConsumer<T> = {
  /** False holds everything back, in order, until `wake`. */
  ready(): boolean
  consume(item: T): void | Promise<void>
  /** A consumer that failed; the next item follows. */
  onFault(fault: unknown, item: T): void
}

export function createScanQueue<T>(consumer: ScanConsumer<T>): ScanQueue<T> {
  const waiting: T[] = []
  const listeners = new Set<() => void>()
  let busy = false

  const changed = (): void => {
    for (const listener of listeners) listener()
  }

  const next = (): void => {
    if (busy || waiting.length === 0 || !consumer.ready()) return
    const item = waiting[0]
    if (item === undefined) return
    busy = true
    void answer(item)
  }

  const answer = async (item: T): Promise<void> => {
    try {
      await consumer.consume(item)
    } catch (fault) {
      consumer.onFault(fault, item)
    } finally {
      waiting.shift()
      busy = false
      changed()
      next()
    }
  }

  return {
    push: (item) => {
      waiting.push(item)
      changed()
      next()
    },
    wake: next,
    length: () => waiting.length,
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}
