import { type Problem, severityOf } from '../problem'
import type { SkippedRow } from '../proposal'
import type { HeldRow } from './importProposal'
import type { HeldOrder } from './ordersToTakeIn'

/** Rows that cannot go in as they are, in the order of the source, each with what is wrong with it. */
export function heldRowsOf(
  skipped: readonly SkippedRow[],
  problems: readonly Problem[],
  heldOrders: readonly HeldOrder[],
  cellsAt: (row: number) => readonly string[],
): HeldRow[] {
  const byRow = new Map<number, Problem[]>()
  for (const one of problems) {
    if (one.row === null || severityOf(one.code) !== 'blocks') continue
    const there = byRow.get(one.row)
    if (there === undefined) byRow.set(one.row, [one])
    else there.push(one)
  }
  const rows = new Set(skipped.filter((one) => one.reason === 'problem').map((one) => one.row))
  const beside = new Map<number, readonly number[]>()
  for (const { order, isHere } of heldOrders)
    for (const row of order.rows) {
      if (!byRow.has(row)) continue
      rows.add(row)
      // What the round has already would be there twice.
      const others = order.rows.filter((one) => one !== row)
      if (!isHere) beside.set(row, others)
    }
  return [...rows]
    .sort((a, b) => a - b)
    .map((row) => ({
      ...{ row, cells: cellsAt(row), problems: byRow.get(row) ?? [] },
      beside: (beside.get(row) ?? [])
        .map((one) => ({ row: one, cells: cellsAt(one) }))
        // An entry of a 接龙 is whole at its first line.
        .filter(({ cells }) => cells.some((cell) => cell !== '')),
    }))
}
