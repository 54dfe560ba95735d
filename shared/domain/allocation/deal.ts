import { pieces } from '../../kernel/quantity'
import type { AllocationPolicy } from '../terms'
import { type Because, type Claim, compareClaims } from './claim'

/** A claim that the policy may move: at least `floor`, at most `cap` pieces. */
export interface Row {
  readonly claim: Claim
  readonly floor: number
  readonly cap: number
}

export interface Dealt {
  readonly claim: Claim
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
function inTurn(
  { rows, free }: Table,
  compare: (a: Claim, b: Claim) => number,
  why: (turn: Turn) => Because,
) {
  const order = [...rows].sort((a, b) => compare(a.claim, b.claim))
  let spare = free - sumOf(rows, (row) => row.floor)
  return order.map(({ claim, floor, cap }, i): Dealt => {
    const extra = Math.min(cap - floor, spare)
    spare -= extra
    const gotAll = floor + extra === cap
    const turn = { claim, gotAll, position: i + 1, ofTotal: order.length }
    return {
      claim,
      pieces: floor + extra,
      because: !gotAll && extra === 0 && floor > 0 ? packed(floor) : why(turn),
    }
  })
}

function byOrderTime(a: Claim, b: Claim): number {
  return a.placedAtMs - b.placedAtMs || compareClaims(a, b)
}

function byPriority(a: Claim, b: Claim): number {
  const rankA = a.priority ?? Number.MAX_SAFE_INTEGER
  const rankB = b.priority ?? Number.MAX_SAFE_INTEGER
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
      dealt.push({ claim: row.claim, pieces: row.floor, because: packed(row.floor) })
      left -= row.floor
      asked -= row.cap
    } else sharing.push(row)
  }
  const parts = sharing.map(({ claim, cap }) => {
    const whole = asked === 0 ? 0 : Math.floor((left * cap) / asked)
    return { claim, whole, rest: left * cap - whole * asked }
  })
  let spare = left - sumOf(parts, (part) => part.whole)
  for (const { claim, whole, rest } of parts.sort(
    (a, b) => b.rest - a.rest || compareClaims(a.claim, b.claim),
  )) {
    const up = spare > 0 ? 1 : 0
    spare -= up
    const exact = asked === 0 ? 0 : whole + rest / asked
    const rounded = rest === 0 ? 'whole' : up === 1 ? 'up' : 'down'
    dealt.push({ claim, pieces: whole + up, because: { reason: 'proportional', exact, rounded } })
  }
  return dealt
}

/** The same number for everyone, as high as it goes; the pieces over go one each by 跟团号. */
function equalShare({ rows, free }: Table): readonly Dealt[] {
  const at = (level: number, row: Row) => Math.max(row.floor, Math.min(row.cap, level))
  let low = 0
  let high = rows.reduce((most, row) => Math.max(most, row.cap), 0)
  while (low < high) {
    const level = Math.ceil((low + high) / 2)
    if (sumOf(rows, (row) => at(level, row)) <= free) low = level
    else high = level - 1
  }
  let spare = free - sumOf(rows, (row) => at(low, row))
  return rows.map((row): Dealt => {
    const extra = spare > 0 && row.floor <= low && row.cap > low ? 1 : 0
    spare -= extra
    const because: Because =
      row.floor > low ? packed(row.floor) : { reason: 'equal-share', base: pieces(low), extra }
    return { claim: row.claim, pieces: at(low, row) + extra, because }
  })
}

interface Household {
  readonly rows: Row[]
  readonly first: Claim
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
    const household = known ?? { rows: [], first: row.claim, needs: 0 }
    household.rows.push(row)
    household.needs += row.cap - row.floor
    households.set(row.claim.householdId, household)
  }
  const order = [...households.values()].sort(byCompleteness)
  let spare = free - sumOf(rows, (row) => row.floor)
  const complete = new Map<string, number>()
  for (const { first, needs } of order) {
    if (neverComplete.has(first.householdId) || needs > spare) continue
    spare -= needs
    complete.set(first.householdId, complete.size + 1)
  }
  return rows.map(({ claim, floor, cap }): Dealt => {
    const position = complete.get(claim.householdId)
    if (position !== undefined) {
      const because = { reason: 'complete-first', position, ofTotal: order.length } as const
      return { claim, pieces: cap, because }
    }
    const extra = Math.min(cap - floor, spare)
    spare -= extra
    const because: Because =
      extra === 0 && floor > 0 ? packed(floor) : { reason: 'left-over', waitsFor: claim.waitsFor ?? [] }
    return { claim, pieces: floor + extra, because }
  })
}

function byCompleteness(a: Household, b: Household): number {
  const waits = (a.first.waitsFor?.length ?? 0) - (b.first.waitsFor?.length ?? 0)
  return waits || a.needs - b.needs || compareClaims(a.first, b.first)
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
