import {
  emptyReport,
  type ReportPart,
  type RoundReport,
  reportKeys,
  reportParts,
} from '../../shared/domain/report/reportRows'
import { canonicalJson } from '../../shared/kernel/canonicalJson'
import type { FeedBooks } from './feedBook'
import { type Breathe, foldReport } from './keepReports'

/** A kept row that the entries do not say so, or one they say and nobody kept. */
export interface ReportFault {
  readonly part: ReportPart
  readonly roundId: string
  readonly id: string
  readonly fault: 'missing' | 'too-much' | 'differs'
  /** Members that differ. */
  readonly members: readonly string[]
}

export interface ReportCheck {
  /** Up to where it was compared. */
  readonly position: number
  readonly rounds: number
  readonly faults: readonly ReportFault[]
}

/** Folds every round from its entries and compares what is kept with it, row by row. */
export async function checkReports(books: FeedBooks, siteId: string, breathe: Breathe): Promise<ReportCheck> {
  const { position, rounds } = await books.inFeed(siteId, async (book) => {
    const position = (await book.reportsAt())?.position ?? 0
    const kept = await book.reported('rounds')
    const written = await book.roundsSince(0, position)
    return { position, rounds: [...new Set([...written, ...kept.map(({ roundId }) => roundId)])].sort() }
  })
  const faults: ReportFault[] = []
  for (const roundId of rounds) {
    const kept = await books.inFeed(siteId, (book) => book.reportOf(roundId))
    // Folded further by now, or by a run that did not come to its end: then it is to be right up to there.
    const upTo = Math.max(position, kept?.position ?? 0)
    const told = await foldReport(books, { siteId, roundId, upTo }, breathe)
    faults.push(...faultsIn(roundId, kept?.report ?? emptyReport, told))
  }
  return { position, rounds: rounds.length, faults }
}

function faultsIn(roundId: string, kept: RoundReport, told: RoundReport): ReportFault[] {
  return reportParts.flatMap((part) => {
    const [had, wanted] = [byId(part, kept), byId(part, told)]
    return [...new Set([...had.keys(), ...wanted.keys()])].flatMap((id): ReportFault[] => {
      const [one, other] = [had.get(id), wanted.get(id)]
      if (!one || !other) return [{ part, roundId, id, fault: one ? 'too-much' : 'missing', members: [] }]
      const members = Object.keys(other).filter(
        (member) => canonicalJson(one[member]) !== canonicalJson(other[member]),
      )
      return members.length === 0 ? [] : [{ part, roundId, id, fault: 'differs', members }]
    })
  })
}

type Members = Readonly<Record<string, unknown>>

function byId(part: ReportPart, report: RoundReport): ReadonlyMap<string, Members> {
  const rows: readonly Members[] = report[part]
  return new Map(rows.map((row) => [String(row[reportKeys[part]]), row]))
}
