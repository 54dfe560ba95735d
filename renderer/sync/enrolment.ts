import { z } from 'zod'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { LocalStore } from '../storage/localStore'

const enrolment = z.object({
  address: z.string(),
  token: z.string(),
  organisation: z.string(),
  feeds: z.array(z.object({ siteId: z.string(), kind: z.enum(['point', 'warehouse']), name: z.string() })),
})

/** How this desk reaches the centre it belongs to. The token opens its feeds: it is kept sealed. */
export type Enrolment = z.infer<typeof enrolment>

const key = 'centre'

/** What the enrolment of a device is kept as by the one that takes its place. */
export const formerEnrolment = { draft: key, as: 'centre-former' } as const

/** The same of a desk in whose name another one writes too: that one is not put out. */
export const twinEnrolment = { draft: key, as: 'centre-twin' } as const

/** Undefined for a desk that works by itself. */
export async function readEnrolment(local: LocalStore): Promise<Enrolment | undefined> {
  const kept = enrolment.safeParse(await local.readDraft(key))
  return kept.success ? kept.data : undefined
}

export async function keepEnrolment(local: LocalStore, kept: Enrolment): Promise<void> {
  // No more than is named above: the secret of a feed's site lies elsewhere, with the site.
  await local.writeDraft(key, enrolment.parse(kept) satisfies Json)
}

/**
 * Of a desk that was let in and whose key is gone, as after the password of the account was reset: it knows no token any
 * more. With none it works on, says what waits, and hears from the centre to join again.
 * @returns undefined where nothing is sealed, or all of it can be read
 */
export async function withoutToken(
  local: LocalStore,
  known: Pick<Enrolment, 'address'> & {
    readonly sites: readonly { readonly siteId: string; readonly name: string }[]
  },
): Promise<Enrolment | undefined> {
  const kept = [key, formerEnrolment.as, twinEnrolment.as]
  const sealed = await Promise.all(
    kept.map(async (draft) => (await local.hasDraft(draft)) && (await local.readDraft(draft)) === undefined),
  )
  if (!sealed.includes(true)) return undefined
  const feeds = known.sites.map(({ siteId, name }) => ({ siteId, name, kind: 'point' as const }))
  return { address: known.address, token: '', organisation: '', feeds }
}

export interface FormerEnrolment {
  readonly enrolment: Enrolment
  /** The other goes on as well. */
  readonly beside: boolean
}

/** How the device that this one was before reached its centre; undefined where there is none, or it is done. */
export async function readFormer(local: LocalStore): Promise<FormerEnrolment | undefined> {
  for (const { as } of [formerEnrolment, twinEnrolment]) {
    const kept = enrolment.safeParse(await local.readDraft(as))
    if (kept.success) return { enrolment: kept.data, beside: as === twinEnrolment.as }
  }
  return undefined
}

export async function forgetFormer(local: LocalStore): Promise<void> {
  for (const { as } of [formerEnrolment, twinEnrolment]) await local.deleteDraft(as)
}
