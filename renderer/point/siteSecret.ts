import type { LocalStore } from '../storage/localStore'

const key = 'site-secret'
const lostKey = 'site-secret-lost'

/**
 * What household ids are made with, so that they say nothing about people. Made once per site and kept sealed;
 * without it an import would no longer recognise the households it brought before.
 * @returns null where there was one and this desk cannot read it any more: another in its place would give the same
 * people other ids, and what cannot be read today may be read again when the key that sealed it is back
 */
export async function siteSecret(local: LocalStore, newSecret: () => string): Promise<string | null> {
  const kept = await keptSecret(local)
  if (kept !== null) return kept
  if ((await local.hasDraft(key)) || (await local.readSetting(lostKey)) === true) return null
  const fresh = newSecret()
  await local.writeDraft(key, fresh)
  return fresh
}

/** As `siteSecret`, where none may be made: another site's is that site's to make, and comes from the centre. */
export async function keptSecret(local: LocalStore): Promise<string | null> {
  const kept = await local.readDraft(key)
  return typeof kept === 'string' && kept !== '' ? kept : null
}

/** The centre says what the whole site makes its household ids with. */
export async function keepSiteSecret(local: LocalStore, secret: string): Promise<void> {
  await local.writeDraft(key, secret)
  await local.writeSetting(lostKey, false)
}

/** The log has households whose secret went with the settings: none is made in its place. */
export async function noteSecretLost(local: LocalStore): Promise<void> {
  await local.writeSetting(lostKey, true)
}
