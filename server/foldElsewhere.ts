import { Worker } from 'node:worker_threads'

/**
 * Far more than folding a feed takes. With a bound a thread tidies up as it goes: without one it first fills all
 * the memory that could be had.
 */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24 }

/** Has a thread fold the feed. @param worker the built `foldWorker` */
export function foldElsewhere(worker: string, url: string, siteId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: { url, siteId }, resourceLimits })
    thread.once('error', reject)
    thread.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the fold ended early'))))
  })
}
