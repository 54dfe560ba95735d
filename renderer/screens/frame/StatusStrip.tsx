import { Menu } from '@mantine/core'
import { memo } from 'react'
import { ageText, countText, leftText } from '../../i18n/format'
import { type Translate, useWords } from '../../i18n/index'
import { Icon } from '../../ui/index'
import type { ConnectionView, StatusIntents, StatusView } from './frameView'
import { Mark } from './Mark'
import styles from './StatusStrip.module.css'

/** Sooner is now, for a person. */
const minuteMs = 60_000

interface StripProps {
  readonly view: StatusView
  readonly on: StatusIntents
}

/** Few entries change what stands here: its menus are not drawn anew with every scan. */
export const StatusStrip = memo(DrawnStrip, saysTheSame)

function saysTheSame(before: StripProps, after: StripProps): boolean {
  return before.on === after.on && JSON.stringify(before.view) === JSON.stringify(after.view)
}

function DrawnStrip({ view, on }: StripProps) {
  const { t } = useWords()
  const round = view.rounds.find(({ id }) => id === view.openRound)
  const operator = view.operators.find(({ id }) => id === view.operator)
  return (
    <header className={styles['strip']}>
      <div className={styles['row']}>
        <span className={styles['brand']}>
          <Mark />
          {t('words.appName')}
        </span>
        {view.sites.length > 1 ? (
          <Choice
            of="sites"
            label={t('frame.status.sites')}
            text={view.sites.find(({ id }) => id === view.atSite)?.title ?? ''}
            choices={view.sites}
            chosen={view.atSite}
            strong
            onChoose={on.onSite}
          />
        ) : (
          <span className={styles['site']} title={view.site ?? undefined}>
            {view.site ?? t('frame.status.noSite')}
          </span>
        )}
        <Choice
          label={t('frame.status.rounds')}
          text={round?.title ?? t('frame.status.noRound')}
          choices={view.rounds}
          chosen={view.openRound}
          onChoose={on.onRound}
          last={{ text: t('frame.status.newRound'), onChoose: on.onNewRound }}
        />
        <Connection view={view.connection} onLook={on.onSettings} />
        <Choice
          label={t('frame.status.operators')}
          text={`${t('frame.status.counter', { n: view.counter })} · ${operator?.name ?? t('frame.status.noOperator')}`}
          choices={view.operators.map(({ id, name }) => ({ id, title: name }))}
          chosen={view.operator}
          keep
          onChoose={on.onOperator}
        />
        <button
          type="button"
          className={styles['plain']}
          lang={view.language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => on.onLanguage(view.language === 'en' ? 'zh-CN' : 'en')}
        >
          {t('frame.status.otherLanguage')}
        </button>
        <button
          type="button"
          className={styles['plain']}
          onClick={on.onSettings}
          aria-label={t('frame.status.settings')}
          title={t('frame.status.settings')}
        >
          <Icon name="settings" />
        </button>
      </div>
      {view.storageTrouble && (
        <p className={styles['trouble']} role="alert">
          <Icon name="stop" size={22} />
          {t(`frame.storage.${view.storageTrouble}`)}
        </p>
      )}
    </header>
  )
}

function Choice(props: {
  /** By what a key finds it. */
  of?: 'sites'
  label: string
  text: string
  choices: readonly { readonly id: string; readonly title: string; readonly note?: string }[]
  chosen: string | null
  onChoose: (id: string) => void
  /** Stays whole when the strip is short of room. */
  keep?: boolean
  /** What everything else on the screen depends on. */
  strong?: boolean
  last?: { text: string; onChoose: () => void }
}) {
  return (
    // Without the placeholder: in a menu there are items and nothing else.
    <Menu position="bottom-start" offset={4} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles['choice']}
          title={props.label}
          data-keep={props.keep === true}
          data-choice={props.of}
          data-strong={props.strong === true}
        >
          <span>{props.text}</span>
          <Icon name="down" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.choices.map(({ id, title, note }) => (
          <Menu.Item
            key={id}
            onClick={() => props.onChoose(id)}
            rightSection={id === props.chosen ? <Icon name="check" size={16} /> : null}
          >
            {title}
            {note !== undefined && <small className={styles['note']}>{note}</small>}
          </Menu.Item>
        ))}
        {props.last && <Menu.Divider />}
        {props.last && (
          <Menu.Item leftSection={<Icon name="plus" size={16} />} onClick={props.last.onChoose}>
            {props.last.text}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** This desk's clock against the centre's; else a clock so far off another desk's that one of them is wrong. */
function skewText({ clockSkewMs, otherAheadMs = null }: ConnectionView, t: Translate): string | null {
  if (clockSkewMs !== null) return t('frame.connection.clockSkew', { age: ageText(clockSkewMs, t) })
  return otherAheadMs === null ? null : t('frame.connection.otherAhead', { age: ageText(otherAheadMs, t) })
}

/** What is not at the centre yet, and since when; that nothing is, where nothing else has to be said either. */
function waitsText(view: ConnectionView, t: Translate): string {
  const { unsent, oldestMs, photosWait = 0, toLookAt = 0, progress = null } = view
  if (unsent + photosWait + toLookAt === 0) return progress === null ? t('frame.connection.allSent') : ''
  const said = [
    unsent > 0 && t('frame.connection.unsent', { n: countText(unsent) }),
    unsent > 0 &&
      oldestMs !== null &&
      oldestMs >= minuteMs &&
      t('frame.connection.oldest', { age: ageText(oldestMs, t) }),
    photosWait > 0 && t('frame.connection.photosWait', { n: photosWait }),
  ]
  return said.filter((one) => one !== false).join(' · ')
}

/** Words, a number and an age: calm as long as nothing needs a person. */
function Connection({ view, onLook }: { view: ConnectionView; onLook: () => void }) {
  const { t } = useWords()
  const alone = view.state === 'offline' || view.state === 'local-only' || view.state === 'connecting'
  const skew = skewText(view, t)
  const { photosWait = 0, toLookAt = 0, progress = null, leftMs = null, heardMs = null } = view
  const heard =
    heardMs !== null && heardMs >= minuteMs
      ? t('frame.connection.lastContact', { age: ageText(heardMs, t) })
      : null
  const left = leftMs === null ? null : leftText(leftMs, t)
  const waits = view.state === 'local-only' ? '' : waitsText(view, t)
  return (
    <div
      className={styles['connection']}
      data-state={view.state}
      role="status"
      title={[t(`frame.connection.explain.${view.state}`), left, waits, heard].filter(Boolean).join(' · ')}
    >
      <span className={styles['state']}>
        <Icon name={alone ? 'offline' : 'online'} size={18} />
        {t(`frame.connection.${view.state}`)}
        {progress && ` ${countText(progress.done)} / ${countText(progress.total)}`}
        {left !== null && <span className={styles['left']}>{` · ${left}`}</span>}
      </span>
      {view.state !== 'local-only' && (
        <span className={styles['unsent']}>
          {waits}
          {alone && heard !== null && photosWait === 0 && (
            <span className={styles['heard']}>{waits === '' ? heard : ` · ${heard}`}</span>
          )}
        </span>
      )}
      {toLookAt > 0 && (
        <button type="button" className={styles['look']} onClick={onLook}>
          <Icon name="info" size={16} />
          {t('frame.connection.toLookAt', { n: toLookAt })}
        </button>
      )}
      {skew !== null && (
        <span className={styles['skew']} title={skew}>
          <Icon name="clock" size={16} />
          <span>{skew}</span>
        </span>
      )}
    </div>
  )
}
