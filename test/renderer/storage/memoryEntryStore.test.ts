import { MemoryEntryStore } from '../../../renderer/storage/memoryEntryStore'
import { entryStoreContract } from './entryStore.contract'

entryStoreContract('entries in memory', async () => new MemoryEntryStore())
