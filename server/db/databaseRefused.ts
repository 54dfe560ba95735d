import { codeOf } from '../codeOf'
import { DatabaseBusy } from './sql'

/** A user, password or database that is not there, or may not do what is needed. */
const notLetIn = /^(28P01|28000|3D000|42501)$/
const readsOnly = '25006'

/** What a database says no with, as a sentence for whoever named it; undefined where it is no such thing. */
export function databaseRefused(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof DatabaseBusy)
    return codeOf(error.cause) === readsOnly
      ? 'This database only reads, as a standby does until it takes over: name in DATABASE_URL the one that is written to.'
      : undefined
  if (/client password must be a string/.test(error.message))
    return 'The database asks for a password and DATABASE_URL names none: postgres://USER:PASSWORD@HOST/DATABASE.'
  const role = /permission denied to set role "(.+)"/.exec(error.message)?.[1]
  if (role !== undefined)
    return `The user of DATABASE_URL may not act as ${role}: let whoever administers the database type "grant ${role} to USER", with that user's name.`
  // Our own statement asked for what it must not have: a fault of the program, under the code of a missing grant.
  if (/row-level security/.test(error.message)) return undefined
  return notLetIn.test(codeOf(error))
    ? `DATABASE_URL leads to no database that lets the centre work (${error.message}): look at its user and what that may do, at its password and its name.`
    : undefined
}
