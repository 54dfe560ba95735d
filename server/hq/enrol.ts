import { z } from 'zod'
import type { EnrolAnswer, EnrolRequest } from '../../shared/contract/sync'
import type { Queries, Sql } from '../db/sql'
import { callerByDevice, openFeed, readSite, type Site } from './accounts'
import { newCode, newId, newToken, type RandomBytes, readCode, selectorOf, sha256Hex } from './secrets'

export const codeLifeMs = 10 * 60_000
export const codeTries = 5

export interface Chance {
  readonly nowMs: number
  readonly randomBytes: RandomBytes
}

/** A code for one more device at the site; for ten minutes, for one device, five tries. */
export async function newEnrolmentCode(
  sql: Sql,
  siteKey: string,
  { nowMs, randomBytes }: Chance,
): Promise<string> {
  return sql.transaction(async (tx) => {
    await tx.query('delete from enrolment_codes where expires_at_ms <= $1', [nowMs])
    for (;;) {
      const code = newCode(randomBytes)
      const made = await tx.query(
        `${insertCode} on conflict do nothing returning selector`,
        codeValues(code, siteKey, nowMs),
      )
      if (made.length > 0) return code
    }
  })
}

/** For `codeValues`. A code that is given out once more stays as old as it was: `revoked` goes by it. */
export const insertCode = `
  insert into enrolment_codes (selector, code_hash, site_key, made_at_ms, expires_at_ms, tries_left)
  values ($1, $2, $3, $4, $5, $6)`

export function codeValues(code: string, siteKey: string, nowMs: number): readonly unknown[] {
  return [selectorOf(code), sha256Hex(code), siteKey, nowMs, nowMs + codeLifeMs, codeTries]
}

export type Enrolment =
  | {
      readonly ok: true
      readonly answer: EnrolAnswer
    }
  | { readonly ok: false; readonly because: 'wrong-code' | 'other-site' | 'secret-lost' | 'token-void' }

/**
 * Makes the device one of the site's. The first desk of a site without a feed brings its own site id and secret;
 * a later one takes over the site's, unless it has entries under another: that one is refused, and its code stays
 * good; but not one the site knows, for a desk of a warehouse has entries of several. So is a first one with entries that lost its secret: with a new one the same people would become others.
 * The same device with another token: the one before is void, and lets nobody in again, whatever comes late. One that
 * takes another's place, or goes on beside it, needs no code, but the other's token. One that was revoked is let in
 * with a code that was made since, and by nothing else. A code lets in nothing that is another site's: else whoever
 * has one could put any desk of the organisation out.
 */
export function enrol(sql: Sql, request: EnrolRequest, chance: Chance): Promise<Enrolment> {
  return sql.transaction(async (tx) => {
    const former = await formerDevice(tx, request)
    const siteKey = former?.siteKey ?? (await siteOfCode(tx, request, chance.nowMs))
    if (siteKey === undefined) return { ok: false, because: 'wrong-code' }
    const [row] = await tx.query('select * from sites where site_key = $1 for update', [siteKey])
    const site = readSite(row)
    if (await isElsewhere(tx, site, request.deviceId)) return { ok: false, because: 'other-site' }
    if (await isTaken(tx, request)) return { ok: false, because: 'token-void' }
    if (!site.feed && request.siteSecret === null && request.hasEntries)
      return { ok: false, because: 'secret-lost' }
    const feed = site.feed ?? (await firstFeed(tx, site, request, chance))
    const isOther = feed?.siteId !== request.siteId && request.hasEntries
    if (feed === undefined || (isOther && !(await isHere(tx, site, request.deviceId))))
      return { ok: false, because: 'other-site' }
    await register(tx, site, request, chance.nowMs)
    await takeOver(tx, site, request, chance)
    if (former && request.beside)
      await tx.query('update devices set twin_of = $2 where device_id = $1', [
        request.deviceId,
        former.deviceId,
      ])
    else if (former) await takePlace(tx, former.deviceId, request.deviceId, chance.nowMs)
    else
      await tx.query('update enrolment_codes set used_by = $2 where selector = $1', [
        selectorOf(readCode(request.code ?? '') ?? ''),
        request.deviceId,
      ])
    const caller = await callerByDevice(tx, request.deviceId)
    if (!caller) throw new Error('the device was registered and is not there')
    const { organisation, feeds, epoch } = caller
    return {
      ok: true,
      answer: { organisation, site: caller.site, siteSecret: feed.siteSecret, feeds: [...feeds], epoch },
    }
  })
}

const formerRow = z.object({ device_id: z.string(), site_key: z.string() })

/**
 * Whose place the new device takes: one that is let in, or that the same new device has succeeded already; but not
 * once that one was revoked.
 */
async function formerDevice(
  tx: Queries,
  { formerToken, deviceId }: EnrolRequest,
): Promise<{ readonly deviceId: string; readonly siteKey: string } | undefined> {
  if (formerToken === undefined) return undefined
  const rows = await tx.query(
    `select device_id, site_key from devices where token_hash = $1 and device_id <> $2
       and (revoked_at_ms is null or successor = $2)
       and not exists (select from devices as new where new.device_id = $2 and new.revoked_at_ms is not null)
     for update`,
    [sha256Hex(formerToken), deviceId],
  )
  const [found] = z.array(formerRow).parse(rows)
  return found && { deviceId: found.device_id, siteKey: found.site_key }
}

/** Whatever the former had succeeded to itself goes over as well. */
async function takePlace(tx: Queries, former: string, deviceId: string, nowMs: number): Promise<void> {
  await tx.query(
    `update devices set twin_of = former.twin_of from devices as former
     where devices.device_id = $2 and former.device_id = $1`,
    [former, deviceId],
  )
  await tx.query(
    `update devices set successor = $2, revoked_at_ms = coalesce(revoked_at_ms, $3)
     where device_id = $1 or successor = $1`,
    [former, deviceId, nowMs],
  )
}

/**
 * What a desk wrote before its records were damaged, under a device that was never enrolled or that the owner has
 * revoked: the next device of the site brings it. One that is let in speaks for itself.
 */
async function takeOver(
  tx: Queries,
  { siteKey }: Site,
  { deviceId, formerDevices = [] }: EnrolRequest,
  { nowMs, randomBytes }: Chance,
): Promise<void> {
  for (const former of formerDevices.filter((one) => one !== deviceId))
    await tx.query(
      `insert into devices (device_id, site_key, name, token_hash, enrolled_at_ms, revoked_at_ms, successor)
       values ($1, $2, $1, $3, $4, $4, $5)
       on conflict (device_id) do update set successor = excluded.successor
       where devices.site_key = excluded.site_key and devices.revoked_at_ms is not null`,
      [former, siteKey, sha256Hex(newToken(randomBytes)), nowMs, deviceId],
    )
}

const codeRow = z.object({
  code_hash: z.string(),
  site_key: z.string(),
  made_at_ms: z.coerce.number(),
  expires_at_ms: z.coerce.number(),
  tries_left: z.number(),
  used_by: z.string().nullable(),
})

/** The site of a code that is good for this device; a wrong try is counted against the code it began like. */
async function siteOfCode(
  tx: Queries,
  { code, deviceId }: EnrolRequest,
  nowMs: number,
): Promise<string | undefined> {
  const read = readCode(code ?? '')
  if (read === undefined) return undefined
  const rows = await tx.query('select * from enrolment_codes where selector = $1 for update', [
    selectorOf(read),
  ])
  const [kept] = z.array(codeRow).parse(rows)
  if (!kept || kept.expires_at_ms <= nowMs || kept.tries_left <= 0) return undefined
  if (kept.code_hash !== sha256Hex(read)) {
    await tx.query('update enrolment_codes set tries_left = tries_left - 1 where selector = $1', [
      selectorOf(read),
    ])
    return undefined
  }
  const isTaken = kept.used_by !== null && kept.used_by !== deviceId
  return isTaken || (await wasRevokedSince(tx, deviceId, kept.made_at_ms)) ? undefined : kept.site_key
}

async function wasRevokedSince(tx: Queries, deviceId: string, sinceMs: number): Promise<boolean> {
  const rows = await tx.query('select 1 from devices where device_id = $1 and revoked_at_ms > $2', [
    deviceId,
    sinceMs,
  ])
  return rows.length > 0
}

async function firstFeed(
  tx: Queries,
  { siteKey }: Site,
  { siteId, siteSecret: brought, hasEntries }: EnrolRequest,
  { randomBytes }: Chance,
): Promise<{ siteId: string; siteSecret: string } | undefined> {
  const siteSecret = brought ?? newToken(randomBytes)
  const taken = await tx.query('select 1 from sites where site_id = $1', [siteId])
  if (taken.length > 0 && hasEntries) return undefined
  const feed = taken.length > 0 ? { siteId: newId(randomBytes), siteSecret } : { siteId, siteSecret }
  await openFeed(tx, siteKey, feed)
  return feed
}

/** Whether another site has the device: its token is not for us to replace. */
async function isElsewhere(tx: Queries, { siteKey }: Site, deviceId: string): Promise<boolean> {
  const rows = await tx.query('select 1 from devices where device_id = $1 and site_key <> $2', [
    deviceId,
    siteKey,
  ])
  return rows.length > 0
}

/** Whether the device is one of the site's already. */
async function isHere(tx: Queries, { siteKey }: Site, deviceId: string): Promise<boolean> {
  const rows = await tx.query('select 1 from devices where device_id = $1 and site_key = $2', [
    deviceId,
    siteKey,
  ])
  return rows.length > 0
}

/** Whether the token was the device's before and is void, or is another device's. */
async function isTaken(tx: Queries, { token, deviceId }: EnrolRequest): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from former_tokens where token_hash = $1
     union all select 1 from devices where token_hash = $1 and device_id <> $2`,
    [sha256Hex(token), deviceId],
  )
  return rows.length > 0
}

/** Asked again by a device that is in with this very token, nothing changes: it is called what it said since. */
async function register(
  tx: Queries,
  { siteKey }: Site,
  { token, deviceId, deviceName }: EnrolRequest,
  nowMs: number,
): Promise<void> {
  await tx.query(
    `with former as (
       insert into former_tokens select token_hash from devices where device_id = $1 and token_hash <> $4)
     insert into devices (device_id, site_key, name, token_hash, enrolled_at_ms) values ($1, $2, $3, $4, $5)
     on conflict (device_id) do update set site_key = excluded.site_key, name = excluded.name,
       token_hash = excluded.token_hash, enrolled_at_ms = excluded.enrolled_at_ms, revoked_at_ms = null,
       successor = null, twin_of = null
     where devices.token_hash <> excluded.token_hash or devices.revoked_at_ms is not null`,
    [deviceId, siteKey, deviceName, sha256Hex(token), nowMs],
  )
}
