import { useState } from 'react'
import { countOf } from '../../../shared/domain/entry/seen'
import { useDesk } from '../../commands/deskContext'
import { useHost } from '../../commands/hostContext'
import { countText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useLive } from '../../queries/useLive'
import { useStorageRoom } from '../../queries/useStorageRoom'
import { notify, openRound } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Panel, Particulars, Tag } from '../../ui/index'
import styles from './Settings.module.css'

/** Which version, where the data is and whether it is safe there; the sample round for an empty desk. */
export function AboutSection() {
  const { t } = useWords()
  const desk = useDesk()
  const host = useHost()
  const { room, askToKeep } = useStorageRoom()
  const { entries, rounds } = useLive((point) => ({
    entries: Object.values(point.picture.seen).reduce((sum, seen) => sum + countOf(seen), 0),
    rounds: point.rounds().length,
  }))
  const { deviceId, siteId } = desk.identity
  const where =
    host?.kind === 'electron'
      ? t('settings.about.whereElectron')
      : t('settings.about.whereBrowser', { address: window.location.origin })
  return (
    <>
      <Panel title={t('settings.section.about')}>
        <Particulars
          rows={[
            [t('settings.about.version'), `${t('words.appName')} ${host?.version ?? ''}`],
            [t('settings.about.runsIn'), host ? t(`settings.about.host.${host.kind}`) : ''],
            [
              t('settings.about.room'),
              t('settings.about.roomOf', {
                used: megabytes(room?.usedBytes ?? null),
                quota: megabytes(room?.quotaBytes ?? null),
              }),
            ],
            [t('settings.about.entries'), t('settings.about.entriesOf', { n: countText(entries), rounds })],
            [t('settings.about.device'), <code key="device">{deviceId}</code>],
            [t('settings.about.site'), <code key="site">{siteId}</code>],
          ]}
        />
        <p className={styles['kept']}>
          <b>{t('settings.about.where')}</b> {where}
        </p>
        {room && (
          <p className={styles['kept']}>
            <Tag tone={room.persisted ? 'ok' : 'attention'} icon={room.persisted ? 'check' : 'alert'}>
              {t('settings.about.kept')}
            </Tag>
            {t(room.persisted ? 'settings.about.keptYes' : 'settings.about.keptNo')}
            {!room.persisted && (
              <ActButton size="small" onAct={askToKeep}>
                {t('settings.about.askToKeep')}
              </ActButton>
            )}
          </p>
        )}
      </Panel>
      <SamplePanel empty={rounds === 0} />
    </>
  )
}

function SamplePanel({ empty }: { empty: boolean }) {
  const { t } = useWords()
  const desk = useDesk()
  const [loading, setLoading] = useState(false)
  const load = async (which: 'week' | 'kit') => {
    if (loading) return
    setLoading(true)
    const { loadSampleRound } = await import('../../commands/loadSampleRound')
    openRound(await loadSampleRound(desk, which))
    setLoading(false)
    playSound('done')
    notify({ tone: 'ok', title: t('settings.about.sampleLoaded') })
  }
  if (!empty)
    return (
      <p className={styles['note']}>
        {t(loading ? 'settings.about.sampleLoading' : 'settings.about.sampleNotEmpty')}
      </p>
    )
  return (
    <Panel title={t('settings.about.sample')}>
      <p className={styles['note']}>
        {t(loading ? 'settings.about.sampleLoading' : 'settings.about.sampleNote')}
      </p>
      <div className={styles['add']}>
        <ActButton weight="main" busy={loading} onAct={() => void load('week')}>
          {t('settings.about.sampleWeek')}
        </ActButton>
        <ActButton busy={loading} onAct={() => void load('kit')}>
          {t('settings.about.sampleKit')}
        </ActButton>
      </div>
    </Panel>
  )
}

function megabytes(bytes: number | null): string {
  if (bytes === null) return '?'
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
}
