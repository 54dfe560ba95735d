import { createHash } from 'node:crypto'
import { Hints } from '../../server/feed/hints'
import type { Caller } from '../../server/hq/accounts'
import { createApp } from '../../server/http/app'
import { Metrics } from '../../server/http/metrics'
import { paths } from '../../shared/contract/sync'
import { type ACentre, aCode, aPoint, noLimits } from '../server/aCentre'
import { MemoryBooks } from './memoryBooks'

export interface EnrolledHere {
  readonly token: string
  readonly siteId: string
}

/** The real centre behind one function, on books in memory or on a real database. */
export interface SimulatedCentre {
  call(path: string, init: RequestInit): Promise<Response>
  enrol(deviceId: string): Promise<EnrolledHere>
  /** Every entry of the feed, as text, by position. */
  texts(): Promise<readonly string[]>
  /** Makes a backup; what comes back puts it in place, as another history. Undefined where the books cannot. */
  backup(): (() => void) | undefined
}

export function centreInMemory(siteId: string, nowMs: () => number): SimulatedCentre {
  const books = new MemoryBooks()
  books.openFeed(siteId)
  const site = { siteId, kind: 'point' as const, name: 'point' }
  const devices = new Map<string, Omit<Caller, 'epoch'>>()
  let history = 1
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
  const app = createApp({
    books,
    callerByToken: async (tokenHash) => {
      const device = devices.get(tokenHash)
      return device && { ...device, epoch: `epoch-${history}` }
    },
    enrol: async () => ({ ok: false, because: 'wrong-code' }),
    ready: async () => {},
    nowMs,
    randomBytes: (length) => new Uint8Array(length),
    hints: new Hints(),
    tell: () => {},
    log: () => {},
    metrics: new Metrics(),
    rates: noLimits,
    watchToken: null,
    behindProxy: false,
  })
  return {
    call: async (path, init) => app.request(path, init),
    enrol: async (deviceId) => {
      const token = `token-of-the-device-${deviceId}`
      const who = { deviceId, deviceName: deviceId, revoked: false, organisation: 'organisation' }
      devices.set(hashOf(token), { ...who, site, feeds: [site] })
      return { token, siteId }
    },
    texts: async () => books.texts(siteId),
    backup: () => {
      const restore = books.backup()
      return () => {
        restore()
        history += 1
        books.takeFromAnyUntil(nowMs() + 86_400_000)
      }
    },
  }
}

export async function centreOnSql(
  at: ACentre,
  siteId: string,
  nowMs: () => number,
): Promise<SimulatedCentre> {
  const siteKey = await aPoint(at)
  at.clock.nowMs = nowMs()
  const call: SimulatedCentre['call'] = async (path, init) => {
    at.clock.nowMs = nowMs()
    return at.call(path, init)
  }
  return {
    call,
    enrol: async (deviceId) => {
      const response = await call(paths.enrol, {
        method: 'POST',
        headers: { 'tuandian-protocol': '1' },
        body: JSON.stringify({
          code: await aCode(at, siteKey),
          ...{
            deviceId,
            deviceName: deviceId,
            siteId,
            siteSecret: 'a secret of the site',
            hasEntries: false,
          },
        }),
      })
      const answer = await response.json()
      return { token: answer.token, siteId: answer.site.siteId }
    },
    texts: () =>
      at.centre.books.inFeed(siteId, async (book) => (await book.page(0, 100_000)).map(({ text }) => text)),
    backup: () => undefined,
  }
}
