import { z } from 'zod'
import type { Queries } from '../db/sql'
import type { Chance } from '../hq/enrol'
import { addOrganisation, Refused } from '../hq/sites'
import { type Command, counted, listed, word } from './command'
import { nearest } from './nearest'

/** Whose sites these are. */
export const organisationCommands: Readonly<Record<string, Command>> = {
  'organisation add': {
    takes: 'NAME',
    says: 'one more organisation; its sites see nothing of the others',
    run: async ({ sql, nowMs, randomBytes }, [given]) => {
      const name = word(given, 'the organisation')
      if ((await organisations(sql)).some((one) => one.name === name))
        throw new Refused(`there is an organisation "${name}" already`)
      await addOrganisation(sql, name, { nowMs: nowMs(), randomBytes })
      return `Added "${name}". Its first site: site add NAME --organisation ${JSON.stringify(name)}`
    },
  },
  'organisation list': {
    takes: '',
    says: 'the organisations and how many sites each has',
    run: async ({ sql }) =>
      listed(
        (await organisations(sql)).map(({ name, sites }) => [name, counted(sites, 'site')]),
        'There is no organisation yet: site add NAME makes the first.',
      ),
  },
}

const line = z.object({ organisation_id: z.string(), name: z.string(), sites: z.coerce.number() })

async function organisations(queries: Queries): Promise<readonly z.infer<typeof line>[]> {
  return z.array(line).parse(
    await queries.query(`
      select organisation_id, name,
        (select count(*) from sites s where s.organisation_id = o.organisation_id) as sites
      from organisations o order by name`),
  )
}

/**
 * The one of that name; without a name the only one there is, or the first, made now. A name nobody has is refused:
 * a slip of the hand would make an organisation whose sites see nothing of the others.
 */
export async function organisationFor(
  queries: Queries,
  name: string | undefined,
  chance: Chance,
): Promise<string> {
  const all = await organisations(queries)
  const found = all.filter((row) => name === undefined || row.name === name)
  if (found.length > 1) throw new Refused('there are several organisations: say which with --organisation')
  const [only] = found
  if (only) return only.organisation_id
  if (name === undefined) return addOrganisation(queries, 'Tuandian', chance)
  const near = nearest(
    name,
    all.map((one) => one.name),
  )
  const meant = near.length === 0 ? '' : ` There is ${near.map((one) => `"${one}"`).join(', ')}.`
  throw new Refused(
    `there is no organisation "${name}".${meant} A new one: organisation add ${JSON.stringify(name)}`,
  )
}
