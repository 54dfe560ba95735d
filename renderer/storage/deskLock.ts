import { deskLock } from './storeNames'

/** Held by the one window that has the databases open; the browser frees it when that window is gone. */
export interface HeldLock {
  /** Resolves once another window can take it. */
  release(): Promise<void>
}

/** @returns undefined when another window holds it and `wait` is false */
export function takeDeskLock(
  locks: LockManager,
  how: { readonly wait: boolean; readonly signal?: AbortSignal | undefined },
): Promise<HeldLock | undefined> {
  const options: LockOptions = how.wait ? (how.signal ? { signal: how.signal } : {}) : { ifAvailable: true }
  return new Promise((resolve, reject) => {
    const released = locks.request(deskLock, options, (lock): Promise<void> | undefined => {
      if (lock) return new Promise<void>((letGo) => resolve({ release: () => over(letGo) }))
      resolve(undefined)
      return undefined
    })
    const over = async (letGo: () => void): Promise<void> => {
      letGo()
      await released
    }
    released.catch(reject)
  })
}
