import { safeStorage } from 'electron'
import type { Sealed } from '../shared/contract/desktopBridge'

/** Seals the desk's keys with the key ring of this computer's account. Linux without one only obscures: refused. */
function available(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}

export function seal(key: Uint8Array): Sealed {
  if (!available()) return { ok: false, because: 'not-available' }
  const bytes = safeStorage.encryptString(Buffer.from(key).toString('base64'))
  return { ok: true, bytes: new Uint8Array(bytes) }
}

/** After a reset account the key ring cannot open what it sealed: the desk enrols again, nothing is wiped. */
export function unseal(sealed: Uint8Array): Sealed {
  if (!available()) return { ok: false, because: 'not-available' }
  try {
    const key = safeStorage.decryptString(Buffer.from(sealed))
    return { ok: true, bytes: new Uint8Array(Buffer.from(key, 'base64')) }
  } catch {
    return { ok: false, because: 'cannot-open' }
  }
}
