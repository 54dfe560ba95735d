import type { z } from 'zod'
import { nowHeader, paths, protocolHeader, protocolVersion } from '../../shared/contract/sync'
import type { Problem } from '../../shared/contract/syncProblem'
import { Breaker } from './breaker'
import { type Bytes, bytesOf, type Heard, isUnreadable, jsonIn, problemIn } from './heard'
import { Packing } from './packing'
import { type Part, type PartHow, partsRead } from './parts'
import { fellSilent } from './silence'
import type { SyncAmbient } from './syncAmbient'
import { untilStopped } from './untilStopped'
import { type Load, Uplink } from './uplink'
import { type WireBody, wireBody } from './wireBody'

/** After so long without a byte, once the question is up, the desk says that it is offline; it still listens. */
const calledOfflineMs = 9_000
/** After so long without a byte it asks anew: with the breaker's longest wait, half a minute. */
const givenUpMs = 14_000
/** However much trickles in. */
const longestMs = 600_000

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  /** Nobody answered, or somebody in between did: nothing of what came was used. */
  | { readonly ok: false; readonly because: 'no-connection' }
  | { readonly ok: false; readonly because: 'refused'; readonly problem: Problem }

/** Why there is no answer. */
export type NotOk = Exclude<Reply<never>, { readonly ok: true }>

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  /** What it may be answered as; JSON where it is not said. */
  readonly accept?: string
  readonly body?: unknown
  /** In place of `body`: sent as it is. */
  readonly bytes?: Blob
}

/** What the last answers told about the way to the centre. */
export interface Contact {
  readonly reached: 'not-yet' | 'yes' | 'no'
  /** The PC's clock at the last answer, ms since 1970 UTC. */
  readonly lastMs: number | null
  /** This desk's clock less the centre's, ms. */
  readonly skewMs: number | null
}

/** The one way to the centre: time-outs, one breaker, and nothing believed that the centre did not say itself. */
export class CentreClient {
  readonly breaker: Breaker
  readonly uplink: Uplink
  /** It said that what it is sent may be packed. */
  private takesGzip = false
  private readonly packing: Packing
  private knocking: Promise<boolean> | undefined
  contact: Contact = { reached: 'not-yet', lastMs: null, skewMs: null }

  constructor(
    readonly ambient: SyncAmbient,
    private readonly address: string,
    private readonly token: string | null,
    private readonly onContact: () => void = () => {},
  ) {
    this.breaker = new Breaker(ambient)
    this.uplink = new Uplink(() => ambient.steadyMs())
    this.packing = new Packing(() => ambient.steadyMs())
  }

  /**
   * Resolves when the centre may be asked, or when the signal is aborted. Where nobody answered, not before it was
   * heard of: a browser asks leave for whatever carries a token, and such a question, once it hangs, keeps one of
   * the few connections for good. Knocking needs no leave.
   */
  async whenReady(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.breaker.whenOpen(signal)
      if (signal.aborted || this.contact.reached !== 'no') return
      this.knocking ??= this.knock().finally(() => {
        this.knocking = undefined
      })
      if (await this.knocking) return
    }
  }

  /** Asks once; waiting and asking again is for the caller (`whenReady`). Never throws. */
  ask<T>(asking: Asking, answer: z.ZodType<T>, signal?: AbortSignal): Promise<Reply<T>> {
    return this.exchange(asking, (bytes) => answer.safeParse(jsonIn(bytes)).data, signal)
  }

  /** Asks for parts that the centre has packed, each with its bytes as they came. An older one answers one, in JSON. */
  askForParts<T>(asking: Asking, how: PartHow<T>, signal: AbortSignal): Promise<Reply<Part<T>[]>> {
    return this.exchange(
      { ...asking, accept: `${how.type}, application/json` },
      partsRead(how, signal),
      signal,
    )
  }

  /** Asks for bytes: whether they are what was meant is for the caller to see. */
  askForBytes(asking: Asking, signal: AbortSignal): Promise<Reply<Bytes>> {
    const read = (bytes: Bytes, { headers }: Response) =>
      headers.get('content-type') === 'application/octet-stream' && headers.has(nowHeader) ? bytes : undefined
    return this.exchange(asking, read, signal)
  }

  private async exchange<T>(
    asking: Asking,
    valueIn: ValueIn<T>,
    signal?: AbortSignal,
    packs = this.takesGzip && !this.packing.isOff,
  ): Promise<Reply<T>> {
    const startedMs = this.ambient.steadyMs()
    let sent: WireBody | undefined
    try {
      const body = await wireBody(asking, packs ? this.ambient.gzip : undefined)
      sent = body
      const heard = await this.whole((stop) => this.send(asking, body, stop), body, signal)
      if (body?.isPacked && isUnreadable(heard)) return await this.plain(asking, valueIn, signal)
      const reply = await this.read(heard, valueIn, startedMs)
      if (body) this.packing.noticed(body, { through: reply.ok || reply.because === 'refused' })
      return reply
    } catch {
      if (signal?.aborted) return noConnection
      if (sent) {
        this.uplink.failed(sent)
        this.packing.noticed(sent, { through: false })
      }
      return this.failed(startedMs)
    }
  }

  /** The fault may be a proxy's, and what was sent is good: as it is, it shows. */
  private async plain<T>(asking: Asking, valueIn: ValueIn<T>, signal?: AbortSignal): Promise<Reply<T>> {
    const reply = await this.exchange(asking, valueIn, signal, false)
    if (reply.ok) this.packing.doesNotGo()
    return reply
  }

  private async knock(): Promise<boolean> {
    const startedMs = this.ambient.steadyMs()
    const at = `${this.address}${paths.health}`
    const knocked = this.whole((signal) => this.ambient.fetch(at, { ...plainly, signal }))
    const answered = await knocked.catch(() => undefined)
    if (answered?.response.status === 200 && answered.response.headers.has(nowHeader)) return true
    this.breaker.failed(startedMs)
    return false
  }

  /** An answer with all that is in it. @throws where it does not come, or stops coming */
  private async whole(
    sent: (stop: AbortSignal) => Promise<Response>,
    load: Load = { bytes: 0, unpackedBytes: 0 },
    signal?: AbortSignal,
  ): Promise<Heard> {
    const { ambient, uplink } = this
    const over = new AbortController()
    const givenUp = new AbortController()
    const startedMs = ambient.steadyMs()
    let heardMs = startedMs
    const hears = () => {
      heardMs = ambient.steadyMs()
    }
    const silentFor = (ms: number) =>
      fellSilent(ambient, over.signal, ms, () => Math.max(heardMs, uplink.quietUntilMs))
    void silentFor(calledOfflineMs).then((silent) => silent && this.noted('no'))
    void silentFor(givenUpMs).then((silent) => silent && givenUp.abort())
    void ambient.wait(longestMs, over.signal).then(() => givenUp.abort())
    const stop = signal ? AbortSignal.any([signal, givenUp.signal]) : givenUp.signal
    const isUp = uplink.begin(load.bytes)
    try {
      const response = await untilStopped(sent(stop), stop)
      isUp()
      hears()
      uplink.went(load, heardMs - startedMs)
      const bytes = await untilStopped(bytesOf(response, hears), stop)
      return { response, bytes, atMs: ambient.nowMs(), tookMs: ambient.steadyMs() - startedMs }
    } finally {
      isUp()
      over.abort()
    }
  }

  /** Opens the stream; undefined where it cannot be had. The caller reads it and watches its silence. */
  async open(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | undefined> {
    const over = new AbortController()
    const answered = new AbortController()
    const stop = AbortSignal.any([signal, over.signal])
    void this.ambient.wait(givenUpMs, answered.signal).then(() => answered.signal.aborted || over.abort())
    try {
      const response = await untilStopped(
        this.send({ path, accept: 'text/event-stream' }, undefined, stop),
        stop,
      )
      const kind = response.headers.get('content-type') ?? ''
      if (response.status === 200 && kind.startsWith('text/event-stream') && response.body)
        return response.body
      await response.body?.cancel()
    } catch {
      // A network that lets no stream through must not slow down the rest: the breaker is not told.
    } finally {
      answered.abort()
    }
    return undefined
  }

  private send(
    { method = 'GET', path, query = {}, accept = 'application/json' }: Asking,
    sent: WireBody | undefined,
    signal: AbortSignal,
  ) {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
    const headers: Record<string, string> = {
      accept,
      [protocolHeader]: String(protocolVersion),
    }
    if (this.token !== null) headers['authorization'] = `Bearer ${this.token}`
    return this.ambient.fetch(`${this.address}${path}${search.size > 0 ? `?${search}` : ''}`, {
      ...plainly,
      method,
      headers: { ...headers, ...sent?.headers },
      signal,
      ...(sent === undefined ? {} : { body: sent.body }),
    })
  }

  private async read<T>(heard: Heard, valueIn: ValueIn<T>, startedMs: number): Promise<Reply<T>> {
    const { response, bytes } = heard
    if (response.status < 400) {
      const value = response.status === 200 ? await valueIn(bytes, response) : undefined
      if (value === undefined) return this.failed(startedMs)
      this.answered(heard)
      this.breaker.succeeded()
      return { ok: true, value }
    }
    const problem = problemIn(bytes)
    if (!problem) return this.failed(startedMs)
    this.answered(heard)
    const { code } = problem
    if (code === 'slow-down' || code === 'busy')
      this.breaker.askedToWait(Number(response.headers.get('retry-after')) || 2)
    else if (code === 'broken') this.breaker.failed(startedMs)
    return { ok: false, because: 'refused', problem }
  }

  private failed(startedMs: number): typeof noConnection {
    this.breaker.failed(startedMs)
    this.noted('no')
    return noConnection
  }

  private answered({ response, atMs, tookMs }: Heard): void {
    const centreMs = Number(response.headers.get(nowHeader))
    const skewMs = centreMs > 0 ? Math.round(atMs - tookMs / 2 - centreMs) : this.contact.skewMs
    this.takesGzip = response.headers.get('accept-encoding') === 'gzip'
    this.contact = { reached: 'yes', lastMs: atMs, skewMs }
    this.onContact()
  }

  private noted(reached: 'no'): void {
    if (this.contact.reached === reached) return
    this.contact = { ...this.contact, reached }
    this.onContact()
  }
}

/** What an answer with status 200 says; undefined where it is not the centre's. */
type ValueIn<T> = (bytes: Bytes, response: Response) => T | undefined | Promise<T | undefined>

/** Nothing from a cache, nothing sent along by itself, nowhere else. */
const plainly = { cache: 'no-store', credentials: 'omit', redirect: 'error' } as const

const noConnection = { ok: false, because: 'no-connection' } as const
