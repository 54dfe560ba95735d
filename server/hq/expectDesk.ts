import { z } from 'zod'
import type { Sql } from '../db/sql'
import { type Chance, codeValues, insertCode } from './enrol'
import { readCode, selectorOf, sha256Hex } from './secrets'
import { addOrganisation, addSite, findSite, listSites, Refused, type SiteLine } from './sites'

export interface DeskToCome {
  /** Chosen by whoever opens the desk, so that the desk need not wait until the centre is there. */
  readonly code: string
  /** Absent: the only site there is. */
  readonly site?: string | undefined
  /** What a site is called that is made because there is none. */
  readonly siteToMake: string
  /** It takes over what the site has, and never gives a site its feed. */
  readonly joinsOthers: boolean
}

export interface Expected {
  readonly site: string
  readonly hasFeed: boolean
  readonly used: boolean
}

/**
 * Lets the desk with this code in, for as long as any code is good; asked again, for as long once more.
 * @throws Refused
 */
export async function expectDesk(sql: Sql, coming: DeskToCome, chance: Chance): Promise<Expected> {
  const code = readCode(coming.code)
  if (code === undefined) throw new Refused('a code is eight letters and digits')
  const site = await siteFor(sql, coming, chance)
  const hasFeed = site.site_id !== null
  if (coming.joinsOthers && !hasFeed) throw new Refused(`no desk of "${site.name}" has joined yet`)
  return { site: site.name, hasFeed, used: await goodFromNow(sql, code, site.site_key, chance.nowMs) }
}

async function siteFor(sql: Sql, { site, siteToMake }: DeskToCome, chance: Chance): Promise<SiteLine> {
  if (site !== undefined) return findSite(sql, site)
  const sites = await listSites(sql)
  const [only] = sites
  if (sites.length > 1) throw new Refused('the centre has several sites: say which with --site NAME')
  if (only) return only
  const organisationId = await addOrganisation(sql, 'Tuandian', chance)
  const siteKey = await addSite(sql, { organisationId, kind: 'point', name: siteToMake }, chance.randomBytes)
  return findSite(sql, siteKey)
}

const kept = z.object({ code_hash: z.string(), site_key: z.string(), used_by: z.string().nullable() })

/** @returns whether a device has come with it */
async function goodFromNow(sql: Sql, code: string, siteKey: string, nowMs: number): Promise<boolean> {
  const selector = selectorOf(code)
  return sql.transaction(async (tx) => {
    await tx.query('delete from enrolment_codes where expires_at_ms <= $1', [nowMs])
    await tx.query(
      `${insertCode}
       on conflict (selector) do update set expires_at_ms = excluded.expires_at_ms
       where enrolment_codes.code_hash = excluded.code_hash and enrolment_codes.used_by is null`,
      codeValues(code, siteKey, nowMs),
    )
    const [row] = z
      .array(kept)
      .parse(await tx.query('select * from enrolment_codes where selector = $1', [selector]))
    if (row?.code_hash !== sha256Hex(code) || row.site_key !== siteKey)
      throw new Refused('another code begins like this one: choose another')
    return row.used_by !== null
  })
}
