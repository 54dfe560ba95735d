/**
 * Names are a data format: the databases of every desk that was ever opened are found under them.
 * A test freezes them. RxDB calls its databases `rxdb-dexie-<database>--<schema version>--<collection>`.
 */
export const logDatabase = 'tuandian'
export const entriesCollection = 'entries'
export const identitiesCollection = 'identities'
export const localDatabase = 'tuandian-local'
/** The Web Lock that the one window with the databases open holds. */
export const deskLock = 'tuandian-desk'
/** In localStorage, which is another database than IndexedDB and does not get lost with it. */
export const lengthWitnessKey = 'tuandian-log-length'

/** Grows with any change that an older Tuandian must not write over, whichever database it is in. */
export const localFormat = 2
export const entriesFormat = 0
export const identitiesFormat = 0

// Dexie multiplies its versions by ten.
export const localIndexedDbVersion = localFormat * 10
