import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { closeWorlds, isOnSql, runWorld } from './runWorld'
import type { Simulated } from './simulatedWorld'

/** As many as the smallest machine has cores. */
const threads = 2
/** A thread keeps a little of every world: after so many another takes its place. */
const worldsOfAThread = 250

/** Lets every world run; the order in which they end is anybody's guess. A single one runs here, for a debugger. */
export async function runWorlds(seeds: readonly number[], ended: (world: Simulated) => void): Promise<void> {
  if (seeds.length === 1) {
    for (const seed of seeds) ended(await runWorld(seed))
    return closeWorlds()
  }
  const file = await builtThread()
  // A database takes its time to open: one thread has all the worlds on it, and they come first.
  const onSql = seeds.filter(isOnSql)
  const others = seeds.filter((seed) => !isOnSql(seed))
  const next = (thread: number) => (thread === 0 ? onSql.shift() : undefined) ?? others.shift()
  await Promise.all(
    Array.from({ length: threads }, async (_, thread) => {
      while (await runThread(file, () => next(thread), ended));
    }),
  )
}

/** @returns whether there may be more worlds to run */
function runThread(
  file: string,
  next: () => number | undefined,
  ended: (world: Simulated) => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(file)
    let left = worldsOfAThread
    let seed: number | undefined
    const goOn = () => {
      const mayRun = left > 0
      seed = mayRun ? next() : undefined
      left -= 1
      if (seed === undefined) void thread.terminate().then(() => resolve(!mayRun))
      else thread.postMessage(seed)
    }
    thread.on('error', (error) => reject(new Error(`the world of seed ${seed} broke`, { cause: error })))
    thread.on('message', (world: Simulated) => {
      ended(world)
      goOn()
    })
    goOn()
  })
}

async function builtThread(): Promise<string> {
  const outDir = join(projectRoot, 'node_modules/.cache/worlds')
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'test/faults/worldThread.ts', outDir, emptyOutDir: true, minify: false, target: 'node20' },
  })
  return join(outDir, 'worldThread.js')
}
