import { useEffect, useState, useSyncExternalStore } from 'react'
import { useDesk } from '../../commands/deskContext'
import { agoText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { type DraftLine, deleteDraft, readDraftLines } from '../../point/importDrafts'
import { usePoint } from '../../point/pointContext'
import { ActButton, Icon, Panel } from '../../ui/index'
import styles from './Intake.module.css'
import { useImporting } from './useImporting'

/** Imports that were not finished, with what waits in each: a closed window loses none of them. */
export function OpenDrafts({ onResume }: { onResume: (draftId: string) => void }) {
  const { t } = useWords()
  const desk = useDesk()
  const { local } = usePoint()
  const { importing } = useImporting()
  const [lines, setLines] = useState<readonly DraftLine[]>([])
  const revision = useSyncExternalStore(importing.subscribe, () => importing.revision)
  useEffect(() => {
    let gone = false
    void readDraftLines(local).then((read) => {
      // Drafts change while this list is shown: every revision is read anew.
      if (!gone && revision >= 0) setLines(read)
    })
    return () => {
      gone = true
    }
  }, [local, revision])
  if (lines.length === 0) return null
  const discard = async (draftId: string) => {
    await deleteDraft(local, draftId)
    setLines(await readDraftLines(local))
  }
  return (
    <Panel title={t('intake.home.openDrafts')}>
      <ul className={styles['drafts']}>
        {lines.map(({ draftId, name, from, savedAtMs, waiting }) => (
          <li key={draftId}>
            <Icon name={from === 'file' ? 'file' : 'paste'} />
            <span>
              <b>{name}</b>
              <em>
                {waiting > 0
                  ? t('intake.home.draftWaiting', { count: waiting })
                  : t('intake.home.draftReady')}
                {' · '}
                {agoText(desk.nowMs() - savedAtMs, t)}
              </em>
            </span>
            <ActButton size="small" weight="quiet" onAct={() => void discard(draftId)}>
              {t('intake.home.draftDiscard')}
            </ActButton>
            <ActButton size="small" onAct={() => onResume(draftId)}>
              {t('intake.home.draftResume')}
            </ActButton>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
