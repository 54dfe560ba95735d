import type { Entry } from '../../shared/domain/entry/entry'
import { resealed } from '../../shared/domain/entry/reseal'
import type { DeviceId } from '../../shared/kernel/ids'
import type { EntryStore } from './entryStore'

/** A name that two desks have had. What this one wrote after `sharedUpTo` is its own, and goes on under `as`. */
export interface Twin {
  readonly deviceId: DeviceId
  readonly sharedUpTo: number
  readonly as: DeviceId
}

/**
 * Carries a log over into an empty one, entry by entry.
 * @returns the entry with the highest stamp
 */
export async function carryEntries(
  pages: AsyncIterable<readonly Entry[]> | Iterable<readonly Entry[]>,
  into: Pick<EntryStore, 'appendAll'>,
  { twin, onPage = () => {} }: { readonly twin?: Twin | undefined; onPage?(entries: number): void } = {},
): Promise<Entry | undefined> {
  const isOwn = ({ deviceId, deviceSeq }: Entry) =>
    twin !== undefined && deviceId === twin.deviceId && deviceSeq > twin.sharedUpTo
  const own: Entry[] = []
  // Stamps sort as text.
  let last: Entry | undefined
  for await (const page of pages) {
    await into.appendAll(twin ? page.filter((entry) => !isOwn(entry)) : page)
    own.push(...page.filter(isOwn))
    for (const entry of page) if (last === undefined || entry.stamp > last.stamp) last = entry
    onPage(page.length)
  }
  if (twin)
    await into.appendAll(
      resealed(
        own.sort((a, b) => a.deviceSeq - b.deviceSeq),
        twin.as,
      ),
    )
  return last
}
