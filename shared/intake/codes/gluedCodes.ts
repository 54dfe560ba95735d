import type { CertainCode } from './scannedCode'

// Lengths of codes that prove themselves: two UPC or EAN, our labels, 18-digit scale codes, pickup codes.
const LENGTHS = [13, 14, 18, 12, 8, 7, 11, 10, 9, 6, 5]
const MOST_PARTS = 8

/**
 * Cuts a text into two or more codes that each prove themselves, or undefined. A scanner without suffix, or one
 * that scanned while the last code was still arriving, makes such texts; none of the parts may be acted on alone.
 */
export function cutGlued(
  text: string,
  certain: (part: string) => CertainCode | undefined,
): readonly CertainCode[] | undefined {
  const deadEnds = new Set<number>()
  const cutFrom = (at: number, parts: readonly CertainCode[]): readonly CertainCode[] | undefined => {
    if (at === text.length) return parts.length >= 2 ? parts : undefined
    if (deadEnds.has(at) || parts.length === MOST_PARTS) return undefined
    for (const length of LENGTHS) {
      const part = at + length <= text.length ? certain(text.slice(at, at + length)) : undefined
      const whole = part && cutFrom(at + length, [...parts, part])
      if (whole) return whole
    }
    deadEnds.add(at)
    return undefined
  }
  return cutFrom(0, [])
}
