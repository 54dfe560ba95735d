import { useEffect, useState } from 'react'
import { useWords } from '../../i18n/index'
import { cutRecordings, proposeSettings } from '../../input/calibrateScanner'
import { useInput } from '../../input/inputContext'
import type { KeyStroke } from '../../input/keyStroke'
import type { ScannerSettings } from '../../input/scannerSettings'
import { useLayer } from '../../input/useLayer'
import { playSound } from '../../sound/playSound'
import { ActButton, Barcode, Meter, Panel, StatePanel } from '../../ui/index'
import styles from './Settings.module.css'

const scansWanted = 5
/** Digits and capitals, as on our own labels; nobody's product. */
const calibrationCode = 'CAL2048ZX9'
/** A scan without suffix ends here, ms. */
const quietMs = 400

/** "Scan this code five times": what the scanner sends is recorded as it comes, whatever the settings say. */
export function CalibratePanel({ onUse }: { onUse: (settings: ScannerSettings) => void }) {
  const { t } = useWords()
  const input = useInput()
  const [recording, setRecording] = useState(false)
  const [strokes, setStrokes] = useState<readonly KeyStroke[]>([])
  const recordings = cutRecordings(strokes)
  const done = recordings.length >= scansWanted

  useEffect(() => {
    if (!recording) return undefined
    return input.hearStrokes((stroke) => setStrokes((before) => [...before, stroke]))
  }, [recording, input])
  useEffect(() => {
    if (!recording || !done) return undefined
    const timer = setTimeout(() => {
      setRecording(false)
      playSound('done')
    }, quietMs)
    return () => clearTimeout(timer)
  }, [recording, done])
  // While it records nothing else may answer: neither the scans nor keys that were not known for a scan.
  useLayer({
    name: 'calibration',
    level: 'dialog',
    blocks: true,
    open: recording,
    onScan: () => playSound('ok'),
    keys: new Map([['Escape', () => setRecording(false)]]),
  })

  const start = () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setStrokes([])
    setRecording(true)
  }
  const proposal = !recording && recordings.length > 0 ? proposeSettings(recordings) : undefined
  return (
    <Panel title={t('settings.scanner.calibrate')}>
      <p className={styles['note']}>{t('settings.scanner.calibrateNote')}</p>
      <div className={styles['calibrate']}>
        <div className={styles['code']} data-live={recording}>
          <Barcode text={calibrationCode} symbology="code128" />
        </div>
        <div className={styles['calibrateSide']}>
          {recording ? (
            <>
              <b>{t('settings.scanner.scanThis')}</b>
              <Meter
                n={Math.min(scansWanted, recordings.length)}
                total={scansWanted}
                label={t('settings.scanner.progress', { n: recordings.length })}
              />
              <ActButton keys="Esc" onAct={() => setRecording(false)}>
                {t('settings.scanner.stop')}
              </ActButton>
            </>
          ) : (
            <ActButton weight={proposal ? 'plain' : 'main'} icon="scan" onAct={start}>
              {t(proposal ? 'settings.scanner.again' : 'settings.scanner.start')}
            </ActButton>
          )}
        </div>
      </div>
      {proposal && (
        <Proposed
          settings={proposal.settings}
          doubts={proposal.doubts.map((doubt) => t(`settings.scanner.doubt.${doubt}`))}
          result={t('settings.scanner.result', {
            gap: Math.round(Math.max(0, ...recordings.flatMap(({ gapsMs }) => gapsMs))),
            length: Math.max(0, ...recordings.map(({ text }) => text.length)),
          })}
          onUse={() => onUse(proposal.settings)}
        />
      )}
    </Panel>
  )
}

function Proposed(props: {
  settings: ScannerSettings
  doubts: readonly string[]
  result: string
  onUse: () => void
}) {
  const { t } = useWords()
  const { suffix, maxGapMs, silenceMs } = props.settings
  const words = [
    `${t('settings.scanner.suffix')} ${t(`settings.scanner.suffixes.${suffix}`)}`,
    `${t('settings.scanner.maxGap')} ${maxGapMs}`,
    `${t('settings.scanner.silence')} ${silenceMs}`,
  ]
  const [doubt] = props.doubts
  return (
    <>
      <StatePanel
        size="band"
        tone={doubt === undefined ? 'ok' : 'attention'}
        title={doubt ?? props.result}
        detail={words.join(' · ')}
      />
      <ActButton weight="main" onAct={props.onUse}>
        {t('settings.scanner.use')}
      </ActButton>
    </>
  )
}
