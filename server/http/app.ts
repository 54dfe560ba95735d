import { finished } from 'node:stream'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { routePath } from 'hono/route'
import { deskName } from '../../shared/contract/deskLine'
import {
  enrolRequest,
  type MeAnswer,
  meRequest,
  nowHeader,
  paths,
  protocolHeader,
  pushBytes,
  type SeqRange,
} from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { codeOf } from '../codeOf'
import { databaseRefused } from '../db/databaseRefused'
import { DatabaseBusy } from '../db/sql'
import type { FeedBook } from '../feed/feedBook'
import { seenRanges } from '../feed/seenRanges'
import { faultOf } from '../log'
import { addressOf, type CentreContext, type CentreEnv, checkProtocol, send } from './answer'
import { authenticate } from './authenticate'
import { blobRoutes } from './blobRoutes'
import { checkAnnounced, jsonBody } from './body'
import { feedRoutes, identityRoutes } from './feedRoutes'
import { Gate } from './gate'
import { historyRoutes } from './historyRoutes'
import type { Parts } from './parts'
import { noticeProxy } from './proxyNotice'
import { RateLimit } from './rateLimit'
import { Refusal, readAs, refusalOf } from './refusal'
import { reportRoutes } from './reportRoutes'
import { streamRoute } from './streamRoute'
import { watchRoutes } from './watchRoutes'

/** The centre as one function from a request to an answer. */
export function createApp(parts: Parts): Hono<CentreEnv> {
  const app = new Hono<CentreEnv>()
  app.options('*', cors(fromAnyDesk))
  app.use(async (c, next) => {
    c.set('device', null)
    const began = parts.nowMs()
    await next()
    // Set on the answer that is there: by `c.header` it would be made anew for each.
    const { headers } = c.res
    for (const [name, value] of inEveryAnswer) headers.set(name, value)
    headers.set(nowHeader, String(parts.nowMs()))
    note(c, parts, parts.nowMs() - began)
  })
  app.onError((error, c) => answerRefusal(error, c, parts))
  app.notFound((c) => answerRefusal(new Refusal('not-found'), c, parts))
  app.route('/', watchRoutes(parts))
  app.use('/v1/*', noticeProxy(parts))
  app.use('/v1/*', async (c, next) => {
    checkProtocol(c)
    await next()
  })
  app.use('/v1/*', async (c, next) => {
    checkAnnounced(c)
    await next()
  })
  app.post(paths.enrol, enrolling(parts))
  const gateOf = gates(parts)
  app.use('/v1/*', (c, next) => gateOf(c).admit(c, next))
  app.use('/v1/*', authenticate(parts))
  app.use('/v1/*', (c, next) => gateOf(c).enter(c, next))
  app.get(paths.me, (c) => me(c, parts))
  app.put(paths.me, (c) => nameMe(c, parts))
  app.route('/', feedRoutes(parts))
  app.route('/', identityRoutes(parts))
  app.route('/', historyRoutes(parts))
  app.route('/', reportRoutes(parts))
  app.route('/', streamRoute(parts))
  app.route('/', blobRoutes(parts))
  return app
}

/** Pushes have their own, so that they and what desks ask besides do not wait for one another. */
function gates(parts: Parts): (c: CentreContext) => Gate {
  const pushes = new Gate(parts, { name: 'pushes', inside: 8, guessMs: 300 })
  const questions = new Gate(parts, { name: 'questions', inside: 8, guessMs: 30 })
  return ({ req }) => (req.method === 'POST' && req.path === paths.push ? pushes : questions)
}

/** A desk is a page of another origin. Nothing is sent along by itself: what opens the centre is the token. */
const fromAnyDesk = {
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  allowHeaders: ['authorization', 'content-type', 'content-encoding', 'if-none-match', protocolHeader],
  exposeHeaders: ['accept-encoding', 'etag', 'retry-after', nowHeader],
  maxAge: 7200,
}

const inEveryAnswer = [
  ['access-control-allow-origin', fromAnyDesk.origin],
  ['access-control-expose-headers', fromAnyDesk.exposeHeaders.join(',')],
  ['accept-encoding', 'gzip'],
  ['x-content-type-options', 'nosniff'],
] as const

async function answerRefusal(error: unknown, c: CentreContext, parts: Parts): Promise<Response> {
  if (hasGone(error, c)) {
    c.get('release')?.()
    return c.body(null, 408)
  }
  const refusal = refusalOf(error)
  const { code } = refusal.problem
  if (code === 'broken') parts.log('error', 'broken', faultOf(error))
  const refused = databaseRefused(error)
  if (refused !== undefined) parts.log('error', 'database-refuses', { what: refused })
  else if (error instanceof DatabaseBusy) parts.log('warn', 'database-busy', { what: error.message })
  parts.metrics.count('refusals', { code })
  if (refusal.retryAfterS !== undefined) c.header('retry-after', String(refusal.retryAfterS))
  c.header('cache-control', 'no-store')
  c.get('release')?.()
  await readToItsEnd(c)
  return c.json(refusal.problem, refusal.status)
}

/** Went away, or was cut off, before all it had to say was here: nobody is told anything, and nothing is broken. */
function hasGone(error: unknown, { env }: CentreContext): boolean {
  const incoming = env?.incoming
  return codeOf(error) === 'ECONNRESET' && incoming?.destroyed === true && !incoming.complete
}

/**
 * Answered while it still sends, a desk would see a broken connection instead of the answer. What is too long, or
 * does not say how long it is, is cut off all the same.
 */
async function readToItsEnd({ req, env }: CentreContext): Promise<void> {
  const length = Number(req.header('content-length') ?? 0)
  const incoming = env?.incoming
  if (!incoming || incoming.readableDidRead || !(length > 0 && length <= pushBytes)) return
  // One that went away by itself has come to its end as well.
  await new Promise((resolve) => finished(incoming.resume(), resolve))
}

function note(c: CentreContext, parts: Parts, ms: number): void {
  // The pattern, not the address: that one names households.
  const path = routePath(c, -1)
  const known = c.res.status === 404 && path.endsWith('*') ? 'elsewhere' : path
  parts.metrics.count('requests', { method: c.req.method, route: known, status: c.res.status })
  parts.metrics.observe(known, ms)
  parts.log('debug', 'request', {
    method: c.req.method,
    route: known,
    status: c.res.status,
    ms,
    device: c.get('device'),
  })
}

function enrolling(parts: Parts): (c: CentreContext) => Promise<Response> {
  const limit = new RateLimit(parts.rates.enrol, parts.nowMs)
  return async (c) => {
    limit.take(addressOf(c, parts.behindProxy))
    const request = readAs(enrolRequest, await jsonBody(c))
    const { randomBytes } = parts
    const enrolment = await parts.enrol(request, { nowMs: parts.nowMs(), randomBytes })
    if (!enrolment.ok) throw new Refusal(enrolment.because)
    parts.log('info', 'enrolled', { device: request.deviceId, site: enrolment.answer.site.siteId })
    return send(c, enrolment.answer)
  }
}

async function me(c: CentreContext, { books, operatorsOf, desksOf }: Parts): Promise<Response> {
  const { deviceId, deviceName, organisation, site, feeds, formerFeeds, predecessors, epoch } =
    c.get('caller')
  const { upTo } = readAs(meRequest, c.req.query())
  const runs: SeqRange[] = []
  const former: MeAnswer['formerFeeds'] = []
  let last: Awaited<ReturnType<FeedBook['lastOf']>>
  const siteIds = feeds.map(({ siteId }) => siteId)
  for (const siteId of [...siteIds, ...formerFeeds]) {
    const isFormer = formerFeeds.includes(siteId)
    const [ranges, there, heads] = await books.inFeed(siteId, (book) =>
      Promise.all([
        isFormer ? undefined : book.ranges(deviceId),
        book.lastOf(deviceId, upTo),
        isFormer ? book.heads() : undefined,
      ]),
    )
    runs.push(...(ranges?.get(deviceId) ?? []))
    if (heads) former.push({ siteId, identities: heads.identities })
    if (there && there.seq > (last?.seq ?? 0)) last = there
  }
  const device = { deviceId, name: deviceName }
  return send(c, {
    epoch,
    device,
    organisation,
    site,
    feeds: [...feeds],
    formerFeeds: former,
    predecessors: [...predecessors],
    operators: await operatorsOf(site.siteId),
    desks: await desksOf(siteIds),
    ...seenRanges(runs),
    last: last ? linkOf(last.text) : null,
  } satisfies MeAnswer)
}

function linkOf(text: string): MeAnswer['last'] {
  const { deviceSeq: seq, hash, prevHash }: Entry = JSON.parse(text)
  return { seq, hash, prevHash }
}

async function nameMe(c: CentreContext, { nameDesk }: Parts): Promise<Response> {
  const named = readAs(deskName, await jsonBody(c))
  const { deviceId, deviceName } = c.get('caller')
  if (named.name !== deviceName) await nameDesk(deviceId, named.name)
  return send(c, named)
}
