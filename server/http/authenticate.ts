import type { MiddlewareHandler } from 'hono'
import { sha256Hex } from '../hq/secrets'
import { addressOf, type CentreContext, type CentreEnv } from './answer'
import type { Parts } from './parts'
import { RateLimit } from './rateLimit'
import { Refusal } from './refusal'

/** Who asks, by token; the limits come before the database is asked. */
export function authenticate(parts: Parts): MiddlewareHandler<CentreEnv> {
  const devices = new RateLimit(parts.rates.device, parts.nowMs)
  const strangers = new StrangerLimit(parts)
  return async (c, next) => {
    const token = /^Bearer ([\w-]{20,200})$/.exec(c.req.header('authorization') ?? '')?.[1]
    const address = addressOf(c, parts.behindProxy)
    strangers.check(address)
    if (token === undefined) {
      strangers.count(address)
      throw new Refusal('unauthorised')
    }
    const tokenHash = sha256Hex(token)
    devices.take(tokenHash)
    const caller = await parts.callerByToken(tokenHash)
    if (!caller) {
      strangers.count(address)
      throw new Refusal('unauthorised')
    }
    c.set('device', caller.deviceId)
    if (caller.revoked) throw new Refusal('revoked')
    c.set('caller', caller)
    await next()
  }
}

/** Counts only what was refused: a whole shop behind one address is no stranger. */
class StrangerLimit {
  private readonly limit: RateLimit
  private readonly shut = new Map<string, number>()

  constructor(private readonly parts: Parts) {
    this.limit = new RateLimit(parts.rates.stranger, parts.nowMs)
  }

  check(address: string): void {
    const untilMs = this.shut.get(address)
    if (untilMs === undefined) return
    const waitMs = untilMs - this.parts.nowMs()
    if (waitMs > 0) throw new Refusal('slow-down', {}, Math.ceil(waitMs / 1000))
    this.shut.delete(address)
  }

  count(address: string): void {
    try {
      this.limit.take(address)
    } catch (error) {
      if (error instanceof Refusal)
        this.shut.set(address, this.parts.nowMs() + (error.retryAfterS ?? 1) * 1000)
    }
  }
}

/** The feed in the path, if it is one of the caller's. @throws Refusal; the same whether there is such a feed */
export function feedOf(c: CentreContext): string {
  const siteId = c.req.param('siteId') ?? ''
  if (!c.get('caller').feeds.some((feed) => feed.siteId === siteId)) throw new Refusal('not-your-feed')
  return siteId
}

/** @throws Refusal where a history is asked for that is not the centre's */
export function checkEpoch(c: CentreContext, asked: string | undefined): void {
  const { epoch } = c.get('caller')
  if (asked !== undefined && asked !== epoch) throw new Refusal('epoch', { epoch })
}
