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

/** A fault for the log: what it is and where it happened. Not its message: that may quote what came in. */
export function faultOf(error: unknown): {
  readonly what: string
  readonly code: string | null
  readonly where: string | null
} {
  if (!(error instanceof Error)) return { what: 'thrown', code: null, where: null }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const { stack = '', message } = error
  const frames = stack.slice(stack.indexOf(message) + message.length)
  return { what: error.name, code, where: /^\s+at (.+)$/m.exec(frames)?.[1] ?? null }
}

/** JSON lines, for whoever collects them. */
export function jsonLog(nowMs: () => number, write: (line: string) => void): Log {
  return (level, event, members = {}) =>
    write(`${JSON.stringify({ at: new Date(nowMs()).toISOString(), level, event, ...members })}\n`)
}
