import { bytesToHex } from '@noble/hashes/utils.js'

/** What carrying entries asks of the machine. A simulation brings its own time, network and chance. */
export interface SyncAmbient {
  /** The PC's clock, ms since 1970 UTC. People set it, and it jumps. */
  nowMs(): number
  /** Grows steadily whatever the clock does, ms. */
  steadyMs(): number
  /** 0 ≤ chance < 1 */
  chance(): number
  /** 32 bytes that nobody guesses, in hex. */
  newToken(): string
  /** Resolves after so many ms; at once when the signal says so. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  fetch(address: string, init: RequestInit): Promise<Response>
  /** Absent where the machine cannot. */
  readonly gzip?: (text: string) => Promise<Uint8Array<ArrayBuffer>>
}

/** This machine's own. */
export const machineAmbient: SyncAmbient = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
  chance: () => Math.random(),
  newToken: () => bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const over = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', over)
        resolve()
      }
      const timer = setTimeout(over, ms)
      signal?.addEventListener('abort', over)
    }),
  fetch: (address, init) => fetch(address, init),
  gzip: async (text) => {
    const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
    return new Uint8Array(await new Response(packed).arrayBuffer())
  },
}
