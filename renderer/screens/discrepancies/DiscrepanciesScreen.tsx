import { useState } from 'react'
import { type Discrepancy, discrepancies } from '../../../shared/domain/discrepancy/discrepancies'
import { type Wait, waitOf, waits } from '../../../shared/domain/discrepancy/nextStages'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { look, useSession } from '../../session/useSession'
import { ActButton, Column, EmptyState, Panel, Screen } from '../../ui/index'
import styles from './DiscrepanciesScreen.module.css'
import { DiscrepancyCard } from './DiscrepancyCard'
import { DiscrepancyLine } from './DiscrepancyLine'
import { NoteDiscrepancyForm } from './NoteDiscrepancyForm'

/** Everything that is not as it should be, grouped by what has to happen next. */
export function DiscrepanciesScreen() {
  const { t } = useWords()
  const { fold, roundId } = useRound()
  const [noting, setNoting] = useState(false)
  const openId = useSession((s) => s.openDiscrepancy)
  const all = discrepancies(fold)
  const open = all.find((one) => one.discrepancyId === openId) ?? firstWaiting(all)
  return (
    <Screen
      title={t('discrepancies.title')}
      note={t('discrepancies.note', { count: all.filter(({ stage }) => waitOf(stage) !== 'done').length })}
      body="split"
      acts={
        roundId === null ? undefined : (
          <ActButton icon="edit" onAct={() => setNoting(!noting)}>
            {t('discrepancies.add')}
          </ActButton>
        )
      }
    >
      <Column share={1}>
        <Panel fill flush>
          {all.length === 0 && (
            <EmptyState icon="check" title={t('discrepancies.none')} detail={t('discrepancies.noneDetail')} />
          )}
          {waits.map((wait) => (
            <Group
              key={wait}
              wait={wait}
              lines={all.filter(({ stage }) => waitOf(stage) === wait)}
              open={open}
            />
          ))}
        </Panel>
      </Column>
      <Column share={1.4}>
        {noting ? (
          <NoteDiscrepancyForm onClose={() => setNoting(false)} />
        ) : (
          open && <DiscrepancyCard key={open.discrepancyId} discrepancy={open} />
        )}
      </Column>
    </Screen>
  )
}

function firstWaiting(all: readonly Discrepancy[]): Discrepancy | undefined {
  return (
    all.find(({ kind }) => kind === 'double-handover') ?? all.find(({ stage }) => waitOf(stage) !== 'done')
  )
}

interface GroupProps {
  readonly wait: Wait
  readonly lines: readonly Discrepancy[]
  readonly open: Discrepancy | undefined
}

function Group({ wait, lines, open }: GroupProps) {
  const { t } = useWords()
  const [shown, setShown] = useState(wait !== 'done')
  if (lines.length === 0) return null
  return (
    <section className={styles['group']}>
      <button
        type="button"
        className={styles['groupHead']}
        onClick={() => setShown(!shown)}
        aria-expanded={shown}
      >
        <span>{t(`discrepancies.wait.${wait}`)}</span>
        <b>{lines.length}</b>
      </button>
      {shown &&
        lines.map((line) => (
          <DiscrepancyLine
            key={line.discrepancyId}
            discrepancy={line}
            chosen={line.discrepancyId === open?.discrepancyId}
            onChoose={() => look({ openDiscrepancy: line.discrepancyId })}
          />
        ))}
    </section>
  )
}
