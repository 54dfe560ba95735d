import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../i18n/index'
import styles from './DataTable.module.css'
import type { Tone } from './tone'

export interface Column<Row> {
  readonly key: string
  readonly title: ReactNode
  /** Any CSS width; without one the column shares what is left. */
  readonly width?: string
  readonly align?: 'start' | 'center' | 'end'
  readonly cell: (row: Row) => ReactNode
}

export interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly selected?: string | null
  readonly onSelect?: (key: string) => void
  /** Enter or a double click on a row. */
  readonly onOpen?: (key: string) => void
  readonly rowTone?: (row: Row) => Tone | undefined
  readonly empty?: ReactNode
  /** roomy: 44 px rows for fingers · dense: 34 px rows for reading. */
  readonly spacing?: 'dense' | 'roomy'
}

const rowHeights = { dense: 34, roomy: 44 } as const
/** Below this many rows the browser is quicker without a window over them. */
const windowedFrom = 100

/** Many rows, few pixels: head stays, arrows select, only the rows in sight are drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, selected = null, spacing = 'dense' } = props
  const { t } = useWords()
  const frame = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLTableElement>(null)
  const windowed = rows.length > windowedFrom
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeights[spacing],
    overscan: 12,
    // The head lies over the first rows in sight: the last row must clear the bottom by as much.
    scrollPaddingEnd: grid.current?.tHead?.offsetHeight ?? rowHeights.dense,
    enabled: windowed,
  })
  const inSight = windowed ? virtual.getVirtualItems().map((item) => item.index) : rows.map((_, i) => i)
  const first = inSight[0] ?? 0
  const last = inSight.at(-1) ?? -1
  const selectedAt = selected === null ? -1 : rows.findIndex((row) => rowKey(row) === selected)

  useEffect(() => {
    if (selectedAt < 0) return
    if (windowed) virtual.scrollToIndex(selectedAt, { align: 'auto' })
    else frame.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [selectedAt, windowed, virtual])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.target !== grid.current) return
    const row = rows[selectedAt]
    if (event.key === 'Enter' && row !== undefined) props.onOpen?.(rowKey(row))
    const next = rows[stepFrom(selectedAt, event.key, rows.length)]
    if (next === undefined || !isStep(event.key)) return
    event.preventDefault()
    props.onSelect?.(rowKey(next))
  }

  if (rows.length === 0) return <div className={styles['empty']}>{props.empty ?? t('words.table.empty')}</div>
  return (
    <div ref={frame} className={styles['frame']}>
      <table
        ref={grid}
        className={styles['table']}
        tabIndex={0}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys choose its rows
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        data-spacing={spacing}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={column.width === undefined ? {} : { width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-align={column.align ?? 'start'}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={first * rowHeights[spacing]} span={columns.length} />
          {inSight.map((i) => {
            const row = rows[i]
            if (row === undefined) return null
            return (
              <BodyRow
                key={rowKey(row)}
                table={props}
                row={row}
                index={i}
                chosen={rowKey(row) === selected}
              />
            )
          })}
          <Gap height={(rows.length - 1 - last) * rowHeights[spacing]} span={columns.length} />
        </tbody>
      </table>
    </div>
  )
}

function BodyRow<Row>(props: { table: DataTableProps<Row>; row: Row; index: number; chosen: boolean }) {
  const { table, row, index, chosen } = props
  const key = table.rowKey(row)
  const selectable = table.onSelect !== undefined || table.onOpen !== undefined
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={selectable ? chosen : undefined}
      data-tone={table.rowTone?.(row)}
      data-selectable={selectable}
      onClick={() => table.onSelect?.(key)}
      onDoubleClick={() => table.onOpen?.(key)}
    >
      {table.columns.map((column) => (
        <td key={column.key} data-align={column.align ?? 'start'}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function Gap({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty spacer row cannot be focused
    <tr aria-hidden="true" className={styles['gap']}>
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
const isStep = (key: string): boolean => key in steps || key === 'Home' || key === 'End'

function stepFrom(at: number, key: string, length: number): number {
  if (key === 'Home') return 0
  if (key === 'End') return length - 1
  return Math.max(0, Math.min(length - 1, at + (steps[key] ?? 0)))
}
