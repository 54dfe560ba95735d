import { Hono } from 'hono'
import { type ReportAnswer, reportRequest } from '../../shared/contract/reports'
import { paths } from '../../shared/contract/sync'
import { type ReportPart, reportVersion, unclaimedBags } from '../../shared/domain/report/reportRows'
import { businessDayAt } from '../../shared/kernel/businessDay'
import type { FeedBooks } from '../feed/feedBook'
import { type CentreContext, type CentreEnv, route, send } from './answer'
import { feedOf } from './authenticate'
import type { Parts } from './parts'
import { Refusal, readAs } from './refusal'

/** What was folded of a feed to be looked back on. */
export function reportRoutes({ books, nowMs }: Parts): Hono<CentreEnv> {
  const routes = new Hono<CentreEnv>().get(route(paths.report(':siteId', 'rounds')), async (c) => {
    const { rows, ...kept } = await read(books, c, 'rounds')
    const today = businessDayAt(nowMs())
    const rounds = rows.map((round) => ({ ...round, unclaimedBags: unclaimedBags(round, today) }))
    return send(c, { ...kept, rows: rounds } satisfies ReportAnswer<'rounds'>)
  })
  for (const part of ['products', 'discrepancies', 'bags'] as const)
    routes.get(route(paths.report(':siteId', part)), async (c) => {
      feedOf(c)
      const { round } = readAs(reportRequest, c.req.query())
      return send(c, await read(books, c, part, round))
    })
  return routes
}

/** @throws Refusal where nothing was folded yet */
async function read<P extends ReportPart>(books: FeedBooks, c: CentreContext, part: P, roundId?: string) {
  return books.inFeed(feedOf(c), async (book) => {
    const at = await book.reportsAt()
    if (at?.version !== reportVersion) throw new Refusal('not-found')
    const { head } = await book.heads()
    const rows = await book.reported(part, roundId)
    return { epoch: c.get('caller').epoch, head, position: at.position, rows }
  })
}
