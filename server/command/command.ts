import type { Sql } from '../db/sql'
import type { Hint } from '../feed/hints'
import type { RandomBytes } from '../hq/secrets'
import { Refused } from '../hq/sites'

/** Where a command is done. */
export interface Desk {
  readonly sql: Sql
  /** What names of files are from. */
  readonly folder: string
  /** Says, after a commit, that a feed has come further. */
  tell(hint: Hint): void
  readonly nowMs: () => number
  readonly randomBytes: RandomBytes
  deviceChanged(deviceId: string): void
}

export interface Command {
  readonly says: string
  readonly takes: string
  run(desk: Desk, words: readonly string[], options: Options): Promise<string>
}

export interface Options {
  readonly organisation?: string | undefined
  readonly kind?: string | undefined
  readonly role?: string | undefined
  readonly 'packs-for'?: readonly string[] | undefined
  readonly site?: string | undefined
  readonly 'make-site'?: string | undefined
  readonly 'joins-others'?: boolean | undefined
  readonly round?: string | undefined
  readonly 'pickup-from'?: string | undefined
  readonly 'pickup-until'?: string | undefined
  readonly sheet?: string | undefined
  readonly list?: string | undefined
  readonly 'new-products'?: boolean | undefined
  readonly 'new-key'?: boolean | undefined
  readonly 'dry-run'?: boolean | undefined
  readonly language?: string | undefined
  readonly csv?: string | undefined
  readonly ahead?: boolean | undefined
  readonly known?: string | undefined
}

export function word(given: string | undefined, what: string): string {
  if (given === undefined || given.trim() === '') throw new Refused(`the name of ${what} is missing`)
  return given.trim()
}

/** Signs that would steer a terminal, or turn a text round in it, are written out. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

export function countedAre(count: number, one: string): string {
  return `${counted(count, one)} ${count === 1 ? 'is' : 'are'}`
}

/** A table, or what to say where it would be empty: a blank line looks like a fault. */
export function listed(texts: readonly (readonly string[])[], none: string): string {
  return texts.length === 0 ? none : table(texts)
}

/** Columns below one another, for a terminal. */
export function table(texts: readonly (readonly string[])[]): string {
  const rows = texts.map((cells) => cells.map(printable))
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)),
    [],
  )
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}
