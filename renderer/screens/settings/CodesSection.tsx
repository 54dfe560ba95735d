import { DEFAULT_IN_STORE_LAYOUTS, type InStoreLayout } from '../../../shared/intake/codes/codeSettings'
import { useWords } from '../../i18n/index'
import { ActButton, Panel } from '../../ui/index'
import { LayoutRow } from './LayoutRow'
import { ScanTest } from './ScanTest'
import styles from './Settings.module.css'
import { useSettings } from './useSettings'

const [usual] = DEFAULT_IN_STORE_LAYOUTS

/** The shop's own scale labels: one row per format, first match wins, tried out by scanning a label. */
export function CodesSection() {
  const { t } = useWords()
  const { settings, change } = useSettings()
  const layouts = settings.inStoreLayouts
  const keep = (next: readonly InStoreLayout[]) =>
    void change({ inStoreLayouts: next }, t('settings.codes.saved'))
  return (
    <>
      <ScanTest />
      <Panel
        title={t('settings.section.codes')}
        note={t('settings.codes.first')}
        acts={
          <>
            {usual && (
              <ActButton
                size="small"
                icon="plus"
                onAct={() => keep([...layouts, { ...usual, prefixes: ['28'] }])}
              >
                {t('settings.codes.add')}
              </ActButton>
            )}
            <ActButton size="small" icon="undo" onAct={() => keep(DEFAULT_IN_STORE_LAYOUTS)}>
              {t('settings.codes.reset')}
            </ActButton>
          </>
        }
      >
        <p className={styles['note']}>{t('settings.codes.note')}</p>
        <p className={styles['note']}>{t('settings.codes.maskHint')}</p>
        {layouts.map((layout, i) => (
          <LayoutRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a format has no name; its place is what decides
            key={i}
            layout={layout}
            onKeep={(next) => keep(layouts.map((one, at) => (at === i ? next : one)))}
            onRemove={() => keep(layouts.filter((_, at) => at !== i))}
          />
        ))}
      </Panel>
    </>
  )
}
