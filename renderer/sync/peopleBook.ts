import { z } from 'zod'
import type { Identity } from '../../shared/domain/identity'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { LocalStore } from '../storage/localStore'

const edit = z.object({
  /** The version the centre had as far as this desk knew; null for none. */
  assumed: z.number().nullable(),
  /** ms since 1970 UTC, by this desk's clock. */
  sinceMs: z.number(),
  /** Nobody's edit here: the centre was restored and may have lost it. */
  brought: z.boolean().optional(),
})
export type Edit = z.infer<typeof edit>
export type Edits = Readonly<Record<string, Edit>>

const bookmark = z.object({
  epoch: z.string().nullable(),
  /** The last change taken in. */
  after: z.number(),
  /** Edited or erased here and not yet at the centre. */
  edited: z.record(z.string(), edit),
  /** What the centre could not read: it waits until a person edits it again, or asks to send it again. */
  refused: z.record(z.string(), edit),
})
export type PeopleBookmark = z.infer<typeof bookmark>

const erasures = z.object({
  /**
   * Whoever was erased, with the version of that: who comes again is entered in the knowledge of it, and a centre that
   * was restored from before it hears of it again.
   */
  versions: z.record(z.string(), z.number()),
  /** Noted here and perhaps not gone from the disk yet. */
  unfinished: z.array(z.string()),
})
export type Erasures = z.infer<typeof erasures>

const bookmarkKey = 'centre-people'
export const erasuresKey = 'centre-people-erased'
const lostKey = 'centre-people-lost'

/** What this desk had of a person when the centre had something else. */
export interface LostEdit {
  readonly identity: Identity
  readonly atMs: number
}

/**
 * A desk that joins with people: all of them are new to the centre.
 * @param again all that the centre has of them is wanted once more
 */
export async function readBookmark(
  local: LocalStore,
  people: readonly Identity[],
  nowMs: number,
  again = false,
): Promise<PeopleBookmark> {
  const kept = bookmark.safeParse(await local.readSetting(bookmarkKey))
  if (kept.success) return again ? { ...kept.data, after: 0 } : kept.data
  const isNew = { assumed: null, sinceMs: nowMs }
  const edited = Object.fromEntries(people.map(({ householdId }) => [householdId, isNew]))
  return { epoch: null, after: 0, edited, refused: {} }
}

/** Whether this desk, or the one that it goes on for, has had people in common with a centre. */
export async function hasBookmark(local: LocalStore): Promise<boolean> {
  return bookmark.safeParse(await local.readSetting(bookmarkKey)).success
}

export async function keepBookmark(local: LocalStore, kept: PeopleBookmark): Promise<void> {
  await local.writeSetting(bookmarkKey, kept as unknown as Json)
}

export async function readErasures(local: LocalStore): Promise<Erasures> {
  const kept = erasures.safeParse(await local.readSetting(erasuresKey))
  return kept.success ? kept.data : { versions: {}, unfinished: [] }
}

/** Apart from the bookmark: it only grows, and is seldom written. */
export async function keepErasures(local: LocalStore, kept: Erasures): Promise<void> {
  await local.writeSetting(erasuresKey, kept satisfies Json)
}

/** What another device of the site takes over of it: it looks through all changes once more. */
export function asCarriedBookmark(settingKey: string, value: Json): Json | undefined {
  const is = (key: string): boolean => settingKey === key || settingKey.startsWith(`${key}@`)
  if (is(erasuresKey)) return value
  const kept = is(bookmarkKey) ? bookmark.safeParse(value) : undefined
  return kept?.success ? ({ ...kept.data, after: 0 } as unknown as Json) : undefined
}

/** Sealed like all that names people. */
export async function readLostEdits(local: LocalStore): Promise<readonly LostEdit[]> {
  const kept = await local.readDraft(lostKey)
  return Array.isArray(kept) ? (kept as unknown as LostEdit[]) : []
}

export async function keepLostEdits(local: LocalStore, lost: readonly LostEdit[]): Promise<void> {
  if (lost.length === 0) await local.deleteDraft(lostKey)
  else await local.writeDraft(lostKey, lost as unknown as Json)
}
