import { Picture, type PictureSnapshot } from '../../shared/domain/picture'
import { type StampClock, unsetStampClock } from '../../shared/kernel/stamp'
import type { LocalStore } from '../storage/localStore'
import type { RoundIndex } from './roundIndex'

/** What a desk starts from: the picture folded so far, and what goes with it. */
export interface StartingPoint {
  readonly picture: Picture
  readonly rounds: RoundIndex
  readonly clock: StampClock
}

/** Grows whenever the fold's states change shape: an older snapshot is then folded anew from the entries. */
export const foldVersion = 2

const key = 'picture'

interface Body {
  readonly picture: PictureSnapshot
  readonly rounds: RoundIndex
  readonly clock: StampClock
}

export function freshStart(): StartingPoint {
  return { picture: new Picture(), rounds: {}, clock: unsetStampClock }
}

/** The kept picture; undefined when there is none or another version wrote it. Entries are the truth, this is speed. */
export async function readSnapshot(local: LocalStore): Promise<StartingPoint | undefined> {
  const kept = await local.readSnapshot(key)
  if (kept?.foldVersion !== foldVersion || typeof kept.body !== 'string') return undefined
  try {
    const { picture, rounds, clock } = JSON.parse(kept.body) as Body
    return { picture: new Picture(picture), rounds, clock }
  } catch {
    return undefined // cut short by a full disk: folded anew from the entries
  }
}

export async function keepSnapshot(
  local: LocalStore,
  { picture, rounds, clock }: StartingPoint,
): Promise<void> {
  const body: Body = { picture: picture.snapshot(), rounds, clock }
  await local.writeSnapshot({ key, foldVersion, seen: picture.seen, body: JSON.stringify(body) })
}
