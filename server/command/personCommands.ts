import { z } from 'zod'
import { maskAddress, maskName, maskPhone, phoneTailOf } from '../../shared/domain/identity'
import { sqlFeedBooks } from '../db/sqlFeedBooks'
import { eraseOldPeople, peopleOf } from '../feed/eraseOldPeople'
import { eraseIdentities } from '../feed/keepIdentities'
import { findSite, listSites, Refused } from '../hq/sites'
import { type Command, type Desk, type Options, countedAre, table, word } from './command'
import { holdsSites } from './holdsSites'

export const personCommands: Readonly<Record<string, Command>> = {
  'person erase': {
    takes: 'SITE HOUSEHOLD|PHONE-TAIL|NAME [--ahead]',
    says: 'erases a household by its id, everywhere and for good; a phone tail or name only finds its id; --ahead also one that no desk has sent yet',
    run: erasePerson,
  },
  'person erase-old': {
    takes: 'DAYS',
    says: 'erases households all of whose rounds are closed and ended longer ago than that',
    run: async (desk, [given]) => {
      const days = z.coerce.number().pipe(z.int().min(1)).safeParse(given)
      if (!days.success) throw new Refused('say how many days people are kept, such as 90')
      await holdsSites(desk.sql)
      const books = sqlFeedBooks(desk.sql)
      let count = 0
      for (const { site_id: siteId } of await listSites(desk.sql)) {
        if (siteId === null) continue
        const { head, erased } = await eraseOldPeople(books, siteId, desk.nowMs() - days.data * dayMs)
        if (erased > 0) desk.tell({ siteId, head: 0, identities: head })
        count += erased
      }
      return `${countedAre(count, 'household')} erased; desks follow at their next contact. Backups made before still hold them.`
    },
  },
}

const dayMs = 86_400_000

async function erasePerson(
  desk: Desk,
  [siteName, given]: readonly string[],
  { ahead = false }: Options,
): Promise<string> {
  const { site_id: siteId, name } = await findSite(desk.sql, word(siteName, 'the site'))
  if (siteId === null) throw new Refused(`no desk has joined "${name}" yet: it knows nobody`)
  const wanted = word(given, 'the household')
  const books = sqlFeedBooks(desk.sql)
  const people = await peopleOf(books, siteId)
  const found = people.filter(
    (one) => one.householdId === wanted || one.name.includes(wanted) || phoneTailOf(one.phone) === wanted,
  )
  const isId = wanted.startsWith('h-')
  if (!isId && found.length === 0)
    throw new Refused(`nobody at "${name}" is called so or has that phone tail`)
  if (!isId)
    return [
      'Nobody is erased yet. Say which by its id:',
      table(
        found.map(({ householdId, name: whole, phone, address }) => [
          ...[householdId, maskName(whole), phone ? maskPhone(phone) : ''],
          address ? maskAddress(address) : '',
        ]),
      ),
    ].join('\n')
  // An id that lost a sign on its way would be called erased, and whoever asked for it would still be there.
  const isHere = (await books.inFeed(siteId, (book) => book.identitiesOf([wanted]))).length > 0
  if (!isHere && !ahead)
    throw new Refused(
      `nobody at "${name}" has the id ${wanted}: nobody was erased. person erase with a phone tail or a name finds the id. A desk may have somebody and not have sent them yet: --ahead erases them all the same.`,
    )
  const { head, erased } = await eraseIdentities(books, siteId, [wanted])
  if (erased === 0) return `${wanted} is erased already.`
  desk.tell({ siteId, head: 0, identities: head })
  return `${wanted} is erased; desks follow at their next contact. Backups made before still hold it.`
}
