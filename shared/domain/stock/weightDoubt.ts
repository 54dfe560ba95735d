/**
 * 'impossible': 100 × off or more, or nothing at all: a slipped decimal point, the tare, another product. Refused.
 * 'unusual': less than half or more than twice what was sold: asked back before it is taken.
 */
export type WeightDoubt = 'impossible' | 'unusual'

const impossibleFactor = 100
const unusualFactor = 2

/**
 * Sanity of a reading of the scale (domain: reject a weight under 1/100 or over 100 × of what is expected).
 * @param nominalGrams what one portion was sold as
 * @param pieces portions on the scale
 * @param grams what the scale says for all of them
 */
export function weightDoubt(nominalGrams: number, pieces: number, grams: number): WeightDoubt | null {
  const expected = nominalGrams * pieces
  if (grams <= 0 || expected <= 0) return 'impossible'
  if (grams * impossibleFactor <= expected || grams >= expected * impossibleFactor) return 'impossible'
  return grams * unusualFactor < expected || grams > expected * unusualFactor ? 'unusual' : null
}
