import type { Grams, Pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'

/** '3 件', '1.25 千克', or nothing. */
export function useAmountText(): (amount: { pieces: Pieces | null; grams: Grams | null }) => string {
  const { t } = useWords()
  return ({ pieces, grams }) => {
    if (grams !== null && grams !== 0)
      return grams < 1000
        ? t('words.unit.grams', { n: grams })
        : t('words.unit.kilograms', { n: Number((grams / 1000).toFixed(3)) })
    return pieces === null || pieces === 0 ? '' : t('words.unit.pieces', { n: pieces, count: pieces })
  }
}
