import type { Page } from 'playwright-core'
import type { Entry } from '../../shared/domain/entry/entry'
import type { Fold } from '../../shared/domain/fold/fold'
import { Picture } from '../../shared/domain/picture'

/** The log as it lies in the browser's own database, read past the app. */
export async function entriesOnDisk(page: Page): Promise<Entry[]> {
  const documents = await page.evaluate(async () => {
    const name = (await indexedDB.databases())
      .map((database) => database.name ?? '')
      .find((one) => one.endsWith('--entries') && one.includes('tuandian--'))
    if (name === undefined) return []
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    try {
      return await new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction('docs').objectStore('docs').getAll()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    } finally {
      database.close()
    }
  })
  return (documents as (Omit<Entry, 'facts' | 'roundId'> & { facts: string; roundId: string })[]).map(
    (document) => ({
      ...document,
      roundId: document.roundId === '' ? null : (document.roundId as Entry['roundId']),
      facts: JSON.parse(document.facts) as Entry['facts'],
    }),
  )
}

/** What those entries fold to. */
export function pictureOf(entries: readonly Entry[]): Picture {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  return picture
}

/** The one round on the disk, folded. */
export async function foldOnDisk(page: Page): Promise<Fold> {
  const picture = pictureOf(await entriesOnDisk(page))
  const [roundId] = picture.roundIds()
  const fold = roundId && picture.round(roundId)
  if (!fold) throw new Error('no round on the disk')
  return fold
}
