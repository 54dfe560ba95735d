import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refused } from '../hq/sites'
import type { Command, Options } from './command'
import { nearest } from './nearest'

const known = {
  organisation: { type: 'string' },
  kind: { type: 'string' },
  role: { type: 'string' },
  'packs-for': { type: 'string', multiple: true },
  site: { type: 'string' },
  'make-site': { type: 'string' },
  'joins-others': { type: 'boolean' },
  round: { type: 'string' },
  'pickup-from': { type: 'string' },
  'pickup-until': { type: 'string' },
  sheet: { type: 'string' },
  list: { type: 'string' },
  'new-products': { type: 'boolean' },
  'new-key': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  held: { type: 'string' },
  language: { type: 'string' },
  csv: { type: 'string' },
  ahead: { type: 'boolean' },
} as const satisfies NonNullable<ParseArgsConfig['options']>

interface Typed {
  readonly words: readonly string[]
  readonly options: Options
}

/** What was typed behind the name of a command. @throws Refused where an option is not one of the command's */
export function readOptions(name: string, { takes }: Command, args: readonly string[]): Typed {
  const { tokens } = parseArgs({ args: [...args], options: known, strict: false, tokens: true })
  const own = (takes.match(/--[a-z-]+/g) ?? []).map((option) => option.slice(2))
  for (const token of tokens)
    if (token.kind === 'option' && !own.includes(token.name)) throw noOption(name, token.rawName, own)
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: known })
    return { words: positionals, options: values }
  } catch (error) {
    // A value is missing, or there is one where none belongs: Node says which.
    if (!(error instanceof TypeError && 'code' in error)) throw error
    throw new Refused(`${error.message}\n\n${name} ${takes}`)
  }
}

function noOption(name: string, typed: string, own: readonly string[]): Refused {
  const near = nearest(typed.replace(/^-+/, ''), own).map((one) => `--${one}`)
  return new Refused(`"${name}" takes no option ${[typed, near.join(', ')].filter(Boolean).join(', but ')}`)
}
