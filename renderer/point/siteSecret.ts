import type { LocalStore } from '../storage/localStore'

const key = 'site-secret'

/**
 * What household ids are made with, so that they say nothing about people. Made once per site and kept sealed;
 * without it an import would no longer recognise the households it brought before.
 */
export async function siteSecret(local: LocalStore, newSecret: () => string): Promise<string> {
  const kept = await local.readDraft(key)
  if (typeof kept === 'string' && kept !== '') return kept
  const fresh = newSecret()
  await local.writeDraft(key, fresh)
  return fresh
}

/** The centre says what the whole site makes its household ids with. */
export async function keepSiteSecret(local: LocalStore, secret: string): Promise<void> {
  await local.writeDraft(key, secret)
}
