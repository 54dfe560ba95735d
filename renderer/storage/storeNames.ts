/**
 * Names are a data format: the databases of every desk that was ever opened are found under them.
 * A test freezes them. RxDB calls its databases `rxdb-dexie-<database>--<schema version>--<collection>`.
 *
 * Damaged databases are set aside by leaving them as they are and going on in the next generation, under other names.
 */
export interface StoreNames {
  /** 0 on every desk whose records were never set aside. */
  readonly generation: number
  readonly log: string
  readonly local: string
  /** In localStorage, which is another database than IndexedDB and does not get lost with it. */
  readonly lengthWitness: string
}

export const entriesCollection = 'entries'
export const identitiesCollection = 'identities'
/** The Web Lock that the one window with the databases open holds, whatever their generation. */
export const deskLock = 'tuandian-desk'

/** Grows with any change that an older Tuandian must not write over, whichever database it is in. */
export const localFormat = 4
export const entriesFormat = 0
export const identitiesFormat = 0

// Dexie multiplies its versions by ten.
export const localIndexedDbVersion = localFormat * 10

export function storeNames(generation: number): StoreNames {
  const suffix = generation === 0 ? '' : `-${generation}`
  return {
    generation,
    log: `tuandian${suffix}`,
    local: `tuandian-local${suffix}`,
    lengthWitness: `tuandian-log-length${suffix}`,
  }
}

/** The database that RxDB's Dexie storage makes for a collection. */
export function collectionDatabase({ log }: StoreNames, collection: string, format: number): string {
  return `rxdb-dexie-${log}--${format}--${collection}`
}

/** An empty database that is made last of all: a generation without it is not begun, or only half. */
export const begunMark = (generation: number): string => `tuandian-begun-${generation}`

/** Where localStorage is out of reach, `keys` is empty. */
export function currentGeneration(databases: readonly string[], keys: readonly string[]): number {
  const begun = databases.map((name) => generationIn(name, 'tuandian-begun'))
  const witnessed = keys.map((key) => generationIn(key, 'tuandian-log-length'))
  return Math.max(0, ...begun, ...witnessed)
}

function generationIn(name: string, stem: string): number {
  return name.startsWith(`${stem}-`) ? Number(/^\d{1,6}$/.exec(name.slice(stem.length + 1))?.[0] ?? 0) : 0
}
