import { languages, useWords } from '../../i18n/index'
import { looks, Panel } from '../../ui/index'
import { Choice, TextSetting } from './fields'
import styles from './Settings.module.css'
import { useSettings } from './useSettings'

/** Name of the point, counter, language, look. */
export function DeskSection() {
  const { t, language } = useWords()
  const { settings, change } = useSettings()
  return (
    <Panel title={t('settings.section.desk')}>
      <div className={styles['fields']}>
        <TextSetting
          label={t('settings.desk.siteName')}
          hint={t('settings.desk.siteNameHint')}
          value={settings.siteName}
          onKeep={(siteName) => void change({ siteName })}
        />
        <TextSetting
          label={t('settings.desk.counter')}
          hint={t('settings.desk.counterHint')}
          value={settings.counter}
          maxLength={4}
          width="110px"
          onKeep={(counter) => counter !== '' && void change({ counter })}
        />
        <Choice
          label={t('settings.desk.language')}
          value={settings.language}
          options={languages.map((value) => ({
            value,
            text: t(value === language ? 'settings.desk.thisLanguage' : 'frame.status.otherLanguage'),
          }))}
          onChoose={(next) => void change({ language: next })}
        />
        <Choice
          label={t('settings.desk.look')}
          value={settings.look}
          options={looks.map((value) => ({ value, text: t(`settings.desk.looks.${value}`) }))}
          onChoose={(look) => void change({ look })}
        />
      </div>
    </Panel>
  )
}
