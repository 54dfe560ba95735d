import { z } from 'zod'
import { type ReportPart, reportRows } from '../domain/report/reportRows'
import { epoch } from './syncProblem'
import { id } from './text'

/** Query of what is told of one round. */
export const reportRequest = z.object({ round: id })

const count = z.int().min(0)
const answer = <Row extends z.ZodType>(row: Row) =>
  z.object({ epoch, head: count, position: count, rows: z.array(row) })

/**
 * GET /v1/feeds/:siteId/reports/rounds: every round of the feed. GET …/products, …/discrepancies and …/bags,
 * `?round=…`: of one. The rows say what the feed says up to `position`; what came after it, up to `head`, is in them
 * soon after the feed has been quiet for some seconds.
 */
export const reportAnswers = {
  rounds: answer(reportRows.rounds.extend({ unclaimedBags: count })),
  products: answer(reportRows.products),
  discrepancies: answer(reportRows.discrepancies),
  bags: answer(reportRows.bags),
} as const
export type ReportAnswer<P extends ReportPart> = z.infer<(typeof reportAnswers)[P]>
