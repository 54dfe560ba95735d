import { z } from 'zod'
import type { IdentityOnWire } from '../../shared/contract/people'
import type { FeedBook } from '../feed/feedBook'
import type { Queries } from './sql'

const text = z.string().nullable()
const row = z.object({
  household_id: z.string(),
  version: z.coerce.number(),
  change: z.coerce.number(),
  erased: z.boolean(),
  after_erasure: z.coerce.number().nullable(),
  name: text,
  phone: text,
  address: text,
  note: text,
})
type Row = z.infer<typeof row>

const columns = 'household_id, version, change, erased, after_erasure, name, phone, address, note'

/** People, the one thing that is edited and erased. */
export function sqlIdentities(
  tx: Queries,
  siteId: string,
): Pick<FeedBook, 'identities' | 'identitiesOf' | 'putIdentities'> {
  const rows = async (query: string, values: readonly unknown[]): Promise<Row[]> =>
    z.array(row).parse(await tx.query(query, [siteId, ...values]))
  return {
    identities: async (after, limit) =>
      (await rows(selectChanges, [after, limit])).map((one) => ({
        change: one.change,
        identity: identityOf(one),
      })),
    identitiesOf: async (householdIds) =>
      (await rows(selectHouseholds, [householdIds])).map((one) => identityOf(one)),
    putIdentities: async (identities, last) => {
      if (identities.length === 0) return
      const people = identities.map((one) =>
        one.erased ? { ...one, afterErasure: 0, name: null, phone: null, address: null, note: null } : one,
      )
      await tx.query(upsertIdentities, [
        siteId,
        people.map(({ householdId }) => householdId),
        people.map(({ version }) => version),
        people.map((_, index) => last + 1 + index),
        people.map(({ erased }) => erased),
        people.map(({ afterErasure = 0 }) => afterErasure),
        people.map(({ name }) => name),
        people.map(({ phone }) => phone),
        people.map(({ address }) => address),
        people.map(({ note }) => note),
      ])
      await tx.query('update feeds set identities = $2 where site_id = $1', [siteId, last + people.length])
    },
  }
}

export const selectChanges = `
  select ${columns} from identities where site_id = $1 and change > $2 order by change limit $3`

export const selectHouseholds = `
  select ${columns} from identities where site_id = $1 and household_id = any($2::text[])`

const upsertIdentities = `
  insert into identities (site_id, household_id, version, change, erased, after_erasure, name, phone, address, note)
  select $1, * from unnest($2::text[], $3::bigint[], $4::bigint[], $5::boolean[], $6::bigint[],
    $7::text[], $8::text[], $9::text[], $10::text[])
  on conflict (site_id, household_id) do update
  set version = excluded.version, change = excluded.change, erased = excluded.erased,
    after_erasure = excluded.after_erasure, name = excluded.name, phone = excluded.phone, address = excluded.address, note = excluded.note`

function identityOf(one: Row): IdentityOnWire {
  const { household_id: householdId, version, erased, after_erasure: afterErasure } = one
  if (erased) return { erased: true, householdId, version }
  const { phone, address, note } = one
  const words = { name: one.name ?? '', phone, address, note }
  return { erased: false, householdId, version, ...(afterErasure ? { afterErasure } : {}), ...words }
}
