import { z } from 'zod'
import { count } from './sync'
import { epoch } from './syncProblem'
import { id } from './text'

/** The stream says something at least this often: silence for three times as long means it is dead. */
export const heartbeatMs = 15_000

/**
 * GET /v1/stream (server-sent events): the `data` of every `more` event, for any of the desk's feeds. It means only
 * that there may be more: pull. One comes for every feed when the stream opens; comment lines keep it alive. `head`
 * of the entries, `identities` of the identities, both "at least"; 0 says nothing of it. After an event `again` the
 * stream ends: something changed about the desk itself (its feeds, its token); ask /v1/me, and open it anew.
 */
export const moreEvent = z.object({ siteId: id, epoch, head: count, identities: count })
export type MoreEvent = z.infer<typeof moreEvent>
