import { Hono } from 'hono'
import type { z } from 'zod'
import {
  type EraseAnswer,
  type IdentitiesAnswer,
  type IdentitiesPushAnswer,
  identitiesPush,
} from '../../shared/contract/people'
import {
  type DevicesAnswer,
  entriesRequest,
  type PushAnswer,
  type PushOutcome,
  pageBytes,
  pageRequest,
  paths,
  pushRequest,
  type SeenAnswer,
} from '../../shared/contract/sync'
import { isIdText } from '../../shared/kernel/ids'
import { isWellFormed } from '../../shared/kernel/wellFormed'
import { type Accepted, endsOf, type Judged, judge, takeIn, type Unread } from '../feed/acceptEntries'
import { openMark, type Place, sealMark } from '../feed/historyMark'
import { eraseIdentities, keepIdentities } from '../feed/keepIdentities'
import { seenRanges } from '../feed/seenRanges'
import { placedText } from '../feed/segments'
import { type CentreContext, type CentreEnv, route, send, sendJson } from './answer'
import { callerByNow, checkEpoch, feedOf } from './authenticate'
import { jsonBody } from './body'
import type { Parts } from './parts'
import { busyForS, Refusal, readAs } from './refusal'

/** What desks do with the live end of a feed. */
export function feedRoutes(parts: Parts): Hono<CentreEnv> {
  const { books } = parts
  return new Hono<CentreEnv>()
    .get(route(paths.entries(':siteId')), (c) => page(c, parts))
    .post(paths.push, (c) => push(c, parts))
    .get(route(paths.seen(':siteId')), async (c) => {
      const siteId = feedOf(c)
      const { deviceId, epoch } = c.get('caller')
      const answer = await books.inFeed(siteId, async (book): Promise<SeenAnswer> => {
        const { head } = await book.heads()
        return { epoch, head, ...seenRanges((await book.ranges(deviceId)).get(deviceId) ?? []) }
      })
      return send(c, answer)
    })
    .get(route(paths.devices(':siteId')), async (c) => {
      const siteId = feedOf(c)
      const answer = await books.inFeed(siteId, async (book): Promise<DevicesAnswer> => {
        const { head, bringBackUntilMs } = await book.heads()
        const devices = [...(await book.ranges())].map(([deviceId, runs]) => ({
          deviceId,
          ...seenRanges(runs),
        }))
        return { epoch: c.get('caller').epoch, head, bringBack: parts.nowMs() < bringBackUntilMs, devices }
      })
      return send(c, answer)
    })
}

async function page(c: CentreContext, parts: Parts): Promise<Response> {
  const { siteId, epoch: shown, after, limit, mark } = askedFor(c, entriesRequest)
  const { epoch, markKey } = c.get('caller')
  if (shown !== undefined && shown !== epoch && mark !== undefined)
    await hearOf(c, parts, { epoch: shown, siteId, position: after }, mark)
  checkEpoch(c, shown)
  // The entry that the desk has last comes along: it has to stand where it stood.
  const from = Math.max(0, after - 1)
  const [{ head }, placed] = await parts.books.inFeed(siteId, (book) =>
    Promise.all([book.heads(), book.page(from, after - from + limit, pageBytes)]),
  )
  const place = { epoch, siteId, position: after }
  const [first] = placed
  const stands = first?.position === after ? first : undefined
  const stood = mark === undefined ? undefined : openMark(markKey, place, mark)
  if (stood !== undefined && stood !== stands?.arrival) return beginAnew(parts, place, stood)
  const last = placed.at(-1)
  const marked =
    last === undefined
      ? ''
      : `"mark":"${sealMark(markKey, { ...place, position: last.position }, last.arrival)}",`
  const known = Math.max(head, last?.position ?? 0)
  const entries = placedText(stands ? placed.slice(1) : placed)
  return sendJson(c, `{"epoch":${JSON.stringify(epoch)},"head":${known},${marked}"entries":[${entries}]}`)
}

/**
 * What stood at the desk's position is gone: somebody put an older database in place. Looked at once more under the
 * feed's lock, which only the database that is written to gives: one that lags behind it has lost nothing.
 * @throws Refusal always
 */
async function beginAnew(parts: Parts, place: Place, stood: string): Promise<never> {
  const { siteId: site, position } = place
  const [there] = await parts.books.inFeed(site, async (book) => {
    await book.lock()
    return book.page(position - 1, 1)
  })
  if (there?.position === position && there.arrival === stood) throw new Refusal('busy', {}, busyForS)
  const epoch = await parts.beginAfter(place.epoch, place)
  parts.log('error', 'entries-lost', { site, position, epoch })
  throw new Refusal('epoch', { epoch })
}

/**
 * What the centre sealed in an epoch it has never heard of shows that somebody put a database in place that is older
 * than that epoch. @throws Refusal where it is, with the epoch that begins for it
 */
async function hearOf(c: CentreContext, parts: Parts, place: Place, mark: string): Promise<void> {
  const { epoch: held, markKey } = c.get('caller')
  if (openMark(markKey, place, mark) === undefined) return
  const { siteId: site, position } = place
  const epoch = await parts.beginAfter(held, place)
  if (epoch === held) return
  // Another copy of the centre knows of it by now.
  if (epoch === place.epoch) throw new Refusal('busy', {}, busyForS)
  parts.log('error', 'entries-lost', { site, position, epoch })
  throw new Refusal('epoch', { epoch })
}

/** After so long what has not had its turn is left for the next push: the gate is not held for longer. */
const longestMs = 2_000

/**
 * Entry after entry in the order of the push, those for one feed that stand together in one transaction: whatever happens
 * in between, the centre has no later entry of a desk without those before it.
 */
async function push(c: CentreContext, parts: Parts): Promise<Response> {
  const asked = c.get('caller')
  // Given a point while this was on its way, another PC in its name may have written there: that counts.
  const caller = asked.site.kind === 'warehouse' ? await callerByNow(c, parts) : asked
  const { deviceId, predecessors, epoch, site, feeds, formerFeeds } = caller
  const siteIds = feeds.map(({ siteId }) => siteId)
  const { runs, past } = await pushedIn(c, parts, siteIds)
  const outcomes: PushOutcome[] = []
  const untilMs = parts.nowMs() + longestMs
  for (let run = runs.shift(); run && parts.nowMs() <= untilMs; run = runs.shift()) {
    const { siteId, from, judged } = run
    const arriving = { siteId, deviceId, predecessors, nowMs: parts.nowMs() }
    const otherFeeds = [...siteIds, ...formerFeeds].filter((one) => one !== siteId)
    // A warehouse that packs for nobody yet may be given a point at this very moment.
    const chain = otherFeeds.length > 0 || site.kind === 'warehouse' ? { otherFeeds } : {}
    const taken = await takeIn(parts.books, { ...arriving, ...chain }, judged, past)
    if ('otherLast' in taken) {
      if (outcomes.length === 0) throw new Refusal('other-last', { last: taken.otherLast })
      break
    }
    noteOutcomes(parts, { siteId, deviceId }, taken)
    outcomes.push(...taken.outcomes.map((one) => ({ ...one, index: from + one.index })))
  }
  return send(c, { epoch, outcomes } satisfies PushAnswer)
}

function noteOutcomes(
  { metrics, log, tell }: Parts,
  { siteId, deviceId }: { readonly siteId: string; readonly deviceId: string },
  { head, outcomes, apart }: Accepted,
): void {
  for (const { reason, bodyHash } of apart) {
    metrics.count('entries', { outcome: 'quarantined', reason })
    log(reason === 'other-body' ? 'error' : 'warn', 'entry-set-aside', {
      site: siteId,
      device: deviceId,
      apart: bodyHash.slice(0, 12),
      reason,
    })
  }
  for (const outcome of ['accepted', 'known'] as const) {
    const count = outcomes.filter((one) => one.outcome === outcome).length
    if (count > 0) metrics.count('entries', { outcome }, count)
    if (count > 0 && outcome === 'accepted') tell({ siteId, head, identities: 0 })
  }
}

/** Entries that stand together and are for the same feed; `from` is the place of the first in the push. */
interface Run {
  readonly siteId: string
  readonly from: number
  readonly judged: Judged
}

/** All of it is read before anything is taken in: what waits for the database is text. */
async function pushedIn(c: CentreContext, { rolesOf }: Parts, siteIds: readonly string[]) {
  const { deviceId } = c.get('caller')
  const { last, entries } = readAs(pushRequest, await jsonBody(c))
  const runs: Run[] = []
  for (const { siteId, from, upTo } of spansIn(entries, siteIds))
    runs.push({ siteId, from, judged: await judge(entries.slice(from, upTo), siteId, rolesOf) })
  return { runs, past: [last, ...runs.flatMap(({ judged }) => endsOf(judged, deviceId))] }
}

/** What is for none of these feeds is kept aside in the device's own. */
function spansIn(entries: Unread, siteIds: readonly string[]) {
  const [own = ''] = siteIds
  const spans: { siteId: string; from: number; upTo: number }[] = []
  for (const [index, entry] of entries.entries()) {
    const siteId = siteIds.find((one) => one === siteOf(entry)) ?? own
    const span = spans.at(-1)
    if (span?.siteId === siteId) span.upTo = index + 1
    else spans.push({ siteId, from: index, upTo: index + 1 })
  }
  return spans
}

const siteOf = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'siteId' in entry ? entry.siteId : undefined

/** People; in a router of their own, so that nothing else here touches them. */
export function identityRoutes(parts: Parts): Hono<CentreEnv> {
  const { books } = parts
  return new Hono<CentreEnv>()
    .get(route(paths.identities(':siteId')), async (c) => {
      const { siteId, epoch: shown, after, limit } = askedFor(c, pageRequest)
      checkEpoch(c, shown)
      const { epoch } = c.get('caller')
      const answer = await books.inFeed(siteId, async (book): Promise<IdentitiesAnswer> => {
        const { identities: head } = await book.heads()
        const changed = await book.identities(after, limit)
        return { epoch, head: Math.max(head, changed.at(-1)?.change ?? 0), identities: [...changed] }
      })
      return send(c, answer)
    })
    .post(route(paths.identities(':siteId')), async (c) => {
      const siteId = feedOf(c)
      const { rows } = readAs(identitiesPush, await jsonBody(c))
      const { head, kept, conflicts, refused } = await keepIdentities(books, siteId, rows)
      if (kept > 0) parts.tell({ siteId, head: 0, identities: head })
      const answer = { epoch: c.get('caller').epoch, head, conflicts: [...conflicts], refused: [...refused] }
      return send(c, answer satisfies IdentitiesPushAnswer)
    })
    .delete(route(paths.identity(':siteId', ':householdId')), async (c) => {
      const siteId = feedOf(c)
      const householdId = c.req.param('householdId')
      if (!isIdText(householdId) || !isWellFormed(householdId)) throw new Refusal('not-found')
      const { head } = await eraseIdentities(books, siteId, [householdId])
      parts.tell({ siteId, head: 0, identities: head })
      return send(c, { epoch: c.get('caller').epoch, head } satisfies EraseAnswer)
    })
}

/** Which page of which feed. @throws Refusal where it is asked for wrongly */
function askedFor<T extends object>(c: CentreContext, request: z.ZodType<T>) {
  const siteId = feedOf(c)
  return { ...readAs(request, c.req.query()), siteId }
}
