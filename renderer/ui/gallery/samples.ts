import { type GallerySamples, gallerySamples } from '../../i18n/gallerySamples'
import { useWords } from '../../i18n/index'

/** The sample words of the language on the screen. */
export function useSamples(): GallerySamples {
  const { language } = useWords()
  return gallerySamples[language]
}

/** The n-th of a list of samples; they go round. */
export function nth(list: readonly string[], n: number): string {
  return list[n % list.length] ?? ''
}

export const nothing = (): void => undefined
