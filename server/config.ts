import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** What the environment says, read once; everything has a default but what production must decide for itself. */
export interface Config {
  /** Null: the embedded database in `folder`. */
  readonly databaseUrl: string | null
  readonly folder: string
  readonly connections: number
  readonly host: string
  readonly port: number
  readonly watchToken: string | null
  readonly behindProxy: boolean
  readonly logRequests: boolean
  /** A command that is done before anybody is let in. */
  readonly firstCommand: readonly string[]
}

/** What is set does not fit together; the text says what to set instead. */
export class WrongConfig extends Error {}

export const usualPort = 47_900

/** A fault says what the setting has to be: it follows its name in a sentence. */
const within = (least: number, most: number) => {
  const said = `a whole number from ${least} to ${most}`
  return z.coerce.number(said).pipe(z.int(said).min(least, said).max(most, said))
}
const flag = z
  .enum(['0', '1', ''], '1 or 0')
  .default('')
  .transform((text) => text === '1')
const words = z.array(z.string())

function namesOneHost(address: string): boolean {
  if (!address.startsWith('postgres')) return true
  // Without a host, as for a socket named behind it, PostgreSQL's own form of an address is no URL.
  const url = address.replace('@/', '@localhost/')
  return URL.canParse(url) && !new URL(url).hostname.includes(',')
}

/** As `pg` reads them. It takes any other word for the strictest one, without a word. */
const sslModes = /^(disable|prefer|require|verify-ca|verify-full|no-verify)$/

function namesSslMode(address: string): boolean {
  const mode = /[?&]sslmode=([^&]*)/.exec(address)?.[1]
  return mode === undefined || sslModes.test(mode)
}

const environment = z.object({
  // Anything else would be taken for the name of a database on a machine called "base".
  DATABASE_URL: z
    .string()
    .regex(
      /^$|^postgres(ql)?:\/\/|^socket:|^\//,
      'an address such as postgres://USER:PASSWORD@HOST/DATABASE, and begin so',
    )
    .refine(
      namesOneHost,
      'an address of one host such as postgres://USER:PASSWORD@HOST/DATABASE, with %23 %2F %3A %40 for # / : @ in the password',
    )
    .refine(namesSslMode, 'an address whose sslmode is one of disable, require, verify-full and no-verify')
    .optional(),
  TUANDIAN_CENTRE_FOLDER: z.string().optional(),
  DATABASE_CONNECTIONS: within(1, 100).default(10),
  HOST: z.string().min(1, 'an address of this machine').default('127.0.0.1'),
  PORT: within(0, 65_535).default(usualPort),
  WATCH_TOKEN: z.string().min(16, 'at least 16 characters long').optional(),
  BEHIND_PROXY: flag,
  LOG_REQUESTS: flag,
  ALLOW_EMBEDDED_DB: flag,
  NODE_ENV: z.string().optional(),
  TUANDIAN_FIRST_COMMAND: z
    .string()
    .default('[]')
    .transform((text) => words.parse(JSON.parse(text))),
})

/** @throws WrongConfig */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = environment.safeParse(env)
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')} has to be ${message}.`)
    throw new WrongConfig(wrong.join('\n'))
  }
  const it = read.data
  const databaseUrl = it.DATABASE_URL === undefined || it.DATABASE_URL === '' ? null : it.DATABASE_URL
  if (databaseUrl === null && it.NODE_ENV === 'production' && !it.ALLOW_EMBEDDED_DB)
    throw new WrongConfig(
      'In production set DATABASE_URL to a PostgreSQL: the embedded database is for trying out and for one small point. ALLOW_EMBEDDED_DB=1 takes it all the same.',
    )
  return {
    databaseUrl,
    folder: it.TUANDIAN_CENTRE_FOLDER ?? join(homeOf(env), 'centre'),
    connections: it.DATABASE_CONNECTIONS,
    host: it.HOST,
    port: it.PORT,
    watchToken: it.WATCH_TOKEN ?? null,
    behindProxy: it.BEHIND_PROXY,
    logRequests: it.LOG_REQUESTS,
    firstCommand: it.TUANDIAN_FIRST_COMMAND,
  }
}

/** Where this machine keeps what is Tuandian's. */
function homeOf(env: Readonly<Record<string, string | undefined>>): string {
  if (env['TUANDIAN_HOME']) return env['TUANDIAN_HOME']
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'Tuandian')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/Tuandian')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'tuandian')
}
