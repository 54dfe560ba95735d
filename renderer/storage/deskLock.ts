import { deskLock } from './storeNames'

/** Held by the one window that has the databases open; the browser frees it when that window is gone. */
export interface HeldLock {
  release(): void
}

/** @returns undefined when another window holds it and `wait` is false */
export function takeDeskLock(
  locks: LockManager,
  how: { readonly wait: boolean; readonly signal?: AbortSignal | undefined },
): Promise<HeldLock | undefined> {
  const options: LockOptions = how.wait ? (how.signal ? { signal: how.signal } : {}) : { ifAvailable: true }
  return new Promise((resolve, reject) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) {
        resolve(undefined)
        return undefined
      }
      return new Promise<void>((release) => resolve({ release }))
    }
    locks.request(deskLock, options, held).catch(reject)
  })
}
