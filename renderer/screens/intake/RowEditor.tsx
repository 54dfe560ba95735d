import { useId, useState } from 'react'
import { columnLetter } from '../../../shared/intake/grid'
import type { HeldRow } from '../../../shared/intake/import/importProposal'
import { useWords } from '../../i18n/index'
import { ActButton } from '../../ui/index'
import intake from './Intake.module.css'
import styles from './Preview.module.css'

/** One row of the source, cell by cell; the cell that is wrong first. Enter checks it again. */
export function RowEditor(props: {
  row: HeldRow
  titles: readonly string[]
  isText: boolean
  onFix: (cells: readonly string[]) => void
  onDrop: () => void
}) {
  const { t } = useWords()
  const id = useId()
  const { row, titles, isText, onFix, onDrop } = props
  const width = isText ? 1 : Math.max(titles.length, row.cells.length, 1)
  const [cells, setCells] = useState<readonly string[]>(() =>
    Array.from({ length: width }, (_, i) => (isText ? row.cells.join('\n') : (row.cells[i] ?? ''))),
  )
  const wrong = new Set(row.problems.map((problem) => problem.column))
  const titleAt = (i: number) => titles[i] || columnLetter(i)
  const put = (i: number, text: string) => setCells(cells.map((cell, at) => (at === i ? text : cell)))
  const save = () => onFix(trimmed(cells))
  return (
    <form
      className={styles['rowEditor']}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {isText ? (
        <textarea
          rows={Math.min(4, Math.max(1, (cells[0] ?? '').split('\n').length))}
          value={cells[0] ?? ''}
          aria-label={t('intake.held.lineOfText')}
          onChange={(event) => put(0, event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            save()
          }}
        />
      ) : (
        <div className={styles['cells']}>
          {cells.map((cell, i) => (
            <label key={titleAt(i)} htmlFor={`${id}-${i}`} data-wrong={wrong.has(titleAt(i))}>
              <span>{titleAt(i)}</span>
              <input
                id={`${id}-${i}`}
                value={cell}
                onChange={(event) => put(i, event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                  event.preventDefault()
                  save()
                }}
              />
            </label>
          ))}
        </div>
      )}
      <div className={intake['rowActs']}>
        <ActButton size="small" weight="quiet" onAct={onDrop}>
          {t('intake.held.drop')}
        </ActButton>
        <ActButton size="small" onAct={save}>
          {t('intake.held.fix')}
        </ActButton>
      </div>
    </form>
  )
}

function trimmed(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '')
  return cells.slice(0, last + 1)
}
