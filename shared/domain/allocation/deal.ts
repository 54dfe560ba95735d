import { pieces } from '../../kernel/quantity'
import type { AllocationPolicy } from '../terms'
import type { Because, Claim } from './claim'

/** A claim that the policy may move: at least `floor`, at most `cap` pieces. */
export interface Row {
  readonly claim: Claim
  /** Its place among all claims by 跟团号, locked ones included. */
  readonly at: number
  readonly floor: number
  readonly cap: number
}

export interface Dealt {
  /** The row's place. */
  readonly at: number
  readonly pieces: number
  readonly because: Because
}

export interface Table {
  /** By 跟团号. The floors together are at most `free`, the caps together are more. */
  readonly rows: readonly Row[]
  /** Pieces for these rows, floors included. Every deal gives out exactly these. */
  readonly free: number
  /** Households that a locked row keeps from ever being complete. */
  readonly neverComplete: ReadonlySet<string>
}

type Deal = (table: Table) => readonly Dealt[]

export const deals: { readonly [policy in AllocationPolicy]: Deal } = {
  'order-time': (table) =>
    inTurn(table, byOrderTime, ({ gotAll, position, ofTotal }) => ({
      reason: gotAll ? 'ordered-earlier' : 'ordered-later',
      position,
      ofTotal,
    })),
  priority: (table) =>
    inTurn(table, byPriority, ({ claim, position, ofTotal }) => ({
      reason: 'priority',
      rank: claim.priority ?? null,
      position,
      ofTotal,
    })),
  proportional,
  'equal-share': equalShare,
  'complete-households': completeHouseholds,
}

interface Turn {
  readonly claim: Claim
  readonly gotAll: boolean
  readonly position: number
  readonly ofTotal: number
}

/** One after the other gets all it asks for while there is some. */
function inTurn({ rows, free }: Table, compare: (a: Row, b: Row) => number, why: (turn: Turn) => Because) {
  const order = [...rows].sort(compare)
  let spare = free - sumOf(rows, (row) => row.floor)
  return order.map(({ claim, at, floor, cap }, i): Dealt => {
    const extra = Math.min(cap - floor, spare)
    spare -= extra
    const gotAll = floor + extra === cap
    const turn = { claim, gotAll, position: i + 1, ofTotal: order.length }
    return {
      at,
      pieces: floor + extra,
      because: !gotAll && extra === 0 && floor > 0 ? packed(floor) : why(turn),
    }
  })
}

function byOrderTime(a: Row, b: Row): number {
  return a.claim.placedAtMs - b.claim.placedAtMs || a.at - b.at
}

function byPriority(a: Row, b: Row): number {
  const rankA = a.claim.priority ?? Number.MAX_SAFE_INTEGER
  const rankB = b.claim.priority ?? Number.MAX_SAFE_INTEGER
  return rankA - rankB || byOrderTime(a, b)
}

/** Largest remainder; rows that hold more than their part already step out, and the others share the rest. */
function proportional({ rows, free }: Table): readonly Dealt[] {
  let left = free
  let asked = sumOf(rows, (row) => row.cap)
  const dealt: Dealt[] = []
  const sharing: Row[] = []
  for (const row of [...rows].sort((a, b) => heldPart(b) - heldPart(a))) {
    if (row.floor * asked > left * row.cap) {
      dealt.push({ at: row.at, pieces: row.floor, because: packed(row.floor) })
      left -= row.floor
      asked -= row.cap
    } else sharing.push(row)
  }
  const parts = sharing.map(({ at, cap }) => {
    const whole = asked === 0 ? 0 : Math.floor((left * cap) / asked)
    return { at, whole, rest: left * cap - whole * asked }
  })
  let spare = left - sumOf(parts, (part) => part.whole)
  for (const { at, whole, rest } of parts.sort((a, b) => b.rest - a.rest || a.at - b.at)) {
    const up = spare > 0 ? 1 : 0
    spare -= up
    const exact = asked === 0 ? 0 : whole + rest / asked
    const rounded = rest === 0 ? 'whole' : up === 1 ? 'up' : 'down'
    dealt.push({ at, pieces: whole + up, because: { reason: 'proportional', exact, rounded } })
  }
  return dealt
}

/** The same number for everyone, as high as it goes; the pieces over go one each by 跟团号. */
function equalShare({ rows, free }: Table): readonly Dealt[] {
  const atLevel = (level: number, row: Row) => Math.max(row.floor, Math.min(row.cap, level))
  let low = 0
  let high = rows.reduce((most, row) => Math.max(most, row.cap), 0)
  while (low < high) {
    const level = Math.ceil((low + high) / 2)
    if (sumOf(rows, (row) => atLevel(level, row)) <= free) low = level
    else high = level - 1
  }
  let spare = free - sumOf(rows, (row) => atLevel(low, row))
  return rows.map((row): Dealt => {
    const extra = spare > 0 && row.floor <= low && row.cap > low ? 1 : 0
    spare -= extra
    const because: Because =
      row.floor > low ? packed(row.floor) : { reason: 'equal-share', base: pieces(low), extra }
    return { at: row.at, pieces: atLevel(low, row) + extra, because }
  })
}

interface Household {
  readonly rows: Row[]
  readonly first: Row
  needs: number
}

/**
 * As many households as possible get all they asked for: first those that wait for nothing else, and among
 * them those that need the fewest pieces. What is left then goes by 跟团号.
 */
function completeHouseholds({ rows, free, neverComplete }: Table): readonly Dealt[] {
  const households = new Map<string, Household>()
  for (const row of rows) {
    const known = households.get(row.claim.householdId)
    const household = known ?? { rows: [], first: row, needs: 0 }
    household.rows.push(row)
    household.needs += row.cap - row.floor
    households.set(row.claim.householdId, household)
  }
  const order = [...households.values()].sort(byCompleteness)
  let spare = free - sumOf(rows, (row) => row.floor)
  const complete = new Map<string, number>()
  for (const { first, needs } of order) {
    const { householdId } = first.claim
    if (neverComplete.has(householdId) || needs > spare) continue
    spare -= needs
    complete.set(householdId, complete.size + 1)
  }
  return rows.map(({ claim, at, floor, cap }): Dealt => {
    const position = complete.get(claim.householdId)
    if (position !== undefined) {
      const because = { reason: 'complete-first', position, ofTotal: order.length } as const
      return { at, pieces: cap, because }
    }
    const extra = Math.min(cap - floor, spare)
    spare -= extra
    const because: Because =
      extra === 0 && floor > 0 ? packed(floor) : { reason: 'left-over', waitsFor: claim.waitsFor ?? [] }
    return { at, pieces: floor + extra, because }
  })
}

function byCompleteness(a: Household, b: Household): number {
  const waits = (a.first.claim.waitsFor?.length ?? 0) - (b.first.claim.waitsFor?.length ?? 0)
  return waits || a.needs - b.needs || a.first.at - b.first.at
}

function heldPart({ floor, cap }: Row): number {
  return cap === 0 ? 0 : floor / cap
}

function packed(floor: number): Because {
  return { reason: 'already-packed', pieces: pieces(floor) }
}

function sumOf<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0)
}
