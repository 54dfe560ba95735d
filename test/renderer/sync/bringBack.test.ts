import { expect, test } from 'vitest'
import { write } from '../../builders/aLiveDesk'
import type { ALinkedDesk, Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()
const hourMs = 3_600_000

/** The centre was put back from a backup made before anything was written. */
async function restore({ desk }: ALinkedDesk): Promise<void> {
  const { centre, clock } = site.centre()
  const { siteId } = desk.identity
  await centre.sql.query('delete from entries where site_id = $1', [siteId])
  await centre.sql.query('update feeds set head = 0, bring_back_until_ms = $2 where site_id = $1', [
    siteId,
    clock.nowMs + 24 * hourMs,
  ])
  await centre.sql.query('update centre set past = past || epoch, epoch = $1', [`restored-${siteId}`])
}

async function idsThere({ desk }: ALinkedDesk): Promise<readonly string[]> {
  const rows = await site
    .centre()
    .centre.sql.query('select body from entries where site_id = $1', [desk.identity.siteId])
  return rows.map((row) => JSON.parse((row as { body: string }).body).id).sort()
}

async function idsHere({ disk }: ALinkedDesk): Promise<readonly string[]> {
  return (await disk.entries.after({})).map(({ id }) => id as string).sort()
}

const named = (id: string, { method, body }: RequestInit) =>
  method === 'POST' && String(body).includes(`"id":"${id}"`)

/** What happens to a request with one entry in it. */
const troubles: readonly (readonly [string, () => Promise<Response>])[] = [
  ['the centre stumbles over', async () => Response.json({ code: 'broken' }, { status: 500 })],
  ['the line breaks at', () => Promise.reject(new TypeError('the connection was reset'))],
]

/** A way on which that entry gets stuck; counts how often it is tried. */
function stuckAt(id: string, stuck: () => Promise<Response>): { readonly way: Way; tries: number } {
  const at = {
    tries: 0,
    way: ((address, init, centre) => {
      if (!named(id, init)) return centre(address, init)
      at.tries += 1
      return stuck()
    }) as Way,
  }
  return at
}

test.each(troubles)(
  'of what a restored centre lost, one entry that %s holds up neither the others nor the own',
  async (_, stuck) => {
    const siteKey = await site.newSite()
    const first = await site.deskAt(siteKey)
    const gone = await site.deskAt(siteKey)
    for (let n = 1; n <= 12; n++) await write(gone.desk, floatOf(n))
    await first.untilInStep(12)
    await gone.close()
    const all = await idsHere(first)
    const broken = all[4] ?? ''
    first.cutOff()
    await restore(first)
    for (let n = 21; n <= 23; n++) await write(first.desk, floatOf(n))
    const at = stuckAt(broken, stuck)
    first.way = at.way
    first.link.wake()
    await site.time.pass(600_000)
    expect(await idsThere(first)).toEqual((await idsHere(first)).filter((id) => id !== broken))
    await write(first.desk, floatOf(24))
    await site.time.pass(60_000)
    expect(first.link.view).toMatchObject({ unsent: 0, aside: [] })

    at.tries = 0
    await site.time.pass(hourMs)
    expect(at.tries).toBeGreaterThan(0)
    expect(at.tries).toBeLessThan(12)

    // Closed in between, it still knows that something is to be brought.
    await first.close()
    first.way = (address, init, centre) => centre(address, init)
    await first.open()
    await site.time.pass(60_000)
    expect(await idsThere(first)).toEqual(await idsHere(first))
  },
)

test.each(troubles)(
  'of what the device before had not sent, one entry that %s is counted, holds up nothing, and goes once it can',
  async (_, stuck) => {
    const desk = await site.deskAt(await site.newSite())
    await desk.until(({ state }) => state === 'in-step')
    desk.cutOff()
    for (let n = 1; n <= 6; n++) await write(desk.desk, floatOf(n))
    const broken = (await idsHere(desk))[2] ?? ''
    desk.way = (address, init, centre) => centre(address, init)
    const { way } = stuckAt(broken, stuck)
    await desk.close()
    desk.way = way
    await desk.goOnAsAnother()
    await write(desk.desk, floatOf(7))
    await site.time.pass(600_000)
    expect(await idsThere(desk)).toEqual((await idsHere(desk)).filter((id) => id !== broken))
    expect(desk.link.view.unsent).toBeGreaterThan(0)
    desk.way = (address, init, centre) => centre(address, init)
    await site.time.pass(hourMs)
    expect(await idsThere(desk)).toEqual(await idsHere(desk))
    expect(desk.link.view).toMatchObject({ state: 'in-step', unsent: 0, aside: [] })
  },
)
