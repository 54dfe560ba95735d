import { type EntriesAnswer, pageLimit, paths } from '../../shared/contract/sync'
import type { ADeskOfTheCentre } from '../server/aCentre'

export interface InFeed {
  readonly position: number
  readonly id: string
  readonly entry: unknown
}

/** The whole feed of a desk, as its centre has it. */
export async function everythingIn(desk: ADeskOfTheCentre): Promise<InFeed[]> {
  const all: InFeed[] = []
  for (;;) {
    const after = all.at(-1)?.position ?? 0
    const { entries }: EntriesAnswer = await desk.json(`${paths.entries(desk.siteId)}?after=${after}`)
    all.push(...entries.map(({ position, entry }) => ({ position, entry, id: Object(entry).id })))
    if (entries.length < pageLimit) return all
  }
}
