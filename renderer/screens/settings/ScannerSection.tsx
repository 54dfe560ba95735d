import { useWords } from '../../i18n/index'
import { defaultScannerSettings } from '../../input/scannerSettings'
import { ActButton, Column, Panel } from '../../ui/index'
import { CalibratePanel } from './CalibratePanel'
import { Choice, NumberSetting, TextSetting } from './fields'
import { ScanTest } from './ScanTest'
import styles from './Settings.module.css'
import { useSettings } from './useSettings'

const suffixes = ['enter-or-tab', 'enter', 'tab', 'none'] as const

/** Calibrate, try, or set by hand. */
export function ScannerSection() {
  const { t } = useWords()
  const { settings, change } = useSettings()
  const { scanner } = settings
  const set = (next: Partial<typeof scanner>) => void change({ scanner: { ...scanner, ...next } })
  return (
    <div className={styles['columns']}>
      <Column>
        <CalibratePanel onUse={(next) => change({ scanner: next }, t('settings.scanner.used'))} />
        <ScanTest />
      </Column>
      <Column>
        <Panel
          title={t('settings.scanner.byHand')}
          acts={
            <ActButton size="small" icon="undo" onAct={() => set(defaultScannerSettings)}>
              {t('settings.scanner.reset')}
            </ActButton>
          }
        >
          <Choice
            label={t('settings.scanner.suffix')}
            value={scanner.suffix}
            options={suffixes.map((value) => ({ value, text: t(`settings.scanner.suffixes.${value}`) }))}
            onChoose={(suffix) => set({ suffix })}
          />
          <div className={styles['pair']}>
            <NumberSetting
              label={t('settings.scanner.maxGap')}
              value={scanner.maxGapMs}
              min={10}
              max={55}
              onKeep={(maxGapMs) => set({ maxGapMs })}
            />
            <NumberSetting
              label={t('settings.scanner.silence')}
              value={scanner.silenceMs}
              min={30}
              max={500}
              onKeep={(silenceMs) => set({ silenceMs })}
            />
            <NumberSetting
              label={t('settings.scanner.minLength')}
              value={scanner.minLength}
              min={2}
              max={12}
              onKeep={(minLength) => set({ minLength })}
            />
            <TextSetting
              label={t('settings.scanner.prefix')}
              hint={t('settings.scanner.prefixHint')}
              value={scanner.prefix}
              maxLength={8}
              width="110px"
              onKeep={(prefix) => set({ prefix })}
            />
          </div>
        </Panel>
      </Column>
    </div>
  )
}
