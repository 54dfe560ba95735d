import { createHash } from 'node:crypto'

/** Where chance comes from. */
export type RandomBytes = (length: number) => Uint8Array

export function sha256Hex(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex')
}

/** What a device shows at every request; only its hash is kept. */
export function newToken(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

export function newId(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(16)).toString('hex')
}

/** Base 32 without the letters that are read as digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 8
/** The first characters find the code, so that wrong tries at it can be counted. */
const selectorLength = 2

export function newCode(randomBytes: RandomBytes): string {
  return [...randomBytes(codeLength)].map((byte) => alphabet[byte % 32]).join('')
}

/** The code as it was given out, from what a person typed; undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return code.length === codeLength && [...code].every((one) => alphabet.includes(one)) ? code : undefined
}

export function selectorOf(code: string): string {
  return code.slice(0, selectorLength)
}
