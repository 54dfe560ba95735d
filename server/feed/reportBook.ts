import type { ReportPart, ReportRow, RoundReport } from '../../shared/domain/report/reportRows'

/** A position, and the version of the rows that say what is so there. */
export interface ReportMark {
  readonly position: number
  readonly version: number
}

export interface KeptReport {
  readonly position: number
  readonly report: RoundReport
}

/** What is kept, folded, of one feed for reports: within one transaction, like the rest of the feed's book. */
export interface ReportBook {
  /** Up to where the reports say everything; undefined where there are none. */
  reportsAt(): Promise<ReportMark | undefined>
  /** Moves it on, never back. */
  markReports(at: ReportMark): Promise<void>
  /** Rounds with an entry after `after` and up to `upTo`. */
  roundsSince(after: number, upTo: number): Promise<readonly string[]>
  /** Keeps a round's report unless one of a later position is there; what is not in it goes. */
  keepReport(roundId: string, report: RoundReport, at: ReportMark): Promise<void>
  /** All of one round, as of one moment. */
  reportOf(roundId: string): Promise<KeptReport | undefined>
  /** Of one round, or of all; by round and id. */
  reported<P extends ReportPart>(part: P, roundId?: string): Promise<readonly ReportRow<P>[]>
  forgetReports(): Promise<void>
}
