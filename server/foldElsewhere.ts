import { Worker } from 'node:worker_threads'

/** Has a thread fold the feed. @param worker the built `foldWorker` */
export function foldElsewhere(worker: string, url: string, siteId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: { url, siteId } })
    thread.once('error', reject)
    thread.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the fold ended early'))))
  })
}
