import type { SyncAmbient } from './syncAmbient'

const atMostEveryMs = 200

/** Rings for whoever listens, a few times a second at most: with every scan something is sent and answered. */
export class Bell {
  private readonly listeners = new Set<() => void>()
  private ringing = false

  constructor(private readonly ambient: SyncAmbient) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  ring(): void {
    if (this.ringing) return
    this.ringing = true
    void this.ambient.wait(atMostEveryMs).then(() => {
      this.ringing = false
      for (const listener of this.listeners) listener()
    })
  }
}
