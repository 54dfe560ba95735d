/**
 * ISO 7064 MOD 1271-36: two check characters over digits and capitals. Detects every single changed character,
 * every transposition (also over one place) and 99.9 % of everything else; dropped characters are caught by the
 * fixed length of our codes. One character (MOD 37,36) would let some transpositions through, and a wrong bag
 * handed over costs more than one more character on a label.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const RADIX = 36
const MODULUS = 1271

/** Appends the two check characters. `payload` must be digits and capitals. */
export function withCheckCharacters(payload: string): string {
  let rest = 0
  for (const character of payload) rest = ((rest + ALPHABET.indexOf(character)) * RADIX) % MODULUS
  const check = (MODULUS + 1 - ((rest * RADIX) % MODULUS)) % MODULUS
  return payload + ALPHABET.charAt(Math.floor(check / RADIX)) + ALPHABET.charAt(check % RADIX)
}

/** Whether the last two characters are the check characters of the others. */
export function hasCheckCharacters(code: string): boolean {
  return /^[0-9A-Z]{3,}$/.test(code) && withCheckCharacters(code.slice(0, -2)) === code
}
