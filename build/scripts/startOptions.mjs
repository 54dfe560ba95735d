import { parseArgs } from 'node:util'
import { centrePort } from './deskHome.mjs'

/** What npm start takes; a text stands for the value an option wants. */
const taken = /** @type {const} */ ({
  second: { type: 'boolean', default: false },
  'no-centre': { type: 'boolean', default: false },
  port: { type: 'string' },
  'centre-port': { type: 'string', default: String(centrePort) },
  site: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  browser: { type: 'boolean', default: false },
})

const usage =
  'npm start -- [--second] [--no-centre] [--port N] [--centre-port N] [--site NAME] [--no-open] [--browser]'

/** What was typed behind npm start --. @param {readonly string[]} args @throws Error with a sentence */
export function readStartOptions(args) {
  try {
    return parseArgs({ args: [...args], options: taken }).values
  } catch (error) {
    throw new Error(`${whatIsWrong(args) ?? String(error)}\n\n${usage}`, { cause: error })
  }
}

/** @param {readonly string[]} args */
function whatIsWrong(args) {
  const { tokens } = parseArgs({ args: [...args], options: taken, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional')
      return `npm start takes no ${JSON.stringify(token.value)}: a value of several words goes in quotes.`
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(taken, token.name)) return `npm start takes no option ${token.rawName}.`
    const wantsValue = taken[/** @type {keyof typeof taken} */ (token.name)].type === 'string'
    if (wantsValue && (token.value === undefined || token.value.startsWith('-')))
      return `${token.rawName} takes a value, and none is there.`
    if (!wantsValue && token.value !== undefined) return `${token.rawName} takes no value.`
  }
  return undefined
}
