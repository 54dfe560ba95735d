export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * One line of what went on. Members are ids of devices and sites, counts, codes from closed lists and texts of our
 * own: never a body, a token, a code or anything of a person.
 */
export type Log = (
  level: LogLevel,
  event: string,
  members?: Readonly<Record<string, string | number | boolean | null>>,
) => void

/** JSON lines, for whoever collects them. */
export function jsonLog(nowMs: () => number, write: (line: string) => void): Log {
  return (level, event, members = {}) =>
    write(`${JSON.stringify({ at: new Date(nowMs()).toISOString(), level, event, ...members })}\n`)
}
