import type { Desk } from './desk'
import { entriesOnDisk } from './recordsOnDisk'

/** As a disk loses it: behind the back of the desk, which had noted that it was there. */
export async function loseTheLastEntry({ page }: Desk): Promise<void> {
  const before = (await entriesOnDisk(page)).length
  await page.waitForFunction((n) => localStorage.getItem('tuandian-log-length')?.includes(`,${n}]`), before)
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('rxdb-dexie-tuandian--0--entries')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    await new Promise<void>((resolve, reject) => {
      const change = database.transaction('docs', 'readwrite')
      change.objectStore('docs').openCursor(null, 'prev').onsuccess = ({ target }) =>
        (target as IDBRequest<IDBCursorWithValue>).result.delete()
      change.oncomplete = () => resolve()
      change.onabort = () => reject(change.error)
    })
    database.close()
  })
}
