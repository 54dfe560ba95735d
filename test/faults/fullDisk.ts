import type { CDPSession, Page } from 'playwright-core'
import { type Desk, type DeskOptions, openDesk } from '../e2e/desk'

/** A desk whose disk can be filled to the last byte, and given room again. */
export interface ADeskOnASmallDisk {
  readonly desk: Desk
  fill(): Promise<void>
  /** @param bytes so many and no more; default: as many as the disk has */
  makeRoom(bytes?: number): Promise<void>
}

/**
 * Chromium remembers for half a minute how much room there was: the limit is set before anything is written, on a
 * picture of the desk's own address, and the desk is opened after that.
 */
export async function openOnSmallDisk(
  bytes: number,
  query = '',
  options: DeskOptions = {},
): Promise<ADeskOnASmallDisk> {
  const desk = await openDesk({ ...options, query: 'icon.svg' })
  const session = await desk.context.newCDPSession(desk.page)
  await limit(session, desk, bytes)
  await desk.page.goto(desk.address + query)
  const makeRoom = (more?: number) => limit(session, desk, more === undefined ? undefined : bytes + more)
  return { desk, fill: () => fill(desk.page), makeRoom }
}

async function limit(session: CDPSession, { address }: Desk, quotaSize?: number): Promise<void> {
  const origin = new URL(address).origin
  await session.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize && { quotaSize }) })
}

/** Puts ballast beside the desk's databases, in ever smaller pieces, until nothing more goes in. */
async function fill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('ballast')
      opening.onupgradeneeded = () => opening.result.createObjectStore('pieces', { autoIncrement: true })
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    // At most 64 KiB of chance are given at a time.
    const noise = (bytes: number) => {
      const all = new Uint8Array(bytes)
      for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(all.subarray(at, at + 65_536))
      return all
    }
    const put = (bytes: number): Promise<boolean> =>
      new Promise((resolve) => {
        const writing = database.transaction('pieces', 'readwrite', { durability: 'strict' })
        writing.objectStore('pieces').add(noise(bytes))
        writing.oncomplete = () => resolve(true)
        writing.onabort = () => resolve(false)
      })
    for (let bytes = 1_048_576; bytes >= 16; bytes /= 4) while (await put(bytes));
    database.close()
  })
}
