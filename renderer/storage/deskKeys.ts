import type { DesktopBridge } from '../../shared/contract/desktopBridge'
import type { LocalTables, StoredKey } from './localTables'
import type { DeskKeys } from './sealer'

export type KeyVault = Pick<DesktopBridge, 'sealKey' | 'unsealKey'>

const keyBytes = 32

/**
 * The keys that seal people's names on this desk; the first is made at the first start. With a vault (Electron)
 * only the operating system's user can open it; in a plain browser it is a key that no script can read out.
 * `lost`: one that was here before could not be opened. What it sealed stays sealed, is kept, and opens again
 * when the vault does.
 */
export async function openDeskKeys(
  tables: LocalTables,
  vault: KeyVault,
): Promise<{ readonly deskKeys: DeskKeys; readonly lost: boolean }> {
  const stored = await tables.keys.toArray()
  const byId = new Map<string, CryptoKey>()
  for (const one of stored) {
    const key = await openKey(one, vault)
    if (key) byId.set(one.id, key)
  }
  const lost = byId.size < stored.length
  const [opened] = byId
  if (opened) return { deskKeys: { current: { keyId: opened[0], key: opened[1] }, byId }, lost }
  const made = await makeKey(tables, vault)
  return { deskKeys: { current: made, byId: new Map([[made.keyId, made.key]]) }, lost }
}

async function openKey(stored: StoredKey, vault: KeyVault): Promise<CryptoKey | undefined> {
  if (stored.kind === 'browser') return stored.key
  const opened = await vault.unsealKey(stored.sealed)
  return opened.ok ? importKey(new Uint8Array(opened.bytes)) : undefined
}

async function makeKey(tables: LocalTables, vault: KeyVault): Promise<DeskKeys['current']> {
  const id = crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(keyBytes))
  const closed = await vault.sealKey(bytes)
  const key = await importKey(bytes)
  bytes.fill(0)
  await tables.keys.put(
    closed.ok ? { id, kind: 'vault', sealed: new Uint8Array(closed.bytes) } : { id, kind: 'browser', key },
  )
  return { keyId: id, key }
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
