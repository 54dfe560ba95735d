import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { z } from 'zod'

// Listens to the heart of the centre's own thread. A machine that slept wakes with one look, not with a minute of them.
const { beats, silenceMs, sentence } = z
  .object({ beats: z.instanceof(Int32Array), silenceMs: z.number(), sentence: z.string() })
  .parse(workerData)
const lookMs = Math.min(1_000, silenceMs / 4)
let last = -1
let silentMs = 0
setInterval(() => {
  const now = Atomics.load(beats, 0)
  silentMs = now === last ? silentMs + lookMs : 0
  last = now
  if (silentMs < silenceMs) return
  // Past the streams of the other thread, which will never be drained.
  writeSync(2, `${sentence}\n`)
  process.kill(process.pid, 'SIGKILL')
}, lookMs)
