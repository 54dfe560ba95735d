import { useState } from 'react'
import { heldRowsCsv } from '../../../shared/intake/import/heldRowsCsv'
import type { HeldRow, ReadProposal } from '../../../shared/intake/import/importProposal'
import { sentencesText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { notify } from '../../session/useSession'
import { ActButton, Panel } from '../../ui/index'
import type { Importing, ImportState } from './importing'
import styles from './Preview.module.css'
import { RowEditor } from './RowEditor'
import { useKeptFile } from './useKeptFile'
import { useProblemText } from './useProblemText'

const shownAtFirst = 8

/** Rows that cannot go in as they are: mended in place, left out, or taken along as a file. Good rows do not wait for them. */
export function HeldRows(props: { importing: Importing; state: ImportState; proposal: ReadProposal }) {
  const { t } = useWords()
  const { importing, state, proposal } = props
  const { ofRow } = useProblemText()
  const keepFile = useKeptFile()
  const [shown, setShown] = useState(shownAtFirst)
  const [open, setOpen] = useState<number | null>(null)
  const { held, titles } = proposal
  if (held.length === 0) return null
  const sentences = (row: HeldRow): string => sentencesText(row.problems.map(ofRow), t)
  const save = async () => {
    const base = `${t('intake.held.fileName')}-${state.name.replace(/\.[^.]*$/, '')}`
    const file = await keepFile(
      `${base}.csv`,
      heldRowsCsv([t('intake.held.rowNumber'), ...titles, t('intake.held.problem')], held, sentences),
    )
    if (file !== null) notify({ tone: 'ok', title: t('intake.held.exported', { file }) })
  }
  const openRow = open ?? held[0]?.row ?? null
  return (
    <Panel
      title={t('intake.held.title', { count: held.length })}
      acts={
        <ActButton size="small" icon="export" onAct={() => void save()}>
          {t('intake.held.export')}
        </ActButton>
      }
    >
      {held.slice(0, shown).map((row) => (
        <div key={row.row} className={styles['heldRow']} data-held={row.row}>
          <button
            type="button"
            className={styles['heldHead']}
            aria-expanded={row.row === openRow}
            onClick={() => setOpen(row.row)}
          >
            {sentences(row)}
          </button>
          {row.row === openRow && (
            <RowEditor
              row={row}
              titles={titles}
              isText={proposal.kind === 'text'}
              onFix={(cells) => importing.fixRow(row.row, cells)}
              onDrop={() => importing.dropRow(row.row)}
            />
          )}
        </div>
      ))}
      {held.length > shown && (
        <ActButton size="small" weight="quiet" onAct={() => setShown(shown + 40)}>
          {t('intake.held.more', { n: held.length - shown })}
        </ActButton>
      )}
    </Panel>
  )
}
