import { paths } from '../../shared/contract/sync'
import type { Chance } from '../../shared/sample/chance'
import { carriedStream } from './carriedStream'

type Fetch = (address: string, init: RequestInit) => Promise<Response>

/** How much of what may go wrong does, in parts of all requests. */
export interface Weather {
  readonly lostRequest: number
  readonly lostReply: number
  readonly doubled: number
  readonly cutShort: number
  readonly portal: number
  readonly slow: number
  readonly stale: number
}

export const clear: Weather = {
  lostRequest: 0,
  lostReply: 0,
  doubled: 0,
  cutShort: 0,
  portal: 0,
  slow: 0,
  stale: 0,
}

export function anyWeather(chance: Chance): Weather {
  const some = () => (chance.happens(0.5) ? chance.next() * 0.25 : 0)
  return {
    lostRequest: some(),
    lostReply: some(),
    doubled: some(),
    cutShort: some(),
    portal: some(),
    slow: some(),
    stale: some(),
  }
}

/** What lies between one desk and the centre: loses, doubles, delays, reorders, cuts short, and lies. */
export class HostileNetwork {
  weather: Weather = clear
  /** Some proxies let none through. */
  carriesStreams = true
  private isDown = false
  private readonly streams = new Set<AbortController>()
  private readonly seen = new Map<string, { readonly body: string; readonly init: ResponseInit }>()

  constructor(
    private readonly chance: Chance,
    private readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>,
    private readonly centre: Fetch,
  ) {}

  get down(): boolean {
    return this.isDown
  }

  set down(isDown: boolean) {
    this.isDown = isDown
    if (isDown) for (const stream of this.streams) stream.abort()
  }

  fetch: Fetch = async (address, init) => {
    if (this.down) throw new TypeError('no network')
    const { chance, weather } = this
    if (chance.happens(weather.slow)) await this.wait(chance.int(10, 40_000))
    if (this.down || chance.happens(weather.lostRequest)) throw new TypeError('lost on the way there')
    if (chance.happens(weather.portal)) return new Response('<html>sign in</html>', { status: 200 })
    if (address.endsWith(paths.stream)) return this.stream(address, init)
    const stale = this.seen.get(address)
    if (stale && !init.body && chance.happens(weather.stale)) return new Response(stale.body, stale.init)
    if (chance.happens(weather.doubled)) await this.centre(address, init)
    const response = await this.centre(address, init)
    const body = await response.text()
    const reply = { body, init: { status: response.status, headers: [...response.headers] } }
    this.seen.set(address, reply)
    // Slow on the way back: whatever was asked later may be answered earlier.
    if (chance.happens(weather.slow)) await this.wait(chance.int(10, 40_000))
    if (this.down || chance.happens(weather.lostReply)) throw new TypeError('lost on the way back')
    const whole = !chance.happens(weather.cutShort)
    return new Response(whole ? body : body.slice(0, chance.int(0, body.length)), reply.init)
  }

  /** Not repeated and not replayed: it is cut off, or falls silent. */
  private async stream(address: string, init: RequestInit): Promise<Response> {
    if (!this.carriesStreams) throw new TypeError('no stream through this network')
    const response = await this.centre(address, init)
    if (!response.body) return response
    const cut = new AbortController()
    this.streams.add(cut)
    cut.signal.addEventListener('abort', () => this.streams.delete(cut))
    init.signal?.addEventListener('abort', () => cut.abort())
    if (init.signal?.aborted) cut.abort()
    const fallsSilent = () => this.chance.happens(this.weather.lostReply)
    const body = carriedStream(response.body, { wait: this.wait, cut, fallsSilent })
    return new Response(body, { status: response.status, headers: response.headers })
  }
}
