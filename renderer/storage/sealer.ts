import type { Json } from '../../shared/kernel/canonicalJson'

// AES-256-GCM by WebCrypto. What is sealed is bound to its place: moved to another household, another version
// or another site it does not open.

const ivBytes = 12

/** The keys this desk can use, by the name that whatever they sealed carries. */
export interface DeskKeys {
  /** The one that seals from now on; one of `byId`. */
  readonly current: { readonly keyId: string; readonly key: CryptoKey }
  readonly byId: ReadonlyMap<string, CryptoKey>
}

export interface SealedText {
  readonly keyId: string
  /** base64 of the initialisation vector and the ciphertext */
  readonly sealed: string
}

export async function seal(
  value: Json,
  place: string,
  { current: { keyId, key } }: DeskKeys,
): Promise<SealedText> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const clear = new TextEncoder().encode(JSON.stringify(value))
  const closed = await crypto.subtle.encrypt(gcm(iv, place), key, clear)
  return { keyId, sealed: toBase64(iv, new Uint8Array(closed)) }
}

/** Undefined when no key of this desk opens it: another key, another place, or damaged. */
export async function unseal(closed: SealedText, place: string, keys: DeskKeys): Promise<Json | undefined> {
  const key = keys.byId.get(closed.keyId)
  if (!key) return undefined
  try {
    const bytes = fromBase64(closed.sealed)
    const iv = bytes.slice(0, ivBytes)
    const clear = await crypto.subtle.decrypt(gcm(iv, place), key, bytes.slice(ivBytes))
    return JSON.parse(new TextDecoder().decode(clear))
  } catch {
    return undefined
  }
}

function gcm(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }
}

function toBase64(...parts: readonly Uint8Array[]): string {
  let binary = ''
  for (const part of parts) for (const byte of part) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
