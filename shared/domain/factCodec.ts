import { firstFault } from '../kernel/firstFault'
import type { StoredFact } from './entry/entry'
import { factSchemas } from './factSchemas'
import type { Fact } from './facts'

/** The version of each kind that this program writes. */
const currentVersion = 1

/** True for facts this version may fold. Others are kept in their entry and skipped. */
export function isKnownFact(fact: StoredFact): fact is Fact {
  return fact.v === currentVersion && Object.hasOwn(factSchemas, fact.kind)
}

export type FactReading =
  | { readonly as: 'known'; readonly fact: Fact }
  /** A kind or version from a newer program: kept as it is. */
  | { readonly as: 'unknown'; readonly fact: StoredFact }
  | { readonly as: 'broken'; readonly because: string }

/** By hand, like the entry around it: the centre asks this of every fact of every desk. */
function isStoredFact(value: unknown): value is StoredFact {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { kind, v }: { kind?: unknown; v?: unknown } = value
  return (
    typeof kind === 'string' &&
    kind.length > 0 &&
    kind.length <= 60 &&
    Number.isSafeInteger(v) &&
    Number(v) >= 1
  )
}

/** Reads what came from outside. Never throws; never drops a member it does not know. */
export function readFact(value: unknown): FactReading {
  if (!isStoredFact(value)) return { as: 'broken', because: 'it has no kind and version' }
  if (!isKnownFact(value)) return { as: 'unknown', fact: value }
  const parsed = factSchemas[value.kind].safeParse(value)
  if (!parsed.success) return { as: 'broken', because: firstFault(parsed.error) }
  return { as: 'known', fact: value }
}
