import { useMemo, useState } from 'react'
import type { ReadProposal } from '../../../shared/intake/import/importProposal'
import { type Problem, severityOf } from '../../../shared/intake/problem'
import { useWords } from '../../i18n/index'
import { Icon, Panel, StatePanel } from '../../ui/index'
import { HeldRows } from './HeldRows'
import { ItemQuestions } from './ItemQuestions'
import type { Importing, ImportState } from './importing'
import styles from './Preview.module.css'
import { RemovedOrders } from './RemovedOrders'
import { useProblemText } from './useProblemText'
import { WhatWasOrdered } from './WhatWasOrdered'

interface AttentionProps {
  readonly importing: Importing
  readonly state: ImportState
  readonly proposal: ReadProposal
  readonly nothingNew: boolean
}

/** What needs a person, hardest first: unknown goods, rows to mend, orders that are gone, hints. */
export function Attention({ importing, state, proposal, nothingNew }: AttentionProps) {
  const { t } = useWords()
  const flags = useMemo(
    () => proposal.problems.filter(({ code }) => severityOf(code) !== 'notes'),
    [proposal],
  )
  const notes = useMemo(
    () => proposal.problems.filter(({ code }) => severityOf(code) === 'notes'),
    [proposal],
  )
  const open = proposal.items.some(({ by }) => by === 'unknown' || by === 'ambiguous')
  const fine = !open && proposal.held.length === 0 && proposal.removed.length === 0 && flags.length === 0
  return (
    <>
      {proposal.kind === 'scans' && (
        <StatePanel size="band" tone="info" title={t('intake.scans.note', { n: 8 })} />
      )}
      {proposal.announced.length > 0 && (
        <StatePanel size="band" tone="info" title={t('intake.goodsList.note')} />
      )}
      {!state.keepable && <StatePanel size="band" tone="attention" title={t('intake.preview.tooLarge')} />}
      {fine && (
        <StatePanel
          size="band"
          tone="ok"
          title={t(nothingNew ? 'intake.preview.nothingNew' : 'intake.preview.fine')}
          detail={t(nothingNew ? 'intake.preview.nothingNewDetail' : 'intake.preview.fineDetail')}
        />
      )}
      <ItemQuestions importing={importing} state={state} items={proposal.items} fresh={proposal.products} />
      <WhatWasOrdered importing={importing} state={state} proposal={proposal} />
      <HeldRows importing={importing} state={state} proposal={proposal} />
      <RemovedOrders importing={importing} state={state} removed={proposal.removed} />
      <Hints title={t('intake.hints.title', { count: flags.length })} problems={flags} tone="attention" />
      <Hints title={t('intake.hints.notes', { count: notes.length })} problems={notes} tone="info" closed />
    </>
  )
}

const shownAtFirst = 30

function Hints(props: {
  title: string
  problems: readonly Problem[]
  tone: 'attention' | 'info'
  closed?: boolean
}) {
  const { t } = useWords()
  const { ofRow } = useProblemText()
  const [all, setAll] = useState(false)
  const { problems, tone } = props
  if (problems.length === 0) return null
  const shown = all ? problems.slice(0, 1000) : problems.slice(0, shownAtFirst)
  return (
    <Panel>
      <details className={styles['hints']} open={props.closed !== true}>
        <summary>
          <Icon name={tone === 'attention' ? 'alert' : 'info'} size={18} />
          {props.title}
        </summary>
        <ul>
          {shown.map((problem, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is read as a whole and never reordered
            <li key={i}>{ofRow(problem)}</li>
          ))}
        </ul>
        {problems.length > shown.length && (
          <button type="button" onClick={() => setAll(true)}>
            {t('intake.held.more', { n: problems.length - shown.length })}
          </button>
        )}
      </details>
    </Panel>
  )
}
