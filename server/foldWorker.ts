import { workerData } from 'node:worker_threads'
import { z } from 'zod'
import { openPostgres } from './db/postgresSql'
import { sqlFeedBooks } from './db/sqlFeedBooks'
import { keepFolded } from './feed/keepFolded'
import { tidying } from './tidyUp'

// Folds one feed in a thread of its own: a large one takes seconds, and its memory goes with the thread.
const { url, siteId } = z.object({ url: z.string(), siteId: z.string() }).parse(workerData)
const tidyUp = tidying()
const sql = openPostgres({ url, connections: 1 })
try {
  await keepFolded(sqlFeedBooks(sql), siteId, async () => tidyUp())
} finally {
  await sql.close()
}
