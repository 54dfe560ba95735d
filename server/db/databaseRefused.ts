import { codeOf } from '../codeOf'
import { DatabaseBusy } from './sql'

/** A user, password or database that is not there, or may not do what is needed. */
const notLetIn = /^(28P01|28000|3D000|42501)$/
const readsOnly = '25006'
const noRole =
  /permission denied to (set|create|grant) role|must have admin option on role|role "tuandian_feed" does not exist/

/** Of a table or a function: somebody took the grant away, or a migration of ours forgot it. */
export function lacksGrant(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === '42501' && /^permission denied for /.test(error.message)
}

/** What a database says no with, as a sentence for whoever named it; undefined where it is no such thing. */
export function databaseRefused(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof DatabaseBusy)
    return codeOf(error.cause) === readsOnly
      ? 'This database only reads, as a standby does until it takes over: name in DATABASE_URL the one that is written to.'
      : undefined
  if (/client password must be a string/.test(error.message))
    return 'The database asks for a password and DATABASE_URL names none: postgres://USER:PASSWORD@HOST/DATABASE.'
  if (noRole.test(error.message))
    return `The user of DATABASE_URL may not act as the role tuandian_feed (${error.message}): let whoever administers the database type "create role tuandian_feed nologin" where there is no such role, and then "grant tuandian_feed to USER", with that user's name.`
  const tls = tlsRefused(error)
  if (tls !== undefined) return tls
  // Our own statement asked for what it must not have: a fault of the program, under the code of a missing grant.
  if (/row-level security/.test(error.message)) return undefined
  return notLetIn.test(codeOf(error))
    ? `DATABASE_URL leads to no database that lets the centre work (${error.message}): look at its user and what that may do, at its password and its name.`
    : undefined
}

const notTrusted = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY|GET)_\w+)$/

/** The connection was not made secure as DATABASE_URL wants it. */
function tlsRefused(error: Error): string | undefined {
  const code = codeOf(error)
  if (/server does not support SSL/.test(error.message))
    return 'The database speaks no TLS: have it switched on there, or, where the way to it is safe by itself, leave sslmode out of DATABASE_URL.'
  if (notTrusted.test(code))
    return `The certificate of the database is from no authority that this machine trusts (${error.message}): name the file of that authority behind sslrootcert= in DATABASE_URL.`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The certificate of the database is for another name (${error.message}): name the host in DATABASE_URL as its certificate does.`
  return code === 'CERT_HAS_EXPIRED'
    ? 'The certificate of the database has expired: have it renewed.'
    : undefined
}
