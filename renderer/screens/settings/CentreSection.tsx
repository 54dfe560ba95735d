import { useDesk } from '../../commands/deskContext'
import { agoText, clockTime, countText, leftText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { type DeskCentre, useCentre } from '../../queries/useCentre'
import { ActButton, Panel, Particulars, ProgressLine, Tag } from '../../ui/index'
import { MaskedParty } from '../intake/MaskedParty'
import { JoinCentre } from './JoinCentre'
import { LostPeople } from './LostPeople'
import styles from './Settings.module.css'

/** The way to the centre: joining it, and where this desk stands with it. */
export function CentreSection() {
  const centre = useCentre()
  if (centre === null) return null
  return centre.joined ? <Joined centre={centre} joined={centre.joined} /> : <JoinCentre centre={centre} />
}

function Joined({ centre, joined }: { centre: DeskCentre; joined: NonNullable<DeskCentre['joined']> }) {
  const { t, language } = useWords()
  const desk = useDesk()
  const { view } = centre
  if (view === null) return null
  const state = view.state === 'in-step' ? 'online' : view.state
  const calm = state === 'online' || state === 'sending' || state === 'receiving'
  const { lastContactMs } = view
  const last =
    lastContactMs === null
      ? t('sync.never')
      : `${clockTime(lastContactMs, language)} · ${agoText(desk.nowMs() - lastContactMs, t)}`
  const count = t('sync.unsentOf', { n: countText(view.unsent) })
  const { leftMs, progress } = view
  const unsent = leftMs === null || progress ? count : `${count} · ${leftText(leftMs, t)}`
  return (
    <>
      <Panel
        title={t('settings.section.centre')}
        acts={
          <ActButton size="small" onAct={() => centre.lookNow()}>
            {t('sync.lookNow')}
          </ActButton>
        }
      >
        <p className={styles['kept']}>
          <Tag tone={calm ? 'ok' : 'attention'} icon={calm ? 'check' : 'info'}>
            {t(`frame.connection.${state}`)}
          </Tag>
          {t(`frame.connection.explain.${state}`)}
        </p>
        <Particulars
          rows={[
            [t('sync.at'), <code key="at">{joined.address}</code>],
            ...(joined.organisation === '' ? [] : [[t('sync.organisation'), joined.organisation] as const]),
            ...(joined.feeds.length > 1
              ? [[t('sync.sites'), joined.feeds.map(({ name }) => name).join(' · ')] as const]
              : []),
            [t('sync.lastContact'), last],
            [t('sync.unsent'), unsent],
            [t('sync.photosWait'), t('sync.photosWaitOf', { n: countText(view.photosWaiting) })],
          ]}
        />
        {progress && <ProgressLine label={t('sync.progress')} {...progress} leftMs={leftMs} />}
        {view.peopleUnsent > 0 && (
          <p className={styles['note']}>{t('sync.peopleUnsent', { n: view.peopleUnsent })}</p>
        )}
        {view.heldBack > 0 && <p className={styles['note']}>{t('sync.heldBack', { n: view.heldBack })}</p>}
        {view.keptOut > 0 && <p className={styles['note']}>{t('sync.keptOut', { n: view.keptOut })}</p>}
      </Panel>
      {(state === 'revoked' || state === 'taken-over') && <JoinCentre centre={centre} />}
      {centre.lost.length > 0 && <LostPeople centre={centre} />}
      {centre.refused.length > 0 && <RefusedPeople centre={centre} />}
      {view.aside.length > 0 && <Aside centre={centre} aside={view.aside} />}
    </>
  )
}

function Aside(props: { centre: DeskCentre; aside: NonNullable<DeskCentre['view']>['aside'] }) {
  const { t } = useWords()
  return (
    <Panel
      title={t('sync.aside.title')}
      acts={
        <ActButton size="small" onAct={() => void props.centre.tryAsideAgain()}>
          {t('sync.aside.again')}
        </ActButton>
      }
    >
      <p className={styles['note']}>{t('sync.aside.note')}</p>
      <Particulars
        rows={props.aside.map(({ deviceId, seq, reason }) => [
          t(deviceId === undefined ? 'sync.aside.row' : 'sync.aside.rowFormer', { seq }),
          t(`sync.aside.reason.${reason}`),
        ])}
      />
    </Panel>
  )
}

function RefusedPeople({ centre }: { centre: DeskCentre }) {
  const { t } = useWords()
  return (
    <Panel
      title={t('sync.refusedPeople.title')}
      acts={
        <ActButton size="small" onAct={() => void centre.tryAsideAgain()}>
          {t('sync.aside.again')}
        </ActButton>
      }
    >
      <p className={styles['note']}>{t('sync.refusedPeople.note')}</p>
      {centre.refused.map((identity) => (
        <MaskedParty key={identity.householdId} party={identity} />
      ))}
    </Panel>
  )
}
