import { z } from 'zod'
import type { Identity } from '../../shared/domain/identity'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { LocalStore } from '../storage/localStore'

const bookmark = z.object({
  epoch: z.string().nullable(),
  /** The last change taken in. */
  after: z.number(),
  /** Edited here and not yet at the centre: the version the centre had as far as this desk knew; null for none. */
  edited: z.record(z.string(), z.number().nullable()),
  /** Erased at the centre, with the version of that: whoever comes again is entered on top of it. */
  erased: z.record(z.string(), z.number()),
})
export type PeopleBookmark = z.infer<typeof bookmark>

const bookmarkKey = 'centre-people'
const lostKey = 'centre-people-lost'

/** What this desk had of a person when the centre had something else. */
export interface LostEdit {
  readonly identity: Identity
  readonly atMs: number
}

/** A desk that joins with people: all of them are new to the centre. */
export async function readBookmark(local: LocalStore, people: readonly Identity[]): Promise<PeopleBookmark> {
  const kept = bookmark.safeParse(await local.readSetting(bookmarkKey))
  if (kept.success) return kept.data
  const edited = Object.fromEntries(people.map(({ householdId }) => [householdId, null]))
  return { epoch: null, after: 0, edited, erased: {} }
}

export async function keepBookmark(local: LocalStore, kept: PeopleBookmark): Promise<void> {
  await local.writeSetting(bookmarkKey, kept satisfies Json)
}

/** The bookmark as another device of the site takes it over: it looks through all changes once more. */
export function asCarriedBookmark(settingKey: string, value: Json): Json | undefined {
  const isBookmark = settingKey === bookmarkKey || settingKey.startsWith(`${bookmarkKey}@`)
  const kept = isBookmark ? bookmark.safeParse(value) : undefined
  return kept?.success ? { ...kept.data, after: 0 } : undefined
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
