import { z } from 'zod'

/** Names one history of the centre; another one after it was restored from a backup. */
export const epoch = z.string().min(1).max(60)

/** An entry of a device that its chain has come to, as of now. */
export const chainEnd = z.object({ seq: z.int().min(1), hash: z.string().max(200) })
export type ChainEnd = z.infer<typeof chainEnd>

/**
 * Every answer of 400 or more that the centre itself gives. What has no such body comes from something in between
 * (a captive portal, a proxy): treat it as no connection.
 * - `protocol` 426: this desk is older or newer than what the centre speaks (`min` to `max`)
 * - `unauthorised` 401: no token, or one nobody gave out or that was replaced · `revoked` 403: send no more, keep all
 * - `not-your-feed` 403 · `not-found` 404: no such path, segment not complete yet, no snapshot yet
 * - `wrong-code` 403: unknown, used, run out or tried too often · `other-site` 409: the desk has entries elsewhere
 * - `secret-lost` 409: the first desk of a site, with entries whose households it could not recognise any more
 * - `token-void` 409: the code is good, the token was replaced by another or is another device's: come with a new one
 * - `epoch` 409: asked for another history than the one in `epoch`
 * - `other-last` 409: of this device the centre has `last`, null for nothing, and not what was said; nothing was taken in
 * - `bad-json`, `bad-request` 400 · `too-large` 413: nothing was taken in; send in smaller parts
 * - `slow-down` 429 and `busy` 503: with `retry-after` in seconds · `broken` 500
 */
export const problem = z.object({
  code: z.enum([
    'protocol',
    'unauthorised',
    'revoked',
    'not-your-feed',
    'not-found',
    'wrong-code',
    'other-site',
    'secret-lost',
    'token-void',
    'epoch',
    'other-last',
    'bad-json',
    'bad-request',
    'too-large',
    'slow-down',
    'busy',
    'broken',
  ]),
  because: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  epoch: epoch.optional(),
  last: chainEnd.nullable().optional(),
})
export type Problem = z.infer<typeof problem>
export type ProblemCode = Problem['code']
