import { hash as hashOf } from 'node:crypto'
import { entryBytes, type PushOutcome, type QuarantineReason } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { mayWrite } from '../../shared/domain/operator/roles'
import { isIdText } from '../../shared/kernel/ids'
import { isWellFormed } from '../../shared/kernel/wellFormed'
import { type FeedBooks, keyOf, type NewEntry, type Quarantined } from './feedBook'

export interface Push {
  readonly siteId: string
  /** The device that pushes. */
  readonly deviceId: string
  /** Devices whose entries it may bring along. */
  readonly predecessors?: readonly string[]
  /** Unread, each one for itself. */
  readonly entries: readonly unknown[]
  readonly nowMs: number
  /** Roles of those operators the centre named; absent: nobody is asked for one. */
  readonly rolesOf?: (operatorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export interface Accepted {
  readonly head: number
  readonly outcomes: PushOutcome[]
}

interface Candidate {
  readonly index: number
  readonly entry: Entry
  readonly text: string
}

interface Refused {
  readonly index: number
  readonly entryId: string | null
  readonly reason: QuarantineReason
  readonly because: string
}

/**
 * Takes in what is whole and new, says "known" to what is there already, and keeps aside, with a reason, what must
 * not reach other desks. Never throws for the content of an entry: one bad entry holds up no other.
 */
export async function acceptEntries(books: FeedBooks, push: Push): Promise<Accepted> {
  const { candidates: read, refused } = readAll(push)
  const barred = await barredByRole(read, push)
  const candidates = barred.length === 0 ? read : read.filter((one) => !barred.includes(one))
  return books.inFeed(push.siteId, async (book) => {
    // What is there already is asked in a second statement, sent right behind the lock and run under it.
    const [{ head, bringBackUntilMs }, held] = await Promise.all([
      candidates.length > 0 ? book.lock() : book.heads(),
      book.hashesOf(candidates.map(({ entry }) => entry)),
    ])
    const mayBringBack = push.nowMs < bringBackUntilMs
    const bringers = new Set<string>([push.deviceId, ...(push.predecessors ?? [])])
    const isOwn = ({ entry }: Candidate) => bringers.has(entry.deviceId) || mayBringBack
    const strangers = candidates.filter((candidate) => !isOwn(candidate))
    const sorted = sortOut(held, candidates.filter(isOwn))
    const fresh = sorted.fresh.map(newEntry)
    book.append(fresh, head, { broughtBy: push.deviceId, receivedAtMs: push.nowMs })
    const bad = [
      ...refused,
      ...barred.map((one) => refusal(one, 'role-not-allowed', 'the role of its operator does not allow it')),
      ...strangers.map((one) => refusal(one, 'wrong-device', 'another device wrote it')),
      ...sorted.otherBody.map((one) => refusal(one, 'other-body', 'its id is taken by another body')),
    ]
    await book.setAside(
      push.deviceId,
      bad.map((one) => quarantined(one, push)),
    )
    const outcomes = [
      ...sorted.fresh.map(({ index, entry }) => ({ index, id: entry.id, outcome: 'accepted' as const })),
      ...sorted.known.map(({ index, entry }) => ({ index, id: entry.id, outcome: 'known' as const })),
      ...bad.map(({ index, entryId, reason, because }) => ({
        index,
        id: entryId,
        outcome: 'quarantined' as const,
        reason,
        because,
      })),
    ]
    return { head: head + fresh.length, outcomes: outcomes.sort((a, b) => a.index - b.index) }
  })
}

function readAll({ siteId, entries }: Push): { candidates: Candidate[]; refused: Refused[] } {
  const candidates: Candidate[] = []
  const refused: Refused[] = []
  entries.forEach((value, index) => {
    const reading = readEntry(value, sha256Hex)
    if (!reading.ok)
      refused.push({ index, entryId: idIn(value), reason: reading.fault, because: reading.because })
    else if (reading.entry.siteId !== siteId)
      refused.push({
        index,
        entryId: reading.entry.id,
        reason: 'wrong-feed',
        because: 'it belongs to another site',
      })
    else {
      const text = sealedText(reading.hashedText, reading.entry)
      if (Buffer.byteLength(text) > entryBytes)
        refused.push({
          index,
          entryId: reading.entry.id,
          reason: 'too-large',
          because: `it has more than ${entryBytes} bytes`,
        })
      else candidates.push({ index, entry: reading.entry, text })
    }
  })
  return { candidates, refused }
}

async function barredByRole(read: readonly Candidate[], { rolesOf }: Push): Promise<readonly Candidate[]> {
  if (!rolesOf || read.length === 0) return []
  const roles = await rolesOf([...new Set(read.map(({ entry }) => entry.operatorId))])
  return roles.size === 0
    ? []
    : read.filter(({ entry }) => !mayWrite(roles.get(entry.operatorId) ?? null, entry.facts))
}

/** The entry as it is kept and sent on: exactly the text the hash was made over, and the hash. */
function sealedText(hashedText: string, { hash }: Entry): string {
  return `${hashedText.slice(0, -1)},"hash":"${hash}"}`
}

/** An entry pushed twice in one push counts once, like one pushed twice in two. */
function sortOut(
  held: ReadonlyMap<string, string>,
  candidates: readonly Candidate[],
): { fresh: Candidate[]; known: Candidate[]; otherBody: Candidate[] } {
  const hashes = new Map(held)
  const fresh: Candidate[] = []
  const known: Candidate[] = []
  const otherBody: Candidate[] = []
  for (const candidate of candidates) {
    const key = keyOf(candidate.entry)
    const hash = hashes.get(key)
    if (hash === undefined) {
      hashes.set(key, candidate.entry.hash)
      fresh.push(candidate)
    } else if (hash === candidate.entry.hash) known.push(candidate)
    else otherBody.push(candidate)
  }
  return { fresh, known, otherBody }
}

function newEntry({ entry: { deviceId, deviceSeq, hash, roundId }, text }: Candidate): NewEntry {
  return { deviceId, deviceSeq, hash, roundId, text }
}

function refusal({ index, entry }: Candidate, reason: QuarantineReason, because: string): Refused {
  return { index, entryId: entry.id, reason, because }
}

function quarantined({ index, entryId, reason, because }: Refused, push: Push): Quarantined {
  const text = textOf(push.entries[index])
  return {
    bodyHash: sha256Hex(text),
    entryId,
    reason,
    because,
    receivedAtMs: push.nowMs,
    text,
  }
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
