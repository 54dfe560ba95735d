import { Worker } from 'node:worker_threads'

/** Has a thread fold the feed. @param worker the built `foldWorker` @returns the snapshot's position */
export function foldElsewhere(worker: string, url: string, siteId: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let position: number | undefined
    const thread = new Worker(worker, { workerData: { url, siteId } })
    thread.once('message', (message: unknown) => {
      if (typeof message === 'number') position = message
    })
    thread.once('error', reject)
    thread.once('exit', () =>
      position === undefined ? reject(new Error('the fold ended early')) : resolve(position),
    )
  })
}
