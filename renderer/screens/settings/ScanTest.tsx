import { useState } from 'react'
import { useWords } from '../../i18n/index'
import type { CodeScan } from '../../input/codeScan'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { CodeText, Panel, Tag } from '../../ui/index'
import styles from './Settings.module.css'
import { scanWords } from './scanWords'

/** What a code is taken for, in words; scanning here does nothing else. */
export function ScanTest() {
  const { t } = useWords()
  const { fold, site } = useRound()
  const [scan, setScan] = useState<CodeScan | null>(null)
  useScan((next) => {
    setScan(next)
    const known = next.code.kind !== 'unknown'
    playSound(known ? 'ok' : 'unknown')
    showScan({
      text: next.text,
      did: t(`settings.kind.${next.code.kind}`),
      tone: known ? 'info' : 'attention',
      undoable: false,
    })
  })
  return (
    <Panel title={t('settings.scanner.test')}>
      <p className={styles['note']}>{t('settings.scanner.testNote')}</p>
      <div className={styles['read']} aria-live="polite">
        {scan === null ? (
          <span className={styles['note']}>{t('settings.scanner.nothingYet')}</span>
        ) : (
          <>
            <p className={styles['readKind']}>
              <Tag tone={scan.code.kind === 'unknown' ? 'attention' : 'ok'}>
                {t(`settings.kind.${scan.code.kind}`)}
              </Tag>
              <CodeText code={scan.text.length > 48 ? `${scan.text.slice(0, 48)}…` : scan.text} />
            </p>
            <p>{scanWords(fold, site, scan.code, t).join(' · ')}</p>
            <p className={styles['note']}>
              {t('settings.scanner.took', { n: scan.text.length, ms: Math.round(scan.endMs - scan.atMs) })}
              {' · '}
              {t(`settings.scanner.ended.${scan.ended}`)}
              {scan.ime && ` · ${t('settings.scanner.ime')}`}
            </p>
          </>
        )}
      </div>
    </Panel>
  )
}
