import { inStep } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { entriesOnDisk, historyOnDisk } from '../e2e/recordsOnDisk'
import { cameTrue } from './aDeskOnTheNet'
import type { AServedCentre } from './aServedCentre'

const bars = { offlineMs: 10_000, backMs: 30_000 }

export interface Lie {
  begin(): void
  end(): void
  /** True where the desk still gets through. */
  readonly getsThrough?: boolean | undefined
  /** How long it goes on once the desk has said that it is offline: the waits grow. */
  readonly lastsMs?: number | undefined
}

export interface LieSeen {
  readonly name: string
  readonly offlineMs: number
  readonly backMs: number
  readonly poisoned: number
  readonly ok: boolean
}

/** A bag is scanned while the lie lasts: from the scan to what the strip says, and from its end to what the centre has. */
export async function lieTo(
  { desk, at }: { readonly desk: Desk; readonly at: AServedCentre },
  { name, bag }: { readonly name: string; readonly bag: string },
  { begin, end, getsThrough = false, lastsMs = 0 }: Lie,
): Promise<LieSeen> {
  const before = await entriesThere(at)
  begin()
  const offlineMs = await timed(async () => {
    await desk.scan(bag)
    await desk.page.locator('main [data-at="gone"], main [data-at="idle"]').first().waitFor()
    if (getsThrough) await arrived(at, before)
    else await desk.page.locator('[data-state="offline"]').first().waitFor({ timeout: 60_000 })
  })
  await new Promise((resolve) => setTimeout(resolve, lastsMs))
  end()
  const backMs = await timed(async () => {
    await inStep(desk)
    await arrived(at, before)
  })
  const poisoned = await desk.page.getByText(/读不懂|没有收下/).count()
  const ok = backMs <= bars.backMs && (getsThrough || offlineMs <= bars.offlineMs) && poisoned === 0
  return {
    ...{ name, poisoned, ok },
    offlineMs: getsThrough ? 0 : offlineMs,
    backMs: getsThrough ? offlineMs : backMs,
  }
}

/** What the desk has on its disk against what the centre has, of a centre with but this one desk. */
export async function comparedWithCentre(desk: Desk, { centre }: AServedCentre) {
  const all = [...(await historyOnDisk(desk.page)), ...(await entriesOnDisk(desk.page))]
  const here = new Set(all.map(({ id }) => id as string))
  const rows = await centre.sql.query(`select body::jsonb->>'id' as id from entries`)
  const feed = rows.map((row) => String(Object(row).id))
  const there = new Set(feed)
  return {
    lost: [...here].filter((id) => !there.has(id)).length + [...there].filter((id) => !here.has(id)).length,
    duplicated: feed.length - there.size,
    entries: feed.length,
  }
}

export const toldOf = (seen: readonly LieSeen[]): string =>
  seen
    .map(({ name, offlineMs, backMs }) => `${name}: offline ${seconds(offlineMs)}, back ${seconds(backMs)}`)
    .join('; ')

async function entriesThere({ centre }: AServedCentre): Promise<number> {
  const rows = await centre.sql.query('select coalesce(sum(head), 0)::int as head from feeds')
  return (rows[0] as { head: number }).head
}

async function arrived(at: AServedCentre, before: number): Promise<void> {
  if (!(await cameTrue(async () => (await entriesThere(at)) > before, 60_000)))
    throw new Error('it did not get through')
}

async function timed(work: () => Promise<void>): Promise<number> {
  const beganMs = performance.now()
  await work()
  return Math.round(performance.now() - beganMs)
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
