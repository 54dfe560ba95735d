/** A damage that somebody noted by hand, about nothing in particular. */
export const aWetBox = {
  what: 'damaged',
  productId: null,
  householdId: null,
  bagId: null,
  deliveryId: null,
  pieces: null,
  grams: null,
  reason: 'wet box',
  responsible: 'unknown',
} as const
