import { isAbsolute } from 'node:path'

const ask = '--ask='
const home = '--home='

/** What the page is asked to do as it opens, as it follows its address: `--ask=sample=1` gives `?sample=1`. */
export function startQuery(argv: readonly string[]): string {
  const words = after(ask, argv)
  return words !== undefined && /^[\w=&:/.-]+$/.test(words) ? `?${words}` : ''
}

/** Where a second desk on this machine keeps what is its own: `--home=/path`; undefined for the usual place. */
export function ownHome(argv: readonly string[]): string | undefined {
  const path = after(home, argv)
  return path !== undefined && isAbsolute(path) ? path : undefined
}

function after(name: string, argv: readonly string[]): string | undefined {
  return argv.find((argument) => argument.startsWith(name))?.slice(name.length)
}
