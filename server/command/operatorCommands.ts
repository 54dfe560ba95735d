import { z } from 'zod'
import { roles } from '../../shared/domain/operator/roles'
import { addOperator, operatorsOf, removeOperator } from '../hq/operators'
import { devicesOf, findSite, Refused } from '../hq/sites'
import { type Command, type Desk, listed, word } from './command'

/** Who may be chosen at the desks of a site. */
export const operatorCommands: Readonly<Record<string, Command>> = {
  'operator add': {
    takes: `SITE NAME [--role ${roles.join('|')}]`,
    says: 'one more person at the desks of the site; a clerk, if no role is said',
    run: async (desk, [siteName, given], options) => {
      const site = await findSite(desk.sql, word(siteName, 'the site'))
      const name = word(given, 'the operator')
      const role = z.enum(roles).safeParse(options.role ?? 'clerk')
      if (!role.success) throw new Refused(`--role is one of ${roles.join(', ')}`)
      await addOperator(desk.sql, site.site_key, { name, role: role.data }, chance(desk))
      await tellDesks(desk, site.site_key)
      return `"${name}" is ${role.data} at "${site.name}". Its desks show it at their next contact.`
    },
  },
  'operator remove': {
    takes: 'SITE NAME',
    says: 'can no longer be chosen at a desk; what was written stays. Another role: remove, then add',
    run: async (desk, [siteName, given]) => {
      const site = await findSite(desk.sql, word(siteName, 'the site'))
      const name = word(given, 'the operator')
      await removeOperator(desk.sql, site.site_key, name, desk.nowMs())
      await tellDesks(desk, site.site_key)
      return `"${name}" can no longer be chosen at "${site.name}".`
    },
  },
  'operator list': {
    takes: 'SITE',
    says: 'the operators of the site and what they are',
    run: async ({ sql }, [siteName]) => {
      const { site_key } = await findSite(sql, word(siteName, 'the site'))
      const lines = await operatorsOf(sql, site_key)
      return listed(
        lines.map(({ name, role, removed }) => [name, role, removed ? 'removed' : '']),
        'No operator has been added there yet: operator add SITE NAME adds one.',
      )
    },
  },
}

const chance = ({ nowMs, randomBytes }: Desk) => ({ nowMs: nowMs(), randomBytes })

/** Each desk of the site asks again who it is, and hears of its operators with that. */
async function tellDesks(desk: Desk, siteKey: string): Promise<void> {
  for (const deviceId of await devicesOf(desk.sql, siteKey)) desk.deviceChanged(deviceId)
}
