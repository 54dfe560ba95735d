import { useId } from 'react'
import { useWords } from '../../i18n/index'
import { playSound, setVolume } from '../../sound/playSound'
import { type SoundName, soundPlan } from '../../sound/soundPlan'
import { ActButton, Panel, type Tone } from '../../ui/index'
import styles from './Settings.module.css'
import { useSettings } from './useSettings'

const tones: Record<SoundName, Tone> = {
  ok: 'ok',
  attention: 'attention',
  stop: 'stop',
  unknown: 'info',
  done: 'ok',
}
const names = Object.keys(soundPlan) as SoundName[]

/** How loud, and what each sound says. */
export function SoundSection() {
  const { t } = useWords()
  const id = useId()
  const { settings, change } = useSettings()
  const percent = Math.round(settings.volume * 100)
  const turn = (next: number) => {
    setVolume(next)
    void change({ volume: next }).then(() => playSound('ok'))
  }
  return (
    <Panel title={t('settings.section.sound')}>
      <div className={styles['volume']}>
        <label htmlFor={id}>{t('settings.sound.volume')}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          step={10}
          value={percent}
          onChange={(event) => turn(Number(event.target.value) / 100)}
        />
        <output htmlFor={id}>{percent === 0 ? t('settings.sound.off') : `${percent}%`}</output>
      </div>
      <ul className={styles['sounds']}>
        {names.map((name) => (
          <li key={name} data-tone={tones[name]}>
            <b>{t(`settings.sound.name.${name}`)}</b>
            <ActButton icon="sound" size="small" onAct={() => playSound(name)}>
              {t('settings.sound.test')}
            </ActButton>
          </li>
        ))}
      </ul>
      <p className={styles['note']}>{t('settings.sound.note')}</p>
    </Panel>
  )
}
