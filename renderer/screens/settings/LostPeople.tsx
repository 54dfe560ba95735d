import type { Identity } from '../../../shared/domain/identity'
import { useDesk } from '../../commands/deskContext'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import type { DeskCentre } from '../../queries/useCentre'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Panel } from '../../ui/index'
import { MaskedParty } from '../intake/MaskedParty'
import { RevealReasons } from '../RevealReasons'
import { useReveal } from '../useReveal'
import styles from './Settings.module.css'

type Lost = DeskCentre['lost'][number]

/** What was written here of people while another desk was faster: seen, and put back with one press. */
export function LostPeople({ centre }: { centre: DeskCentre }) {
  const { t } = useWords()
  return (
    <Panel title={t('sync.lost.title')}>
      <p className={styles['note']}>{t('sync.lost.note')}</p>
      {centre.lost.map((one) => (
        <LostPerson key={`${one.identity.householdId} ${one.atMs}`} lost={one} centre={centre} />
      ))}
    </Panel>
  )
}

function LostPerson({ lost, centre }: { lost: Lost; centre: DeskCentre }) {
  const { t, language } = useWords()
  const desk = useDesk()
  const { identity, atMs } = lost
  const reveal = useReveal(identity.householdId)
  const now = desk.point.people.get(identity.householdId)
  const putBack = async () => {
    const unsaved = await desk.keepPeople((known) => {
      const there = known(identity.householdId)
      return there ? [{ ...identity, version: there.version + 1 }] : 'erased-meanwhile'
    })
    playSound(unsaved ? 'stop' : 'ok')
    if (unsaved) notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${unsaved}`) })
    else await centre.dismissLost(lost)
  }
  const row = (words: string, party: Identity) => (
    <p>
      <span>{words}</span>
      <MaskedParty party={party} shown={reveal.reason !== null} />
    </p>
  )
  return (
    <div className={styles['lost']}>
      <div>
        {row(t('sync.lost.here', { at: clockTime(atMs, language) }), identity)}
        {now && row(t('sync.lost.now'), now)}
        <RevealReasons reveal={reveal} />
      </div>
      {reveal.reason === null && (
        <ActButton size="small" weight="quiet" icon="eye" onAct={() => void reveal.show('correct')}>
          {t('words.reveal')}
        </ActButton>
      )}
      <ActButton size="small" onAct={() => void putBack()}>
        {t('sync.lost.putBack')}
      </ActButton>
      <ActButton size="small" onAct={() => void centre.dismissLost(lost)}>
        {t('sync.lost.leave')}
      </ActButton>
    </div>
  )
}
