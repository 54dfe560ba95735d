import { type Centre, type CentreParts, createCentre } from '../../server/createCentre'
import type { Sql } from '../../server/db/sql'
import { newEnrolmentCode } from '../../server/hq/enrol'
import { addOrganisation, addSite, packFor } from '../../server/hq/sites'
import type { Rates } from '../../server/http/parts'
import type { Log } from '../../server/log'
import {
  type EnrolAnswer,
  type EnrolRequest,
  type PushAnswer,
  paths,
  protocolHeader,
  protocolVersion,
} from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import { type Entry, firstPrevHash, type StoredFact, withHash } from '../../shared/domain/entry/entry'
import { type DeviceId, entryIdOf, idOf, type OperatorId, type SiteId } from '../../shared/kernel/ids'
import { nextStamp, unsetStampClock } from '../../shared/kernel/stamp'
import { morningMs } from '../builders/aDesk'
import { aToken } from '../builders/aToken'

/** Chance that comes out the same every time. */
export function seededBytes(seed: number): (length: number) => Uint8Array {
  let state = seed
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    })
}

const noLimits: Rates = {
  device: { burst: 100_000, perSecond: 100_000 },
  enrol: { burst: 100_000, perSecond: 100_000 },
  stranger: { burst: 100_000, perSecond: 100_000 },
}

export interface LoggedLine {
  readonly level: string
  readonly event: string
  readonly members: Readonly<Record<string, unknown>>
}

/** A centre whose clock stands still until a test moves it. */
export interface ACentre {
  readonly centre: Centre
  readonly clock: { nowMs: number }
  readonly logged: LoggedLine[]
  call(path: string, init?: RequestInit): Promise<Response>
}

type ACentreHow = Partial<Pick<CentreParts, 'rates' | 'watchToken' | 'books' | 'keepFolded'>> & {
  readonly seed?: number
}

export async function aCentre(
  sql: Sql,
  { seed = 1, rates = noLimits, ...more }: ACentreHow = {},
): Promise<ACentre> {
  const clock = { nowMs: morningMs }
  const logged: LoggedLine[] = []
  const log: Log = (level, event, members = {}) => logged.push({ level, event, members })
  const randomBytes = seededBytes(seed)
  const centre = await createCentre({ ...more, sql, nowMs: () => clock.nowMs, randomBytes, log, rates })
  return { centre, clock, logged, call: async (path, init) => centre.app.request(path, init) }
}

export type Calls = (path: string, init?: RequestInit) => Promise<Response>

let made = 0
/** A name that no other test of this run has: databases are shared between tests. */
export const fresh = (word: string): string => `${word}-${process.pid}-${++made}`

/** A new organisation with one point, and the key of that point. */
export async function aPoint(
  { centre, clock }: ACentre,
  randomBytes = seededBytes(1000 + made),
): Promise<string> {
  const chance = { nowMs: clock.nowMs, randomBytes }
  const organisationId = await addOrganisation(centre.sql, fresh('organisation'), chance)
  return addSite(centre.sql, { organisationId, kind: 'point', name: fresh('point') }, randomBytes)
}

/** A new organisation with a warehouse that packs for as many points; their keys. */
export async function aWarehouse(
  { centre: { sql }, clock }: ACentre,
  names: { readonly warehouse: string; readonly points: readonly string[] },
): Promise<{ readonly warehouse: string; readonly points: readonly string[] }> {
  const randomBytes = seededBytes(3000 + made)
  made += 1
  const organisationId = await addOrganisation(sql, fresh('organisation'), {
    nowMs: clock.nowMs,
    randomBytes,
  })
  const warehouse = await addSite(
    sql,
    { organisationId, kind: 'warehouse', name: names.warehouse },
    randomBytes,
  )
  const points: string[] = []
  for (const name of names.points) {
    const point = await addSite(sql, { organisationId, kind: 'point', name }, randomBytes)
    await packFor(sql, warehouse, point)
    points.push(point)
  }
  return { warehouse, points }
}

export function aCode({ centre, clock }: ACentre, siteKey: string, seed = 5000 + made): Promise<string> {
  made += 1
  return newEnrolmentCode(centre.sql, siteKey, {
    nowMs: clock.nowMs,
    randomBytes: seededBytes(seed + made * 77),
  })
}

type EnrolMore = Partial<
  Pick<
    EnrolRequest,
    'beside' | 'formerDevices' | 'formerToken' | 'hasEntries' | 'siteId' | 'siteSecret' | 'token'
  >
>

/** A desk as the centre knows it: it seals entries, and speaks the protocol by hand. */
export class ADeskOfTheCentre {
  siteId: string
  token = ''
  /** What it asks to be let in with, the same until it is. */
  asked = aToken()
  operatorId = 'op-1'
  answer: EnrolAnswer | undefined
  /** The last of its own that is at the centre, as far as it knows. */
  last: ChainEnd | null = null
  private prevHash = firstPrevHash
  private seq = 0
  private clock = unsetStampClock

  constructor(
    private calls: Calls,
    readonly deviceId = fresh('desk'),
    siteId = fresh('site'),
  ) {
    this.siteId = siteId
  }

  /** @param facts by default one of a kind that this version does not know: kept all the same */
  write(
    facts: readonly StoredFact[] = [{ kind: 'SomethingLater', v: 1 }],
    siteId = this.siteId,
    roundId: string | null = null,
  ): Entry {
    const deviceId = idOf<DeviceId>(this.deviceId)
    const { clock, stamp } = nextStamp(this.clock, morningMs, deviceId)
    this.clock = clock
    this.seq += 1
    const entry = withHash({
      id: entryIdOf(deviceId, this.seq),
      siteId: idOf<SiteId>(siteId),
      deviceId,
      deviceSeq: this.seq,
      operatorId: idOf<OperatorId>(this.operatorId),
      roundId: roundId === null ? null : idOf<never>(roundId),
      stamp,
      basis: 0,
      facts,
      prevHash: this.prevHash,
    })
    this.prevHash = entry.hash
    return entry
  }

  writeMany(count: number): Entry[] {
    return Array.from({ length: count }, () => this.write())
  }

  /** From now on it speaks to another centre. */
  moveTo(calls: Calls): this {
    this.calls = calls
    return this
  }

  call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set(protocolHeader, String(protocolVersion))
    if (this.token !== '') headers.set('authorization', `Bearer ${this.token}`)
    return this.calls(path, { ...init, headers })
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.call(path, { method: 'POST', body: JSON.stringify(body) })
  }

  tryToEnrol(code: string | undefined, more: EnrolMore = {}): Promise<Response> {
    return this.post('/v1/enrol', {
      token: this.asked,
      code,
      deviceId: this.deviceId,
      deviceName: 'counter 1',
      siteId: this.siteId,
      siteSecret: `secret-of-${this.siteId}`,
      hasEntries: false,
      ...more,
    })
  }

  async enrol(code: string | undefined, more: EnrolMore = {}): Promise<EnrolAnswer> {
    const response = await this.tryToEnrol(code, more)
    if (response.status !== 200) throw new Error(`not enrolled: ${await response.text()}`)
    const answer: EnrolAnswer = await response.json()
    this.answer = answer
    this.token = more.token ?? this.asked
    this.asked = aToken()
    this.siteId = answer.site.siteId
    return answer
  }

  /** Answers with what the centre says of each. */
  async push(entries: readonly unknown[]): Promise<PushAnswer> {
    const response = await this.pushing(entries)
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    const answer: PushAnswer = await response.json()
    this.went(entries, answer)
    return answer
  }

  pushing(entries: readonly unknown[]): Promise<Response> {
    return this.post(paths.push, { last: this.last, entries })
  }

  /** What of its own was taken. */
  went(entries: readonly unknown[], { outcomes }: PushAnswer): void {
    for (const { index, outcome } of outcomes) {
      if (outcome === 'quarantined') continue
      const { deviceId, deviceSeq: seq, hash } = entries[index] as Entry
      if (deviceId === this.deviceId && seq > (this.last?.seq ?? 0)) this.last = { seq, hash }
    }
  }

  async json<T>(path: string): Promise<T> {
    const response = await this.call(path)
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    return response.json()
  }

  async sent<T>(path: string, body: unknown): Promise<T> {
    const response = await this.post(path, body)
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    return response.json()
  }
}

/** A desk enrolled at a new point of a new organisation. */
export async function anEnrolledDesk(
  at: ACentre,
  { siteKey, calls = at.call }: { siteKey?: string; calls?: Calls } = {},
): Promise<ADeskOfTheCentre> {
  const desk = new ADeskOfTheCentre(calls)
  await desk.enrol(await aCode(at, siteKey ?? (await aPoint(at))))
  return desk
}
