import type { MiddlewareHandler } from 'hono'
import type { Caller } from '../hq/accounts'
import { sha256Hex } from '../hq/secrets'
import { addressOf, type CentreContext, type CentreEnv } from './answer'
import type { Parts } from './parts'
import { RateLimit } from './rateLimit'
import { Refusal } from './refusal'

/**
 * Who asks, by token. Strangers are counted only once their token was found to be nobody's: behind one address, be it
 * a shop's or a proxy's, one bad token must not shut out the good ones.
 */
export function authenticate(parts: Parts): MiddlewareHandler<CentreEnv> {
  const devices = new RateLimit(parts.rates.device, parts.nowMs)
  const strangers = new RateLimit(parts.rates.stranger, parts.nowMs)
  const nobodys = new NobodysTokens(parts.nowMs)
  const callerOf = async (tokenHash: string): Promise<Caller | undefined> => {
    if (nobodys.has(tokenHash)) return undefined
    devices.take(tokenHash)
    const caller = await parts.callerByToken(tokenHash)
    if (!caller) nobodys.add(tokenHash)
    return caller
  }
  return async (c, next) => {
    const tokenHash = tokenHashOf(c)
    const caller = tokenHash === undefined ? undefined : await callerOf(tokenHash)
    if (!caller) {
      strangers.take(addressOf(c, parts.behindProxy))
      throw new Refusal('unauthorised')
    }
    c.set('device', caller.deviceId)
    if (caller.revoked) throw new Refusal('revoked')
    c.set('caller', caller)
    await next()
  }
}

function tokenHashOf({ req }: CentreContext): string | undefined {
  const token = /^Bearer ([\w-]{20,200})$/.exec(req.header('authorization') ?? '')?.[1]
  return token === undefined ? undefined : sha256Hex(token)
}

/** Who asks, as of now: what it has to say may have been minutes on the way. @throws Refusal where it may no more */
export async function callerByNow(c: CentreContext, parts: Parts): Promise<Caller> {
  const caller = await parts.callerByToken(tokenHashOf(c) ?? '')
  if (!caller) throw new Refusal('unauthorised')
  if (caller.revoked) throw new Refusal('revoked')
  return caller
}

const nobodysForMs = 30_000
const mostNobodys = 10_000

/** Tokens nobody has, for a while: a desk with a void one goes on asking, and need not cost the database each time. */
class NobodysTokens {
  private readonly untilMs = new Map<string, number>()

  constructor(private readonly nowMs: () => number) {}

  has(tokenHash: string): boolean {
    const leftMs = (this.untilMs.get(tokenHash) ?? 0) - this.nowMs()
    // A clock that was set back must not make it longer.
    return leftMs > 0 && leftMs <= nobodysForMs
  }

  add(tokenHash: string): void {
    this.untilMs.delete(tokenHash)
    this.untilMs.set(tokenHash, this.nowMs() + nobodysForMs)
    const [oldest] = this.untilMs.keys()
    if (this.untilMs.size > mostNobodys && oldest !== undefined) this.untilMs.delete(oldest)
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
