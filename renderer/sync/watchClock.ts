import type { SyncAmbient } from './syncAmbient'

const tickMs = 10_000
const hourMs = 3_600_000
/** A clock that moved so much against the steady one was set, or the machine slept. */
const jumpMs = 2_000

export interface ClockHeard {
  /** The clock was set, or the machine slept. */
  jumped(): void
  /** Once in an hour without a jump. */
  hourly(): void
}

/** Until the signal is aborted. */
export async function watchClock(
  ambient: SyncAmbient,
  signal: AbortSignal,
  heard: ClockHeard,
): Promise<void> {
  let lastMs = ambient.steadyMs()
  while (!signal.aborted) {
    const beforeMs = ambient.nowMs()
    const steadyMs = ambient.steadyMs()
    await ambient.wait(tickMs, signal)
    if (signal.aborted) return
    const passedMs = ambient.steadyMs() - steadyMs
    const jumped = Math.abs(ambient.nowMs() - beforeMs - passedMs) > jumpMs || passedMs > 3 * tickMs
    if (!jumped && ambient.steadyMs() - lastMs < hourMs) continue
    lastMs = ambient.steadyMs()
    if (jumped) heard.jumped()
    else heard.hourly()
  }
}
