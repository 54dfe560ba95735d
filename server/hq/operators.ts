import { z } from 'zod'
import type { OperatorLine } from '../../shared/contract/operatorLine'
import { type Role, roles } from '../../shared/domain/operator/roles'
import type { Queries } from '../db/sql'
import type { Chance } from './enrol'
import { newId } from './secrets'
import { Refused } from './sites'

const operatorRow = z.object({
  operator_id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  removed: z.boolean(),
})

const roleRow = operatorRow.pick({ operator_id: true, role: true })

/** Also those that were removed: what they wrote has their name. */
export async function operatorsOf(queries: Queries, siteId: string): Promise<OperatorLine[]> {
  const rows = await queries.query(
    `select o.operator_id, o.name, o.role, o.removed_at_ms is not null as removed
     from operators o join sites s using (site_key) where s.site_id = $1 or s.site_key = $1
     order by o.name, o.added_at_ms`,
    [siteId],
  )
  return z
    .array(operatorRow)
    .parse(rows)
    .map(({ operator_id, name, role, removed }) => ({ operatorId: operator_id, name, role, removed }))
}

export async function addOperator(
  queries: Queries,
  siteKey: string,
  { name, role }: { readonly name: string; readonly role: Role },
  { nowMs, randomBytes }: Chance,
): Promise<void> {
  const made = await queries.query(
    `insert into operators (operator_id, site_key, name, role, added_at_ms) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning operator_id`,
    [newId(randomBytes), siteKey, name, role, nowMs],
  )
  if (made.length === 0) throw new Refused(`there is an operator "${name}" already`)
}

/** From the next contact on nobody can choose this operator at a desk. */
export async function removeOperator(
  queries: Queries,
  siteKey: string,
  name: string,
  nowMs: number,
): Promise<void> {
  const removed = await queries.query(
    `update operators set removed_at_ms = $3 where site_key = $1 and name = $2 and removed_at_ms is null
     returning operator_id`,
    [siteKey, name, nowMs],
  )
  if (removed.length === 0) throw new Refused(`there is no operator "${name}"`)
}

export type RolesOf = (operatorIds: readonly string[]) => Promise<ReadonlyMap<string, Role>>

const mostKnown = 10_000

/**
 * The roles of those operators the centre gave out. Both answers hold for good: a role is given once, and nobody
 * uses an id before the centre has drawn it.
 */
export function rememberedRoles(queries: Queries): RolesOf {
  const known = new Map<string, Role | null>()
  return async (operatorIds) => {
    const found = new Map<string, Role>()
    const asked: string[] = []
    for (const operatorId of operatorIds) {
      const role = known.get(operatorId)
      if (role === undefined) asked.push(operatorId)
      else if (role !== null) found.set(operatorId, role)
    }
    if (asked.length === 0) return found
    const rows = await queries.query(
      'select operator_id, role from operators where operator_id = any($1::text[])',
      [asked],
    )
    for (const { operator_id, role } of z.array(roleRow).parse(rows)) found.set(operator_id, role)
    if (known.size < mostKnown)
      for (const operatorId of asked) known.set(operatorId, found.get(operatorId) ?? null)
    return found
  }
}
