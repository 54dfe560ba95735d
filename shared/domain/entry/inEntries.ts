import { canonicalJson } from '../../kernel/canonicalJson'
import type { Fact } from '../facts'

/** An entry holds at most this many facts: an import of 1,000 orders is a handful of entries. */
const mostFacts = 400
/** Characters of them, unless one fact alone has more. Far below what a centre takes, whatever the language. */
const mostText = 256 * 1024

/** The facts of one command as they go into entries, in their order. */
export function inEntries(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const entries: Fact[][] = []
  let last: Fact[] = []
  let text = 0
  for (const fact of facts) {
    const length = canonicalJson(fact).length
    if (last.length === 0 || last.length >= mostFacts || text + length > mostText) {
      last = []
      text = 0
      entries.push(last)
    }
    last.push(fact)
    text += length
  }
  return entries
}
