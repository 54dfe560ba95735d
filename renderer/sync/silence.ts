import type { SyncAmbient } from './syncAmbient'

/** @returns true once nothing was heard for `silentMs`; false when the signal was aborted before */
export async function fellSilent(
  ambient: SyncAmbient,
  signal: AbortSignal,
  silentMs: number,
  lastHeardMs: () => number,
): Promise<boolean> {
  while (!signal.aborted) {
    const leftMs = lastHeardMs() + silentMs - ambient.steadyMs()
    if (leftMs <= 0) return true
    await ambient.wait(leftMs, signal)
  }
  return false
}
