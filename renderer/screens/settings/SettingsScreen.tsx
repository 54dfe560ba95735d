import { type ComponentType, useState } from 'react'
import { useWords } from '../../i18n/index'
import { useCentre } from '../../queries/useCentre'
import { Icon, type IconName, Screen } from '../../ui/index'
import { AboutSection } from './AboutSection'
import { CentreSection } from './CentreSection'
import { CodesSection } from './CodesSection'
import { DeskSection } from './DeskSection'
import { PeopleSection } from './PeopleSection'
import { ScannerSection } from './ScannerSection'
import styles from './Settings.module.css'
import { SoundSection } from './SoundSection'

const sections = ['desk', 'people', 'sound', 'scanner', 'codes', 'centre', 'about'] as const
type Section = (typeof sections)[number]

const icons: Record<Section, IconName> = {
  desk: 'settings',
  people: 'people',
  sound: 'sound',
  scanner: 'scan',
  codes: 'scale',
  centre: 'online',
  about: 'info',
}
const bodies: Record<Section, ComponentType> = {
  desk: DeskSection,
  people: PeopleSection,
  sound: SoundSection,
  scanner: ScannerSection,
  codes: CodesSection,
  centre: CentreSection,
  about: AboutSection,
}

/** 设置: what belongs to this device alone. */
export function SettingsScreen() {
  const { t } = useWords()
  const [section, setSection] = useState<Section>(useCentre()?.pending ? 'centre' : 'desk')
  const Body = bodies[section]
  return (
    <Screen title={t('settings.title')} note={t('settings.saved')} body="split">
      <nav className={styles['nav']} aria-label={t('settings.title')}>
        {sections.map((one) => (
          <button type="button" key={one} aria-current={one === section} onClick={() => setSection(one)}>
            <Icon name={icons[one]} size={20} />
            {t(`settings.section.${one}`)}
          </button>
        ))}
      </nav>
      <div className={styles['section']}>
        <Body />
      </div>
    </Screen>
  )
}
