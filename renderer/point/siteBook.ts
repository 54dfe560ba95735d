import { z } from 'zod'
import type { Json } from '../../shared/kernel/canonicalJson'
import { idOf, type SiteId } from '../../shared/kernel/ids'
import type { LocalStore } from '../storage/localStore'

/** A site as this desk knows it by name. */
export interface NamedSite {
  readonly siteId: SiteId
  /** '' where nobody said. */
  readonly name: string
}

/** What a desk of several sites remembers of them; a desk of one site has no such page. */
export interface SiteBook {
  /** Where the person worked last; null for the desk's own site. */
  readonly at: SiteId | null
  /** All that it ever had besides its own, followed or not. What it has of them stays. */
  readonly others: readonly NamedSite[]
}

const key = 'sites'
const nothing: SiteBook = { at: null, others: [] }

const siteId = z
  .string()
  .min(1)
  .transform((text) => idOf<SiteId>(text))
const page = z.object({ at: siteId.nullable(), others: z.array(z.object({ siteId, name: z.string() })) })

export async function readSiteBook(local: LocalStore): Promise<SiteBook> {
  const kept = page.safeParse(await local.readSetting(key))
  return kept.success ? kept.data : nothing
}

export async function keepSiteBook(local: LocalStore, book: SiteBook): Promise<void> {
  await local.writeSetting(key, book as unknown as Json)
}
