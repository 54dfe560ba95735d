import { revealReasons } from '../../shared/domain/facts'
import { useWords } from '../i18n/index'
import styles from './RevealReasons.module.css'
import type { Reveal } from './useReveal'

/** Why it is shown, while it is: the usual reason stands; another one is one click, and on record as well. */
export function RevealReasons({ reveal }: { reveal: Reveal }) {
  const { t } = useWords()
  if (reveal.reason === null) return null
  return (
    <fieldset className={styles['reasons']}>
      <legend>{t('words.revealed')}</legend>
      {revealReasons.map((reason) => (
        <button
          key={reason}
          type="button"
          aria-pressed={reason === reveal.reason}
          onClick={() => reason !== reveal.reason && void reveal.show(reason)}
        >
          {t(`terms.revealReason.${reason}`)}
        </button>
      ))}
    </fieldset>
  )
}
