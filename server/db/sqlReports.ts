import { z } from 'zod'
import {
  type ReportPart,
  type ReportRow,
  reportKeys,
  reportParts,
  reportRows,
} from '../../shared/domain/report/reportRows'
import type { ReportBook } from '../feed/reportBook'
import type { Queries } from './sql'

const number = z.coerce.number()
const markRow = z.object({ position: number, version: number })
const heldRow = z.object({ position: number })
const roundRow = z.object({ round_id: z.string() })
const jsonRow = z.object({ row: z.unknown() })

/** The tables of the reports. Their columns are the members of the rows, in the database's spelling. */
export function sqlReports(tx: Queries, siteId: string): ReportBook {
  const of = (text: string, ...values: readonly unknown[]): Promise<readonly unknown[]> =>
    tx.query(text, [siteId, ...values])
  const reported: ReportBook['reported'] = async (part, roundId) => {
    const asked = roundId === undefined ? of(selectAll[part]) : of(selectOfRound[part], roundId)
    return rowsIn(part, z.array(jsonRow).parse(await asked))
  }
  return {
    reported,
    reportsAt: async () => z.array(markRow).parse(await of(selectMark))[0],
    markReports: async ({ position, version }) => {
      await of(upsertMark, position, version)
    },
    roundsSince: async (after, upTo) =>
      z
        .array(roundRow)
        .parse(await of(selectRoundsSince, after, upTo))
        .map(({ round_id }) => round_id),
    keepReport: async (roundId, report, { position, version }) => {
      const round = JSON.stringify(report.rounds.map(toColumns))
      if ((await of(upsertRound, position, version, round)).length === 0) return
      for (const part of ['products', 'discrepancies', 'bags'] as const) {
        const rows = report[part].map(toColumns)
        await of(upsertRows[part], position, JSON.stringify(rows))
        const key = columnOf(reportKeys[part])
        await of(
          deleteOthers[part],
          roundId,
          rows.map((row) => row[key]),
        )
      }
    },
    reportOf: async (roundId) => {
      const [held] = z.array(heldRow).parse(await of(holdRound, roundId))
      if (!held) return undefined
      const report = {
        rounds: await reported('rounds', roundId),
        products: await reported('products', roundId),
        discrepancies: await reported('discrepancies', roundId),
        bags: await reported('bags', roundId),
      }
      return { position: held.position, report }
    },
    forgetReports: async () => {
      await of('delete from report_marks where site_id = $1')
      for (const part of reportParts) await of(`delete from ${tableOf(part)} where site_id = $1`)
    },
  }
}

const selectMark = 'select position, version from report_marks where site_id = $1'

const upsertMark = `
  insert into report_marks as kept (site_id, position, version) values ($1, $2, $3)
  on conflict (site_id) do update set position = excluded.position, version = excluded.version
  where (kept.version, kept.position) < (excluded.version, excluded.position)`

export const selectRoundsSince = `
  select distinct round_id from entries
  where site_id = $1 and position > $2 and position <= $3 and round_id is not null order by round_id`

/** Whoever folds the round further waits until this transaction has read all of it. */
const holdRound = 'select position from report_rounds where site_id = $1 and round_id = $2 for share'

const tableOf = (part: ReportPart): string => `report_${part}`
const columnOf = (member: string): string => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const membersOf = (part: ReportPart): readonly string[] => Object.keys(reportRows[part].shape)
const keysOf = (part: ReportPart): readonly string[] => [...new Set(['round_id', columnOf(reportKeys[part])])]

const selectAll = ofParts((part) => select(part, 'site_id = $1'))
export const selectOfRound = ofParts((part) => select(part, 'site_id = $1 and round_id = $2'))

const upsertRound = `${upsert(
  'rounds',
  ['position', 'version'],
  '(kept.version, kept.position) <= (excluded.version, excluded.position)',
)} returning round_id`

/** A row that says the same as before is left as it is. */
const upsertRows = ofParts((part) => {
  const said = membersOf(part).map(columnOf)
  const [kept, excluded] = ['kept', 'excluded'].map((row) =>
    said.map((column) => `${row}.${column}`).join(', '),
  )
  return upsert(part, ['position'], `(${kept}) is distinct from (${excluded})`)
})

const deleteOthers = ofParts(
  (part) => `
  delete from ${tableOf(part)}
  where site_id = $1 and round_id = $2 and ${columnOf(reportKeys[part])} <> all($3::text[])`,
)

function select(part: ReportPart, where: string): string {
  const members = membersOf(part).map((member) => `${columnOf(member)} as "${member}"`)
  return `
    select row_to_json(t) as row from (
      select ${members.join(', ')} from ${tableOf(part)}
      where ${where} order by ${keysOf(part).join(', ')}
    ) as t`
}

/** @param marks columns that come as parameters, the same for all rows; the rows come after them, as JSON */
function upsert(part: ReportPart, marks: readonly string[], where: string): string {
  const said = membersOf(part).map(columnOf)
  const keys = keysOf(part)
  const changes = [...marks, ...said.filter((column) => !keys.includes(column))]
  return `
    insert into ${tableOf(part)} as kept (site_id, ${[...marks, ...said].join(', ')})
    select $1, ${marks.map((_, i) => `$${i + 2}::bigint`).join(', ')}, ${said.join(', ')}
    from json_populate_recordset(null::${tableOf(part)}, $${marks.length + 2}::json)
    on conflict (site_id, ${keys.join(', ')}) do update
    set ${changes.map((column) => `${column} = excluded.${column}`).join(', ')}
    where ${where}`
}

function toColumns(row: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([member, value]) => [columnOf(member), value]))
}

function rowsIn<P extends ReportPart>(part: P, rows: readonly { readonly row: unknown }[]): ReportRow<P>[] {
  return z.array(reportRows[part]).parse(rows.map(({ row }) => row)) as ReportRow<P>[]
}

function ofParts<T>(make: (part: ReportPart) => T): Readonly<Record<ReportPart, T>> {
  return {
    rounds: make('rounds'),
    products: make('products'),
    discrepancies: make('discrepancies'),
    bags: make('bags'),
  }
}
