import { type EntriesAnswer, pageLimit, paths } from '../../shared/contract/sync'
import type { ADeskOfTheCentre } from '../server/aCentre'

export interface InFeed {
  readonly position: number
  readonly id: string
  readonly entry: unknown
}

/** The whole feed of a desk, as its centre has it; asked for as often as the centre has it wait. */
export async function everythingIn(desk: ADeskOfTheCentre): Promise<InFeed[]> {
  const all: InFeed[] = []
  await readOn(desk, all)
  return all
}

/** Goes on reading where `all` ends, to the feed's end of now. What was read before it failed stays read. */
export async function readOn(desk: ADeskOfTheCentre, all: InFeed[]): Promise<void> {
  for (;;) {
    const after = all.at(-1)?.position ?? 0
    const response = await desk.call(`${paths.entries(desk.siteId)}?after=${after}`)
    const waitS = Number(response.headers.get('retry-after'))
    if (waitS > 0) {
      await new Promise((resolve) => setTimeout(resolve, waitS * 1000))
      continue
    }
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    const { entries }: EntriesAnswer = await response.json()
    all.push(...entries.map(({ position, entry }) => ({ position, entry, id: Object(entry).id })))
    if (entries.length < pageLimit) return
  }
}
