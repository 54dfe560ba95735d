// Runs in the page: the desk's real log beside a bare Dexie table, each as full as the other.
import { Dexie, type Table } from 'dexie'
import { documentOf, type EntryDocument } from '../../renderer/storage/entryDocument'
import type { DeskStores } from '../../renderer/storage/openedStores'
import { openStores } from '../../renderer/storage/openStores'
import type { ChainHead, Entry } from '../../shared/domain/entry/entry'
import type { Fact } from '../../shared/domain/facts'
import { idOf } from '../../shared/kernel/ids'
import { pieces } from '../../shared/kernel/quantity'
import { chainOf, firstDesk, firstRound, siteId } from '../renderer/storage/chainOf'
import { noVault } from '../renderer/storage/freshDatabases'

let stores: DeskStores
let bare: Table<EntryDocument, string>

const bench = {
  async open() {
    const opened = await openStores({ siteId, vault: noVault })
    if (opened.status !== 'ready') throw new Error(opened.status)
    stores = opened.stores
    const database = new Dexie('bare', { chromeTransactionDurability: 'strict' })
    database.version(1).stores({ entries: 'id' })
    await database.open()
    bare = database.table('entries')
  },

  /** Writes the same entries into both; how many a second the log took. */
  async fill(howMany: number): Promise<number> {
    const chunk = 2000
    let tookMs = 0
    for (let from = 0; from < howMany; from += chunk) {
      const entries = puts(Math.min(chunk, howMany - from), await stores.entries.head(firstDesk))
      await bare.bulkPut(entries.map(documentOf))
      tookMs += await timed(() => stores.entries.appendAll(entries))
    }
    return (howMany / tookMs) * 1000
  },

  /** One scan each, by turns, the first of the two changing. */
  async compare(howMany: number): Promise<{ log: number[]; bare: number[] }> {
    const took = { log: [] as number[], bare: [] as number[] }
    const entries = puts(howMany, await stores.entries.head(firstDesk))
    for (const [turn, entry] of entries.entries()) {
      const document = documentOf(entry)
      const both = [
        async () => took.log.push(await timed(() => stores.entries.append(entry))),
        async () => took.bare.push(await timed(() => bare.put(document))),
      ]
      for (const one of turn % 2 === 0 ? both : both.reverse()) await one()
    }
    return took
  },
}

/** What one scan while packing writes. */
function puts(howMany: number, head: ChainHead): Entry[] {
  const facts = (seq: number): readonly Fact[] => {
    const household = seq % 500
    const bagId = idOf<never>(`B-round-1-${household}-cold-1`)
    const bag = {
      bagId,
      roundId: firstRound,
      householdId: idOf<never>(`household-${household}`),
      slot: household + 1,
      zone: 'chilled' as const,
      bagNo: 1,
    }
    const productId = idOf<never>(`product-${seq % 60}`)
    const goods = { productId, lotId: idOf<never>(`lot-${seq % 60}`), pieces: pieces(1), grams: null }
    return [{ kind: 'ItemPut', v: 1, bag, goods, weight: null, how: 'sow' }]
  }
  return chainOf(howMany, { head, facts })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

export type AppendBench = typeof bench

declare global {
  interface Window {
    appendBench: AppendBench
  }
}

window.appendBench = bench
