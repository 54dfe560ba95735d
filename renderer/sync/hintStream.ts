import { heartbeatMs, type MoreEvent, moreEvent } from '../../shared/contract/stream'
import { paths } from '../../shared/contract/sync'
import type { CentreClient } from './centreClient'
import { fellSilent } from './silence'

const silentMs = 3 * heartbeatMs
/** A line longer than this is not the centre speaking. */
const longestLine = 100_000

interface Hints {
  /** There may be more in a feed. */
  more(event: MoreEvent): void
  /** Something about the desk itself changed, or may have while there was no stream. */
  again(): void
}

export interface Listening extends Hints {
  /** The centre is not to be asked at present. */
  isHalted(): boolean
  /** There was a stream and now there is none, or none is to be had: is the centre still there? */
  gone(): void
}

/** A stream that was cut before that is not opened again at once, ms. */
const steadyMs = 60_000
/** The centre says `again` now and then; a stream that was shorter is not followed by another at once, ms. */
const leastMs = 1_000
/** How often a desk looks by itself on a network that lets no stream through, at most, ms. */
const withoutStreamMs = 15_000

/** One stream after the other, until the signal is aborted. With `again` the centre ends one: the next opens at once. */
export async function keepListening(
  client: CentreClient,
  signal: AbortSignal,
  hears: Listening,
): Promise<void> {
  const { ambient } = client
  let goneMs = Number.NEGATIVE_INFINITY
  let missed = false
  while (!signal.aborted) {
    await client.whenReady(signal)
    const startedMs = ambient.steadyMs()
    let saidAgain = false
    const wasOpen =
      !hears.isHalted() &&
      (await listenForHints(client, signal, {
        opened: () => missed && hears.again(),
        more: (event) => hears.more(event),
        again: () => {
          saidAgain = true
          hears.again()
        },
      }))
    if (wasOpen) missed = true
    if (saidAgain && ambient.steadyMs() - startedMs > leastMs) continue
    if (wasOpen || ambient.steadyMs() - goneMs > withoutStreamMs) {
      goneMs = ambient.steadyMs()
      hears.gone()
    }
    if (ambient.steadyMs() - startedMs < steadyMs)
      await ambient.wait(1_000 + ambient.chance() * 9_000, signal)
  }
}

/**
 * Listens until the stream ends, says nothing for too long, or the signal is aborted. Never throws.
 * @returns whether there was a stream
 */
async function listenForHints(
  client: CentreClient,
  signal: AbortSignal,
  hints: Hints & { opened(): void },
): Promise<boolean> {
  const over = new AbortController()
  const stop = AbortSignal.any([signal, over.signal])
  const body = await client.open(paths.stream, stop)
  if (!body) return false
  hints.opened()
  const reader = body.getReader()
  const close = () => void reader.cancel().catch(() => undefined)
  stop.addEventListener('abort', close)
  let heardMs = client.ambient.steadyMs()
  void fellSilent(client.ambient, over.signal, silentMs, () => heardMs).then(
    (silent) => silent && over.abort(),
  )
  try {
    const lines = new EventLines(hints)
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read()
      if (done || stop.aborted) return true
      heardMs = client.ambient.steadyMs()
      lines.take(decoder.decode(value, { stream: true }))
    }
  } catch {
    return true // cut off on the way: the caller opens another
  } finally {
    over.abort()
    close()
  }
}

/** Server-sent events out of pieces of text cut anywhere. */
class EventLines {
  private rest = ''
  private name = ''
  private content = ''

  constructor(private readonly hints: Hints) {}

  take(text: string): void {
    const lines = (this.rest + text).split(/\r?\n/)
    this.rest = (lines.pop() ?? '').slice(0, longestLine)
    for (const line of lines) this.line(line)
  }

  private line(line: string): void {
    if (line === '') {
      this.dispatch()
      return
    }
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (field === 'event') this.name = value
    if (field === 'data') this.content += value
  }

  private dispatch(): void {
    const { name, content } = this
    this.name = ''
    this.content = ''
    if (name === 'again') this.hints.again()
    if (name !== 'more') return
    try {
      const event = moreEvent.safeParse(JSON.parse(content))
      if (event.success) this.hints.more(event.data)
    } catch {
      // Half a hint is no hint; the next look finds what there is.
    }
  }
}
