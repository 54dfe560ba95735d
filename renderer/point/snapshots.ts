import { foldVersion, openStart, packStart, type StartingPoint } from '../../shared/domain/startingPoint'
import type { LocalStore } from '../storage/localStore'

const key = 'picture'

/** The kept picture; undefined when there is none or another version wrote it. Entries are the truth, this is speed. */
export async function readSnapshot(local: LocalStore): Promise<StartingPoint | undefined> {
  const kept = await local.readSnapshot(key)
  // One cut short by a full disk is folded anew from the entries too.
  return kept?.foldVersion === foldVersion && typeof kept.body === 'string' ? openStart(kept.body) : undefined
}

export async function keepSnapshot(local: LocalStore, start: StartingPoint): Promise<void> {
  await local.writeSnapshot({ key, foldVersion, seen: start.picture.seen, body: packStart(start) })
}
