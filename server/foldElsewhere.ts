import { Worker } from 'node:worker_threads'
import { tidying } from './tidyUp'

/**
 * Far more than folding a feed takes. With a bound a thread tidies up as it goes: without one it first fills all
 * the memory that could be had.
 */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 6 }

const tidyUp = tidying()

/** Has a thread fold the feed; the signal ends it. @param worker the built `foldWorker` */
export function foldElsewhere(
  worker: string,
  feed: { readonly url: string; readonly siteId: string },
  signal: AbortSignal,
): Promise<void> {
  // What a crowd of desks has left behind would stay beside it, for nobody asks for room just now.
  tidyUp()
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: feed, resourceLimits })
    signal.addEventListener('abort', () => void thread.terminate())
    thread.once('error', reject)
    thread.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the fold ended early'))))
  })
}
