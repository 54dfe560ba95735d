import { gunzipSync } from 'node:zlib'
import type { Answer, Desk } from '../../renderer/commands/desk'
import type { ADeskOfTheCentre } from '../server/aCentre'
import type { ADeskOnTheNet } from './aDeskOnTheNet'
import { type Breach, checkHistory } from './checkHistory'
import { everythingIn } from './everythingIn'
import type { Asked, Passed, Way } from './faultProxy'
import { heldBy, type SeenHistory } from './seenHistory'

/** What the centre answers on this way, taken down: whether the desk hears it or not, it was said. */
export function takenDown(seen: SeenHistory, way: Way): Way {
  return (asked, pass) =>
    way(asked, async (instead) => {
      const passed = await pass(instead)
      const body = textOf(passed)
      if (body !== undefined)
        await seen.answered(
          asked.path,
          { body: textOf(asked) ?? '' },
          new Response(body, { status: passed.status }),
          performance.now(),
        )
      return passed
    })
}

/** @param online it says that it is in step with the centre */
export async function actTakenDown(
  seen: SeenHistory,
  one: ADeskOnTheNet,
  act: (desk: Desk) => Promise<Answer>,
  online = false,
): Promise<void> {
  const { desk } = one
  const heard = new Map([[desk.identity.siteId as string, heldBy(desk.point.seen)]])
  const atMs = performance.now()
  const answer = await one.does(act)
  if (answer.ok) seen.confirmed(answer.entries, heard, { atMs, online })
  seen.readDesk(desk)
}

/** Once nothing is on its way any more. */
export async function readTheLast(
  seen: SeenHistory,
  desks: readonly ADeskOnTheNet[],
  witness: ADeskOfTheCentre,
): Promise<void> {
  for (const { desk } of desks) seen.readDesk(desk, true)
  const feed = await everythingIn(witness)
  seen.readFeed(
    witness.siteId,
    feed.map(({ id }) => id),
    true,
  )
}

/** What R25 says of it all; but for who was online, of which nothing was noted. */
export function judgedHistory({ ofSite }: SeenHistory): {
  /** Something was noted, and no rule was broken. */
  readonly keepsRules: boolean
  readonly breaches: readonly Breach[]
  readonly told: string
} {
  const checked = [...ofSite.values()].map((history) => checkHistory(history))
  const breaches = checked.flatMap((one) => one.breaches)
  const acknowledged = checked.reduce((n, one) => n + one.acknowledged, 0)
  const rule = acknowledged === 0 ? 'nothing was noted' : (breaches[0]?.rule ?? 'no rule broken')
  const told = `of ${acknowledged} acknowledged, by the rules of R25, ${rule}`
  return { keepsRules: acknowledged > 0 && breaches.length === 0, breaches, told }
}

/** Undefined for a stream. */
function textOf({ headers, body }: Pick<Asked | Passed, 'headers' | 'body'>): string | undefined {
  if (!Buffer.isBuffer(body)) return undefined
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
}
