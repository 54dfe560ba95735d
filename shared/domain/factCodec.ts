import { z } from 'zod'
import type { StoredFact } from './entry/entry'
import { factSchemas } from './factSchemas'
import type { Fact, FactKind } from './facts'

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

const storedFactSchema = z.looseObject({ kind: z.string().min(1).max(60), v: z.int().min(1) })

/** Reads what came from outside. Never throws; never drops a member it does not know. */
export function readFact(value: unknown): FactReading {
  const stored = storedFactSchema.safeParse(value)
  if (!stored.success) return { as: 'broken', because: z.prettifyError(stored.error) }
  if (!isKnownFact(stored.data)) return { as: 'unknown', fact: stored.data }
  const parsed = factSchemas[stored.data.kind as FactKind].safeParse(value)
  if (!parsed.success) return { as: 'broken', because: z.prettifyError(parsed.error) }
  return { as: 'known', fact: stored.data }
}
