import { workerData } from 'node:worker_threads'
import { z } from 'zod'
import { openPostgres } from './db/postgresSql'
import { sqlFeedBooks } from './db/sqlFeedBooks'
import { keepFolded } from './feed/keepFolded'

// Folds one feed in a thread of its own: a large one takes seconds, and its memory goes with the thread. After every slice
// it tidies up: by itself it would do so only once there is several times as much as it needs.
const { url, siteId } = z.object({ url: z.string(), siteId: z.string() }).parse(workerData)
const sql = openPostgres({ url, connections: 1 })
try {
  await keepFolded(sqlFeedBooks(sql), siteId, async () => globalThis.gc?.())
} finally {
  await sql.close()
}
