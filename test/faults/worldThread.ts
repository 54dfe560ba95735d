// One world after the other, as they are asked for by their seeds.
import { parentPort } from 'node:worker_threads'
import { runWorld } from './runWorld'

// Worlds give up thousands of requests each, and nobody looks where.
Error.stackTraceLimit = 0
parentPort?.on('message', (seed: number) => {
  void runWorld(seed).then((world) => parentPort?.postMessage(world))
})
