/** One statement at a time. Rows come back unread: whoever asks parses them. */
export interface Queries {
  query(text: string, values?: readonly unknown[]): Promise<readonly unknown[]>
  /** Several statements without values. */
  run(text: string): Promise<void>
}

export interface Transaction extends Queries {
  /** Runs as the last of the transaction, one behind the other, in the same round trip as the commit. */
  withCommit(text: string, values: readonly unknown[]): void
}

export interface Listening {
  heard(payload: string): void
  /** The connection was lost and is back: notices in between were missed. */
  reopened(): void
}

/** The little of PostgreSQL that the centre needs; a server and the embedded one speak it alike. */
export interface Sql extends Queries {
  readonly kind: 'postgres' | 'embedded'
  /** Where the embedded one lies, if anywhere. */
  readonly folder?: string
  /** Commits what `work` did, or nothing of it when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Answers once the channel is open. @returns stops listening */
  listen(channel: string, listening: Listening): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** The database is away, full or too slow just now: ask again later. */
export class DatabaseBusy extends Error {}

/** 25006: read only, as a standby is until it takes over. */
const passing = /^(08|40|53|57|25006)/
const sockets = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT']

/** Tells a passing trouble of the database from a fault of ours, by SQLSTATE or the socket's word. */
export function busyOr(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseBusy) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const lost =
    /connection (terminated|timeout|timed out)|timeout exceeded when trying to connect|query read timeout|is not queryable/i
  const isPassing = passing.test(code) || sockets.includes(code) || lost.test(error.message)
  return isPassing ? new DatabaseBusy(error.message, { cause: error }) : error
}

/**
 * Waits for both, which were sent one behind the other; what failed first is what is thrown, and only once the
 * other has come to its end, so that nothing of it runs on after its transaction.
 */
export async function together<T>(first: Promise<unknown>, second: Promise<T>): Promise<T> {
  await inTurn([first, second])
  return second
}

/** The same of any number. */
export async function inTurn(sent: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(sent)) if (one.status === 'rejected') throw one.reason
}
