import { createInstance, type TFunction } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en/en'
import { zh } from './zh/zh'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export type Translate = TFunction<'translation', undefined>

/** The one instance: components reach it by `useWords`, everything else by `translate`. */
export const i18n = createInstance()

/** Call once before the first render. Both languages are in the bundle, so nothing is waited for. */
export function startLanguage(language: Language): void {
  void i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  })
  tellDocument(language)
}

/** Switches every open screen at once. Keeping the choice is for the caller's settings. */
export function setLanguage(language: Language): void {
  void i18n.changeLanguage(language)
  tellDocument(language)
}

/** For what is written outside React: printed sheets, file names. */
export function translate(): Translate {
  return i18n.t
}

/** `const { t, language } = useWords()`; keys are typed: t('frame.rail.today'). */
export function useWords(): { t: Translate; language: Language } {
  const { t, i18n: current } = useTranslation()
  return { t, language: current.language === 'en' ? 'en' : 'zh-CN' }
}

function tellDocument(language: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language
}
