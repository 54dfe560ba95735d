// Runs in the page: the desk as it is wired in the app, without its screens, on as much history as a bench asks for.
import { Dexie, type Table } from 'dexie'
import { Workplace } from '../../renderer/commands/workplace'
import { openSettings } from '../../renderer/point/deskSettings'
import { keepSnapshot } from '../../renderer/point/snapshots'
import { documentOf, type EntryDocument } from '../../renderer/storage/entryDocument'
import type { DeskStores } from '../../renderer/storage/openedStores'
import { openStores } from '../../renderer/storage/openStores'
import { type ChainHead, type Entry, emptyChain, sealEntry } from '../../shared/domain/entry/entry'
import { indexEntry } from '../../shared/domain/round/roundIndex'
import { freshStart, type StartingPoint } from '../../shared/domain/startingPoint'
import { type DeviceId, idOf, type OperatorId } from '../../shared/kernel/ids'
import { nextStamp, type StampClock, unsetStampClock } from '../../shared/kernel/stamp'
import { siteId } from '../renderer/storage/chainOf'
import { noVault } from '../renderer/storage/freshDatabases'
import { closedRound, type Draft, packedRound, type RoundSize, receivedRound, roundIdOf } from './benchRounds'
import { openRoundNo, openSize, Packing } from './packing'

const historySize: RoundSize = { households: 200, products: 40, lines: 3 }
const seededBy = idOf<DeviceId>('desk-of-the-bench')
const chunk = 2000
/** Entries between two lines that say how far the seeding has come. */
const toldEvery = 50_000

let stores: DeskStores
let bare: Table<EntryDocument, string>
let packing: Packing

async function openAll(): Promise<void> {
  const opened = await openStores({ siteId, vault: noVault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  stores = opened.stores
}

/** Writes drafts as entries of one device, folding them as they go. */
class Seeder {
  #head: ChainHead = emptyChain
  #start: StartingPoint = freshStart()
  #waiting: Entry[] = []
  written = 0

  async write(drafts: Iterable<Draft>): Promise<void> {
    for (const draft of drafts) {
      this.#take(this.#seal(draft, this.#start.clock[seededBy] ?? unsetStampClock))
      if (this.#waiting.length >= chunk) await this.flush()
    }
  }

  #seal({ roundId, facts }: Draft, clock: StampClock): Entry {
    const { stamp } = nextStamp(clock, clock.physicalMs + 1, seededBy)
    const who = { siteId, deviceId: seededBy, operatorId: idOf<OperatorId>('op-1') }
    return sealEntry({ ...who, roundId, stamp, basis: 0, facts }, this.#head)
  }

  #take(entry: Entry): void {
    this.#head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
    const { picture, rounds, clock } = this.#start
    picture.apply(entry)
    const before = clock[seededBy] ?? unsetStampClock
    const ticked = { [seededBy]: { physicalMs: before.physicalMs + 1, counter: 0 } }
    const fold = entry.roundId === null ? undefined : picture.round(entry.roundId)
    this.#start = { picture, rounds: fold ? indexEntry(rounds, entry, fold) : rounds, clock: ticked }
    this.#waiting.push(entry)
    this.written += 1
  }

  async flush(): Promise<void> {
    await stores.entries.appendAll(this.#waiting)
    const before = this.written - this.#waiting.length
    if (Math.floor(before / toldEvery) < Math.floor(this.written / toldEvery))
      console.log(`${this.written} entries`)
    this.#waiting = []
  }

  putAway(roundNo: number): void {
    this.#start.picture.putAway(roundIdOf(roundNo))
  }

  async keep(): Promise<void> {
    await this.flush()
    await keepSnapshot(stores.local, this.#start)
  }
}

const bench = {
  /** A desk with at least so many entries behind it, all but the last round closed and put away. */
  async seedHistory(entries: number): Promise<number> {
    await openAll()
    const seeder = new Seeder()
    for (let roundNo = 1; seeder.written < entries; roundNo++) {
      await seeder.write(closedRound(roundNo, historySize))
      seeder.putAway(roundNo)
    }
    await seeder.write(receivedRound(openRoundNo, openSize))
    await seeder.keep()
    await stores.close()
    return seeder.written
  },

  /** A desk with so many packed bags on the floor. */
  async seedBags(bags: number): Promise<number> {
    await openAll()
    const seeder = new Seeder()
    const perRound = Math.min(bags, 5000)
    for (let roundNo = 1; roundNo <= bags / perRound; roundNo++)
      await seeder.write(packedRound(roundNo, { households: perRound, products: 60, lines: 1 }))
    await seeder.write(receivedRound(openRoundNo, openSize))
    await seeder.keep()
    await stores.close()
    return seeder.written
  },

  /** From nothing open to a desk that takes scans; ms. */
  async start(): Promise<number> {
    const startedMs = performance.now()
    await openAll()
    const settings = await openSettings(stores.local, {
      newId: () => crypto.randomUUID(),
      language: 'en',
      firstOperator: '1',
    })
    const ambient = { nowMs: () => Date.now(), newId: () => crypto.randomUUID() }
    packing = new Packing((await Workplace.open({ stores, settings, ambient })).desk)
    return performance.now() - startedMs
  },

  async openBare(): Promise<void> {
    const database = new Dexie('bare', { chromeTransactionDurability: 'strict' })
    database.version(1).stores({ entries: 'id' })
    await database.open()
    bare = database.table('entries')
  },

  /** So many scans while packing: what each took until it was on the disk, ms. */
  async scan(howMany: number): Promise<number[]> {
    const took: number[] = []
    for (let n = 0; n < howMany; n++) took.push((await packing.scan()).tookMs)
    return took
  },

  /** Scans, each beside a bare put of the bytes it wrote. */
  async scanBesideBare(howMany: number): Promise<{ scan: number[]; bare: number[] }> {
    const took = { scan: [] as number[], bare: [] as number[] }
    for (let n = 0; n < howMany; n++) {
      const { tookMs, entry } = await packing.scan()
      took.scan.push(tookMs)
      const document = documentOf(entry)
      const startedMs = performance.now()
      await bare.put(document)
      took.bare.push(performance.now() - startedMs)
    }
    return took
  },
}

export type DeskBench = typeof bench

declare global {
  interface Window {
    deskBench: DeskBench
  }
}

window.deskBench = bench
