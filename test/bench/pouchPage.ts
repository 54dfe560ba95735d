// Runs in the page beside PouchDB's own script: brings over the same entries by PouchDB's replication.
declare const PouchDB: new (name: string) => PouchDatabase

interface PouchDatabase {
  readonly replicate: {
    from(url: string, how: { batch_size: number }): Promise<{ docs_written: number }>
  }
}

const bench = {
  /** @returns how long it took, ms, and how many came */
  async bringOver(url: string): Promise<{ tookMs: number; count: number }> {
    const startedMs = performance.now()
    const { docs_written } = await new PouchDB('desk').replicate.from(url, { batch_size: 1000 })
    return { tookMs: performance.now() - startedMs, count: docs_written }
  },
}

export type PouchBench = typeof bench

declare global {
  interface Window {
    pouchBench: PouchBench
  }
}

window.pouchBench = bench
