import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { heartbeatMs, type MoreEvent } from '../../shared/contract/stream'
import { paths } from '../../shared/contract/sync'
import { type Hint, joined } from '../feed/hints'
import { faultOf } from '../log'
import type { CentreEnv } from './answer'
import type { Parts } from './parts'

/** Proxies that wait for a full buffer get one. */
const padding = `:${' '.repeat(2048)}\n\n`
const stillHere = ':\n\n'

/** One stream for all feeds of a device; it only ever says that there is more. */
export function streamRoute(parts: Parts): Hono<CentreEnv> {
  return new Hono<CentreEnv>().get(paths.stream, (c) => {
    const { feeds, deviceId, epoch } = c.get('caller')
    const siteIds = new Set(feeds.map(({ siteId }) => siteId))
    c.header('x-accel-buffering', 'no')
    const response = streamSSE(c, async (stream) => {
      const inbox = new Inbox(siteIds)
      const leave = parts.hints.follow({
        siteIds,
        deviceId,
        more: (hint) => inbox.put(hint),
        stale: () => inbox.lookAtAll(),
        changed: () => inbox.sayAgain(),
        closed: () => inbox.close(),
      })
      stream.onAbort(() => inbox.close())
      try {
        await stream.write(padding)
        while (!inbox.closed) {
          const { hints, again, stale } = inbox.take()
          const all = [...hints, ...(await headsOf(parts, stale))]
          for (const hint of all)
            await stream.writeSSE({
              event: 'more',
              data: JSON.stringify({ ...hint, epoch } satisfies MoreEvent),
            })
          if (again) {
            await stream.writeSSE({ event: 'again', data: '' })
            break
          }
          if (all.length === 0) await stream.write(stillHere)
          await inbox.filled(heartbeatMs)
        }
      } catch (error) {
        parts.log('error', 'stream', faultOf(error))
      } finally {
        leave()
        inbox.close()
      }
    })
    response.headers.set('cache-control', 'no-store, no-transform')
    return response
  })
}

async function headsOf({ books }: Parts, siteIds: readonly string[]): Promise<Hint[]> {
  const hints: Hint[] = []
  for (const siteId of siteIds) {
    const { head, identities } = await books.inFeed(siteId, (book) => book.heads())
    hints.push({ siteId, head, identities })
  }
  return hints
}

/** What a stream has to say next; many hints about a feed become one. */
class Inbox {
  closed = false
  private readonly hints = new Map<string, Hint>()
  private again = false
  private stale: readonly string[]
  private wake: () => void = () => {}

  constructor(private readonly siteIds: ReadonlySet<string>) {
    this.stale = [...siteIds]
  }

  put(hint: Hint): void {
    this.hints.set(hint.siteId, joined(this.hints.get(hint.siteId), hint))
    this.wake()
  }

  lookAtAll(): void {
    this.stale = [...this.siteIds]
    this.wake()
  }

  sayAgain(): void {
    this.again = true
    this.wake()
  }

  close(): void {
    this.closed = true
    this.wake()
  }

  take(): { readonly hints: readonly Hint[]; readonly again: boolean; readonly stale: readonly string[] } {
    const { again, stale } = this
    const hints = [...this.hints.values()]
    this.hints.clear()
    this.again = false
    this.stale = []
    return { hints, again, stale }
  }

  /** Resolves when there is something to say, or after `ms`. */
  filled(ms: number): Promise<void> {
    if (this.closed || this.again || this.hints.size > 0 || this.stale.length > 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
