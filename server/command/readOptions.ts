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
  language: { type: 'string' },
  csv: { type: 'string' },
  ahead: { type: 'boolean' },
  known: { type: 'string' },
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
    const surplus = positionals.slice(mostWords(takes))
    if (surplus.length > 0) throw tooMany(surplus, name, takes)
    return { words: positionals, options: values }
  } catch (error) {
    // A value is missing, or there is one where none belongs: Node says which.
    if (!(error instanceof TypeError && 'code' in error)) throw error
    throw new Refused(`${error.message}\n\n${name} ${takes}`)
  }
}

/** As many as there are names outside the options; of what is followed by … any number. */
function mostWords(takes: string): number {
  const places: readonly string[] = takes.replace(/\[--[^\]]*\]/g, ' ').match(/\S+/g) ?? []
  return places.includes('…') ? Number.POSITIVE_INFINITY : places.length
}

/** Left out without a word, they would leave half a name: "West" of West Gate. */
function tooMany(surplus: readonly string[], name: string, takes: string): Refused {
  const typed = surplus.map((one) => JSON.stringify(one)).join(', ')
  const again = /\[(--[a-z-]+) [A-Z]+ …\]/.exec(takes)?.[1]
  const perOption = again === undefined ? '' : `, and ${again} before each of several`
  return new Refused(
    `too many words (${typed}): put a name of several words in quotes${perOption}\n\n${name} ${takes}`,
  )
}

function noOption(name: string, typed: string, own: readonly string[]): Refused {
  const near = nearest(typed.replace(/^-+/, ''), own).map((one) => `--${one}`)
  return new Refused(`"${name}" takes no option ${[typed, near.join(', ')].filter(Boolean).join(', but ')}`)
}
