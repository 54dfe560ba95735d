import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** Without I and O, which on a label are read as 1 and 0. */
const characters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * Four characters that stand in every bag code of a round.
 * @param freshId an id never given before; the same id gives the same code
 * @param taken codes of rounds whose bags may still be in the house
 */
export function roundCodeFor(freshId: string, taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt++) {
    const bytes = sha256(utf8ToBytes(`${freshId}#${attempt}`))
    const code = [...bytes.slice(0, 4)].map((byte) => characters[byte % characters.length] ?? '0').join('')
    if (!taken.has(code)) return code
  }
}
