import { useWords } from '../../i18n/index'
import { KeyHint } from '../../ui/index'
import styles from './Sort.module.css'

export type SortMode = 'sow' | 'pick'
const modes: readonly SortMode[] = ['sow', 'pick']

/** 播种 or 摘果: two ways over the same needs and the same bags. */
export function ModeSwitch({ mode, onMode }: { mode: SortMode; onMode: (mode: SortMode) => void }) {
  const { t } = useWords()
  return (
    <fieldset className={styles['modes']} aria-label={t('sort.mode.label')}>
      {modes.map((one) => (
        <button key={one} type="button" aria-pressed={mode === one} onClick={() => onMode(one)}>
          {t(`sort.mode.${one}`)}
        </button>
      ))}
      <KeyHint keys="M" />
    </fieldset>
  )
}
