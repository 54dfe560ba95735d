import { codeOf } from '../codeOf'
import { databaseRefused } from '../db/databaseRefused'
import { DatabaseBusy } from '../db/sql'
import { UnreadableEntry } from '../feed/roundEntries'
import { Refused } from '../hq/sites'
import { faultOf, type Log } from '../log'
import type { Desk } from './command'
import { nameOf, runCommand } from './runCommand'

/** What a command came to, for whoever typed it; `fault`: it failed by no fault of theirs. */
export interface CommandAnswer {
  readonly ok: boolean
  readonly text: string
  readonly fault?: boolean | undefined
}

/** Answers whatever happens. A fault of ours is said to be one, and is in the log. */
export async function answerCommand(desk: Desk, argv: readonly string[], log: Log): Promise<CommandAnswer> {
  try {
    return { ok: true, text: await runCommand(desk, argv) }
  } catch (error) {
    const sentence = sentenceOf(error)
    if (sentence !== undefined) return { ok: false, text: sentence }
    log('error', 'command-failed', { command: nameOf(argv), ...faultOf(error) })
    return { ok: false, fault: true, text: faultText(error) }
  }
}

/** Undefined where nobody who typed it could have put it right. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof Refused || error instanceof UnreadableEntry) return error.message
  return databaseRefused(error) ?? (error instanceof DatabaseBusy ? busySentence(error) : undefined)
}

export function busySentence(
  { message, cause }: DatabaseBusy,
  next = 'Nothing more was written; put that right and type the command again',
): string {
  return `The database does not do this just now: ${message || codeOf(cause) || 'it does not answer'}. ${next}.`
}

function faultText(error: unknown): string {
  const lines = error instanceof Error ? error.stack : String(error)
  return `This is a fault of the program, not of what was typed. Please report it with these lines:\n\n${lines}`
}
