import { useState } from 'react'
import type { ImportProposal } from '../../../shared/intake/import/importProposal'
import type { ColumnMapping, SheetKind } from '../../../shared/intake/sheet/columns'
import { type SheetField, sheetFields } from '../../../shared/intake/sheet/fields'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { ActButton, Panel, Screen, StatePanel } from '../../ui/index'
import type { Importing, ImportState } from './importing'
import { rememberMapping } from './knownMappings'
import styles from './Preview.module.css'
import { useProblemText } from './useProblemText'

interface MappingStepProps {
  readonly importing: Importing
  readonly state: ImportState
  readonly asked: Extract<ImportProposal, { status: 'needs-mapping' }>
  readonly onLeave: () => void
}

const kinds = ['orders', 'catalogue', 'scans'] as const
const people: readonly SheetField[] = ['name', 'nick', 'phone', 'room', 'address', 'participateNo', 'orderNo']

/** What each column means, beside what stands in it. Said once, remembered for every sheet with these titles. */
export function MappingStep({ importing, state, asked, onLeave }: MappingStepProps) {
  const { t } = useWords()
  const desk = useDesk()
  const problemText = useProblemText()
  const [fields, setFields] = useState<readonly (SheetField | null)[]>(() =>
    asked.columns.map((column) => column.suggested),
  )
  const [headerRow, setHeaderRow] = useState(asked.headerRow)
  const [kind, setKind] = useState<SheetKind>(() =>
    guessKind(asked.columns.map((column) => column.suggested)),
  )
  const enough = isEnough(kind, fields)
  const read = () => {
    if (!enough) return
    const mapping: ColumnMapping = { kind, headerRow, fields }
    void rememberMapping(desk.point.local, asked.columns, mapping)
    importing.change({ mapping })
  }
  useKeys('intake', { takeIn: read })
  return (
    <Screen
      title={t('intake.mapping.title')}
      note={state.name}
      acts={
        <>
          <ActButton keys="Esc" onAct={onLeave}>
            {t('intake.preview.later')}
          </ActButton>
          <ActButton
            weight="main"
            keys="Enter"
            onAct={read}
            unless={enough ? undefined : t(`intake.mapping.needs.${kind}`)}
          >
            {t('intake.mapping.read')}
          </ActButton>
        </>
      }
    >
      <StatePanel
        size="band"
        tone={enough ? 'info' : 'attention'}
        title={asked.problem === null ? t('intake.mapping.detail') : problemText.ofRow(asked.problem)}
        detail={
          enough
            ? asked.problem === null
              ? undefined
              : t('intake.mapping.detail')
            : t(`intake.mapping.needs.${kind}`)
        }
      />
      <Panel
        fill
        flush
        title={
          <span className={styles['mappingHead']}>
            <label>
              {t('intake.mapping.kind')}
              <select
                value={kind}
                onChange={(event) =>
                  setKind(kinds.find((one) => one === event.currentTarget.value) ?? 'orders')
                }
              >
                {kinds.map((one) => (
                  <option key={one} value={one}>
                    {t(`intake.mapping.kinds.${one}`)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('intake.mapping.headerRow')}
              <input
                type="number"
                min={0}
                value={headerRow ?? 0}
                onChange={(event) => setHeaderRow(Number(event.currentTarget.value) || null)}
              />
              {headerRow === null && t('intake.mapping.noHeader')}
            </label>
          </span>
        }
      >
        <table className={styles['mapping']}>
          <thead>
            <tr>
              <th>{t('intake.mapping.column')}</th>
              <th>{t('intake.mapping.titleColumn')}</th>
              <th>{t('intake.mapping.samples')}</th>
              <th>{t('intake.mapping.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {asked.columns.map((column, i) => (
              <tr key={column.letter} data-used={fields[i] !== null}>
                <td>{column.letter}</td>
                <td>{column.title ?? '–'}</td>
                <td>{column.samples.slice(0, 3).join('  ·  ')}</td>
                <td>
                  <FieldSelect
                    label={`${t('intake.mapping.meaning')} ${column.letter}`}
                    value={fields[i] ?? null}
                    onPut={(field) => setFields(fields.map((one, at) => (at === i ? field : one)))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </Screen>
  )
}

function FieldSelect(props: {
  label: string
  value: SheetField | null
  onPut: (field: SheetField | null) => void
}) {
  const { t } = useWords()
  return (
    <select
      value={props.value ?? ''}
      aria-label={props.label}
      onChange={(event) =>
        props.onPut(sheetFields.find((field) => field === event.currentTarget.value) ?? null)
      }
    >
      <option value="">{t('intake.mapping.unused')}</option>
      {sheetFields
        .filter((field) => field !== 'ignored')
        .map((field) => (
          <option key={field} value={field}>
            {t(`intake.field.${field}`)}
          </option>
        ))}
    </select>
  )
}

function guessKind(fields: readonly (SheetField | null)[]): SheetKind {
  const has = (...wanted: readonly SheetField[]) => wanted.some((field) => fields.includes(field))
  if (has('kind') && has('code')) return 'scans'
  return has(...people) ? 'orders' : has('code', 'unitPrice') && !has('quantity') ? 'catalogue' : 'orders'
}

function isEnough(kind: SheetKind, fields: readonly (SheetField | null)[]): boolean {
  const has = (...wanted: readonly SheetField[]) => wanted.some((field) => fields.includes(field))
  if (kind === 'catalogue') return has('item')
  if (kind === 'scans') return has('code') && has('quantity', 'weightKg', 'weightGrams')
  return has(...people) && has('item', 'items', 'code', 'itemColumn')
}
