import type { Grams, Pieces } from '../../kernel/quantity'

/**
 * Catch-weight sanity (FoodCoopShop's rule): a weight 100 × off what was sold is a slip of the unit and refused;
 * one below half or above twice the nominal weight is asked about.
 */
export function weightDoubt(nominalGrams: Grams, pieces: Pieces, grams: Grams): 'absurd' | 'unusual' | null {
  const nominal = nominalGrams * pieces
  if (grams <= 0 || grams >= nominal * 100 || grams * 100 <= nominal) return 'absurd'
  return grams > nominal * 2 || grams * 2 < nominal ? 'unusual' : null
}
