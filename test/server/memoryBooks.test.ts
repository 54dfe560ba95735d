import type { FeedBooks } from '../../server/feed/feedBook'
import { MemoryFeedBooks } from '../fakes/memoryFeedBooks'
import { anEmbeddedCentre } from './anEmbeddedCentre'
import { blobsContract } from './blobs.contract'
import { entriesContract } from './entries.contract'
import { historyContract } from './history.contract'
import { peopleContract } from './people.contract'
import { warehousesContract } from './warehouses.contract'

// The books that most worlds are simulated on stand in for those in a database: they are held to the same.
const memory = new MemoryFeedBooks()
/** Sites are made in the database, with feeds that these books do not hear of. */
const opened = (siteId: string) => {
  if (!memory.has(siteId)) memory.open(siteId)
}
const books: FeedBooks = {
  segmentLength: memory.segmentLength,
  inFeed: (siteId, work) => {
    opened(siteId)
    return memory.inFeed(siteId, (book) => {
      const endsBeside: typeof book.endsBeside = (deviceId, siteIds) => {
        siteIds.forEach(opened)
        return book.endsBeside(deviceId, siteIds)
      }
      return work({ ...book, endsBeside })
    })
  },
}
const at = anEmbeddedCentre({ books })

entriesContract(at, async (siteId) => memory.quarantined(siteId).length)
historyContract(at)
peopleContract(at)
blobsContract(at)
warehousesContract(at)
