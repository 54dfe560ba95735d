import { hash as hashOf } from 'node:crypto'
import { entryBytes, type PushOutcome, type QuarantineReason } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { mayWrite } from '../../shared/domain/operator/roles'
import { isIdText } from '../../shared/kernel/ids'
import { isWellFormed } from '../../shared/kernel/wellFormed'
import { type FeedBooks, keyOf, type NewEntry } from './feedBook'

export interface Arriving {
  readonly siteId: string
  /** The device that pushes. */
  readonly deviceId: string
  /** Devices whose entries it may bring along. */
  readonly predecessors?: readonly string[]
  /** Feeds that it writes into besides, or once did: one chain runs through all of them. Absent where it has but one. */
  readonly otherFeeds?: readonly string[]
  /** Where given, it is an import of the centre's own, and nothing of another one may have come after this position. */
  readonly importsFrom?: number
  readonly nowMs: number
}

/** Unread, each one for itself. */
export type Unread = readonly unknown[]

/** Roles of those operators the centre named. */
export type RolesOf = (operatorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

export interface Push extends Arriving {
  /** What it believes to be the last of its own that is here, in any of these feeds. */
  readonly last: ChainEnd | null
  readonly entries: Unread
}

export interface Accepted {
  readonly head: number
  readonly outcomes: PushOutcome[]
  /** What was kept apart, by the hash under which the quarantine has it. */
  readonly apart: readonly { readonly bodyHash: string; readonly reason: QuarantineReason }[]
}

/** Nothing was taken in: the last of the device's own that is here is not of the past of the one that pushed. */
export interface OtherLast {
  readonly otherLast: ChainEnd | null
}

/** Whole, and allowed. What it was read from is let go of before the database is asked: only its text goes on. */
interface Candidate extends NewEntry {
  readonly index: number
  readonly id: string
}

interface Refused {
  readonly index: number
  readonly entryId: string | null
  readonly reason: QuarantineReason
  readonly because: string
  /** For a person to look at. */
  readonly text: string
}

export interface Judged {
  readonly candidates: readonly Candidate[]
  readonly refused: readonly Refused[]
}

/**
 * Takes in what is whole and new, says "known" to what is there already, and keeps aside, with a reason, what must
 * not reach other desks. Never throws for the content of an entry: one bad entry holds up no other.
 */
export async function acceptEntries(
  books: FeedBooks,
  { entries, last, ...arriving }: Push,
): Promise<Accepted | OtherLast> {
  const judged = await judge(entries, arriving.siteId)
  return takeIn(books, arriving, judged, [last, ...endsOf(judged, arriving.deviceId)])
}

/**
 * Where two desks write in one name, the first is taken and nothing that the other wrote since they parted: of two pasts
 * in one chain neither desk could tell any more which entries are its own. Each entry carries the hash of the one before
 * it. So all that a device brought of its own is of one past, and of the past of whoever has the last of it, however many
 * are missing.
 * @param past ends that are on the past of the desk that pushes
 */
export async function takeIn(
  books: FeedBooks,
  { siteId, deviceId, predecessors = [], otherFeeds, importsFrom, nowMs }: Arriving,
  { candidates, refused }: Judged,
  past: readonly (ChainEnd | null)[],
): Promise<Accepted | OtherLast> {
  const own = candidates.filter((candidate) => candidate.deviceId === deviceId)
  return books.inFeed(siteId, async (book) => {
    // What is there already is asked in a second statement, sent right behind the lock and run under it.
    const [beside, { head, bringBackUntilMs }, end, held, isBesideAnother] = await Promise.all([
      own.length > 0 && otherFeeds ? book.endsBeside(deviceId, otherFeeds) : [],
      candidates.length > 0 ? book.lock() : book.heads(),
      own.length > 0 ? book.endOf(deviceId) : undefined,
      book.hashesOf(candidates),
      importsFrom === undefined ? false : book.importedAfter(importsFrom, deviceId),
    ])
    const there = latest(end ? [...beside, end] : beside)
    const isNew = own.some((one) => held.get(keyOf(one)) !== one.hash)
    if (isNew && (isBesideAnother || !past.some((one) => isSame(one, there)))) return { otherLast: there }
    const bringers = new Set([deviceId, ...predecessors])
    const isOwn = (candidate: Candidate) => bringers.has(candidate.deviceId) || nowMs < bringBackUntilMs
    const strangers = candidates.filter((candidate) => !isOwn(candidate))
    const { fresh, known, otherBody } = sortOut(held, candidates.filter(isOwn))
    book.append(fresh, head, { broughtBy: deviceId, receivedAtMs: nowMs })
    const bad = [
      ...refused,
      ...strangers.map((one) => refusal(one, 'wrong-device', 'another device wrote it')),
      ...otherBody.map((one) => refusal(one, 'other-body', 'its id is taken by another body')),
    ]
    const apart = bad.map(({ index: _, ...one }) => ({
      ...one,
      bodyHash: sha256Hex(one.text),
      receivedAtMs: nowMs,
    }))
    await book.setAside(deviceId, apart)
    const outcomes = [
      ...fresh.map(({ index, id }) => ({ index, id, outcome: 'accepted' as const })),
      ...known.map(({ index, id }) => ({ index, id, outcome: 'known' as const })),
      ...bad.map(({ index, entryId, reason, because }) => ({
        index,
        id: entryId,
        outcome: 'quarantined' as const,
        reason,
        because,
      })),
    ]
    return { head: head + fresh.length, outcomes: outcomes.sort((a, b) => a.index - b.index), apart }
  })
}

/** Of the device's own in it. */
export function endsOf({ candidates }: Judged, deviceId: string): ChainEnd[] {
  return candidates.filter((one) => one.deviceId === deviceId).map(endAt)
}

/** Reads them, and asks for roles where it is said whom. What they were read from may be let go of then. */
export async function judge(values: Unread, siteId: string, rolesOf?: RolesOf): Promise<Judged> {
  const { whole, refused } = readAll(values, siteId)
  const roles = await rolesOf?.([...new Set(whole.map(({ entry }) => entry.operatorId))])
  const candidates: Candidate[] = []
  for (const { index, entry, text } of whole) {
    const { id, deviceId, deviceSeq, hash, roundId, operatorId, facts } = entry
    if (roles === undefined || mayWrite(roles.get(operatorId) ?? null, facts))
      candidates.push({ index, id, deviceId, deviceSeq, hash, roundId, text })
    else
      refused.push(
        refusal({ index, id, text }, 'role-not-allowed', 'the role of its operator does not allow it'),
      )
  }
  return { candidates, refused }
}

interface Whole {
  readonly index: number
  readonly entry: Entry
  readonly text: string
}

function readAll(values: Unread, siteId: string): { whole: Whole[]; refused: Refused[] } {
  const whole: Whole[] = []
  const refused: Refused[] = []
  for (const [index, value] of values.entries()) {
    const refuse = (entryId: string | null, reason: QuarantineReason, because: string) =>
      refused.push({ index, entryId, reason, because, text: textOf(value) })
    const reading = readEntry(value, sha256Hex)
    if (!reading.ok) {
      refuse(idIn(value), reading.fault, reading.because)
      continue
    }
    const { entry, hashedText } = reading
    const text = sealedText(hashedText, entry)
    if (entry.siteId !== siteId) refuse(entry.id, 'wrong-feed', 'it belongs to another site')
    else if (Buffer.byteLength(text) > entryBytes)
      refuse(entry.id, 'too-large', `it has more than ${entryBytes} bytes`)
    else whole.push({ index, entry, text })
  }
  return { whole, refused }
}

/** The entry as it is kept and sent on: exactly the text the hash was made over, and the hash. */
function sealedText(hashedText: string, { hash }: Entry): string {
  return `${hashedText.slice(0, -1)},"hash":"${hash}"}`
}

const endAt = ({ deviceSeq: seq, hash }: Candidate): ChainEnd => ({ seq, hash })

function latest(ends: readonly ChainEnd[]): ChainEnd | null {
  return ends.reduce<ChainEnd | null>((last, one) => (one.seq > (last?.seq ?? 0) ? one : last), null)
}

const isSame = (one: ChainEnd | null, other: ChainEnd | null) =>
  one?.seq === other?.seq && one?.hash === other?.hash

interface SortedOut {
  readonly fresh: Candidate[]
  readonly known: Candidate[]
  readonly otherBody: Candidate[]
}

/** An entry pushed twice in one push counts once, like one pushed twice in two. */
function sortOut(held: ReadonlyMap<string, string>, candidates: readonly Candidate[]): SortedOut {
  const hashes = new Map(held)
  const sorted: SortedOut = { fresh: [], known: [], otherBody: [] }
  for (const candidate of candidates) {
    const key = keyOf(candidate)
    const hash = hashes.get(key)
    if (hash === candidate.hash) sorted.known.push(candidate)
    else if (hash !== undefined) sorted.otherBody.push(candidate)
    else {
      hashes.set(key, candidate.hash)
      sorted.fresh.push(candidate)
    }
  }
  return sorted
}

function refusal(
  { index, id, text }: Pick<Candidate, 'index' | 'id' | 'text'>,
  reason: QuarantineReason,
  because: string,
): Refused {
  return { index, entryId: id, reason, because, text: text.slice(0, mostKeptText) }
}

const mostKeptText = 100_000

/** JSON again, for a person to look at; what is nested too deeply to be written is named only. */
function textOf(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? 'null').slice(0, mostKeptText)
  } catch {
    return 'nested too deeply to be written down'
  }
}

function idIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return isIdText(value.id) && isWellFormed(value.id) ? value.id : null
}

function sha256Hex(text: string): string {
  return hashOf('sha256', text)
}
