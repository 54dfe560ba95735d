import { z } from 'zod'
import type { Sql } from '../db/sql'
import { type Hint, type Hints, joined } from './hints'

const channel = 'tuandian_hints'
const hint = z.object({ siteId: z.string(), head: z.number(), identities: z.number() })
const notice = z.object({
  from: z.string(),
  hints: z.array(hint).default([]),
  devices: z.array(z.string()).default([]),
})

/** A notice carries less than 8,000 bytes. */
const hintsPerNotice = 20
/** Hints wait this long for others: a notice is a lock that every committing writer of the database waits for. */
const gatherMs = 20

/** Carries hints to the desks that are connected to another copy of the centre over the same database. */
export class Copies {
  private readonly waiting = new Map<string, Hint>()
  private timer: NodeJS.Timeout | undefined
  private stopListening: () => Promise<void> = async () => {}

  private constructor(
    private readonly sql: Sql,
    private readonly hints: Hints,
    private readonly name: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** @param name tells this copy from the others */
  static async open(sql: Sql, hints: Hints, name: string, failed: (error: unknown) => void): Promise<Copies> {
    const copies = new Copies(sql, hints, name, failed)
    copies.stopListening = await sql.listen(channel, {
      heard: (payload) => copies.hear(payload),
      reopened: () => hints.stale(),
    })
    return copies
  }

  /** Tells this copy's desks at once and the others' soon. Call after the commit. */
  tell(hint: Hint): void {
    this.hints.tell(hint)
    this.waiting.set(hint.siteId, joined(this.waiting.get(hint.siteId), hint))
    this.timer ??= setTimeout(() => this.send(), gatherMs)
  }

  deviceChanged(deviceId: string): void {
    this.hints.deviceChanged(deviceId)
    this.notify({ from: this.name, devices: [deviceId] })
  }

  async close(): Promise<void> {
    clearTimeout(this.timer)
    this.send()
    await this.stopListening()
  }

  private send(): void {
    this.timer = undefined
    const hints = [...this.waiting.values()]
    this.waiting.clear()
    for (let i = 0; i < hints.length; i += hintsPerNotice)
      this.notify({ from: this.name, hints: hints.slice(i, i + hintsPerNotice) })
  }

  private notify(message: z.input<typeof notice>): void {
    // A hint that does not arrive costs time, not data: desks look by themselves every minute.
    this.sql.query('select pg_notify($1, $2)', [channel, JSON.stringify(message)]).catch(this.failed)
  }

  private hear(payload: string): void {
    const read = notice.safeParse(safeJson(payload))
    if (!read.success || read.data.from === this.name) return
    for (const one of read.data.hints) this.hints.tell(one)
    for (const deviceId of read.data.devices) this.hints.deviceChanged(deviceId)
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
