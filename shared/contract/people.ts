import { z } from 'zod'
import { count, pushLimit } from './sync'
import { epoch } from './syncProblem'
import { id, isStorable } from './text'

const words = z.string().max(4000).refine(isStorable, 'not text')

/** A person, or what is left of one: an erased household keeps its id and version, nothing else. */
export const identityOnWire = z.discriminatedUnion('erased', [
  z.object({
    erased: z.literal(false),
    householdId: id,
    /** 1 for a new one; grows by one with every edit. */
    version: z.int().min(1),
    /**
     * Version of the household's last erasure that was known where it was entered again; absent where there was none.
     * Nothing that knows of an earlier one, or of none, ever takes the place of an erasure.
     */
    afterErasure: z.int().min(1).optional(),
    name: words,
    phone: words.nullable(),
    address: words.nullable(),
    note: words.nullable(),
  }),
  z.object({ erased: z.literal(true), householdId: id, version: z.int().min(1) }),
])
export type IdentityOnWire = z.infer<typeof identityOnWire>

/** `after` of the next page is the `change` of the last row. A household stands in it once, at its last change. */
export const identitiesAnswer = z.object({
  epoch,
  head: count,
  identities: z.array(z.object({ change: z.int().min(1), identity: identityOnWire })),
})
export type IdentitiesAnswer = z.infer<typeof identitiesAnswer>

/**
 * `assumed`: the version the centre had when the edit was made, as far as the desk knew; null for none. The row's
 * own version is one more. Each row is read on its own.
 */
export const identityRow = z.object({ assumed: z.int().min(1).nullable(), identity: identityOnWire })
export type IdentityRow = z.infer<typeof identityRow>
export const identitiesPush = z.object({ rows: z.array(z.unknown()).max(pushLimit) })

/**
 * `conflicts`: the centre has another version; these win, and the desk keeps and shows what it had instead. Also
 * where it took a row in under a later version than the desk gave it.
 * `refused`: indexes of rows that could not be read; nothing of them was kept.
 */
export const identitiesPushAnswer = z.object({
  epoch,
  head: count,
  conflicts: z.array(identityOnWire),
  refused: z.array(count),
})
export type IdentitiesPushAnswer = z.infer<typeof identitiesPushAnswer>

/** DELETE /v1/feeds/:siteId/identities/:householdId: the last change after it. */
export const eraseAnswer = z.object({ epoch, head: count })
export type EraseAnswer = z.infer<typeof eraseAnswer>
