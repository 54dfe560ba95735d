import { createHash } from 'node:crypto'
import type { PushOutcome, QuarantineReason } from '../../shared/contract/sync'
import type { Entry } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { isIdText } from '../../shared/kernel/ids'
import { isWellFormed } from '../../shared/kernel/wellFormed'
import { type FeedBook, type FeedBooks, keyOf, type NewEntry, type Quarantined } from './feedBook'

export interface Push {
  readonly siteId: string
  /** The device that pushes. */
  readonly deviceId: string
  /** Unread, each one for itself. */
  readonly entries: readonly unknown[]
  readonly nowMs: number
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
  const { candidates, refused } = readAll(push)
  return books.inFeed(push.siteId, async (book) => {
    const { head, bringBackUntilMs } = candidates.length > 0 ? await book.lock() : await book.heads()
    const mayBringBack = push.nowMs < bringBackUntilMs
    const own = candidates.filter(({ entry }) => entry.deviceId === push.deviceId || mayBringBack)
    const strangers = candidates.filter((candidate) => !own.includes(candidate))
    const sorted = await sortOut(book, own)
    const fresh = sorted.fresh.map((candidate) => newEntry(candidate, push))
    await book.append(fresh, head)
    const bad = [
      ...refused,
      ...strangers.map((one) => refusal(one, 'wrong-device', 'another device wrote it')),
      ...sorted.otherBody.map((one) => refusal(one, 'other-body', 'its id is taken by another body')),
    ]
    await book.setAside(bad.map((one) => quarantined(one, push)))
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
    else candidates.push({ index, entry: reading.entry, text: sealedText(reading.hashedText, reading.entry) })
  })
  return { candidates, refused }
}

/** The entry as it is kept and sent on: exactly the text the hash was made over, and the hash. */
function sealedText(hashedText: string, { hash }: Entry): string {
  return `${hashedText.slice(0, -1)},"hash":"${hash}"}`
}

/** An entry pushed twice in one push counts once, like one pushed twice in two. */
async function sortOut(
  book: FeedBook,
  candidates: readonly Candidate[],
): Promise<{ fresh: Candidate[]; known: Candidate[]; otherBody: Candidate[] }> {
  const hashes = new Map(await book.hashesOf(candidates.map(({ entry }) => entry)))
  const fresh: Candidate[] = []
  const known: Candidate[] = []
  const otherBody: Candidate[] = []
  for (const candidate of candidates) {
    const key = keyOf(candidate.entry)
    const held = hashes.get(key)
    if (held === undefined) {
      hashes.set(key, candidate.entry.hash)
      fresh.push(candidate)
    } else if (held === candidate.entry.hash) known.push(candidate)
    else otherBody.push(candidate)
  }
  return { fresh, known, otherBody }
}

function newEntry({ entry, text }: Candidate, { deviceId, nowMs }: Push): NewEntry {
  const { hash, roundId, deviceSeq } = entry
  return {
    deviceId: entry.deviceId,
    deviceSeq,
    hash,
    roundId,
    broughtBy: deviceId,
    receivedAtMs: nowMs,
    text,
  }
}

function refusal({ index, entry }: Candidate, reason: QuarantineReason, because: string): Refused {
  return { index, entryId: entry.id, reason, because }
}

function quarantined({ index, entryId, reason, because }: Refused, push: Push): Quarantined {
  const text = textOf(push.entries[index])
  return {
    bodyHash: sha256Hex(text),
    deviceId: push.deviceId,
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
  return createHash('sha256').update(text).digest('hex')
}
