import { findApart, type KeptApart, newestApart, type ShownApart } from '../hq/quarantine'
import { findSite, listSites, Refused, siteTitles } from '../hq/sites'
import { type Command, type Desk, printable, table, word } from './command'

/** What a desk tells its staff to show to the administrator. */
export const quarantineCommands: Readonly<Record<string, Command>> = {
  'quarantine list': {
    takes: '[SITE]',
    says: 'what desks sent and the centre kept apart, the newest first, and why',
    run: async (desk, [given]) => {
      const site = given === undefined ? undefined : await findSite(desk.sql, given)
      const { kept, more } =
        site?.site_id === null
          ? { kept: [], more: 0 }
          : await newestApart(desk.sql, mostListed, site?.site_id)
      if (kept.length === 0) return 'Nothing is kept apart.'
      const titles = await feedTitles(desk)
      const hint = site === undefined ? ' Name a SITE to list its own alone.' : ''
      return [
        table([headings, ...kept.map((one) => cellsOf(one, titles))]),
        ...(more > 0
          ? [`${more === 1 ? '1 older one is' : `${more} older ones are`} kept, too.${hint}`]
          : []),
      ].join('\n')
    },
  },
  'quarantine show': {
    takes: 'ID',
    says: 'one of them whole, as it came; ID is the first column of the list',
    run: async (desk, [given]) => {
      const id = word(given, 'what to show')
      const found = isBegun.test(id) ? await findApart(desk.sql, id) : []
      if (found.length === 0)
        throw new Refused(`nothing of the id "${id}" is kept apart: quarantine list names what is`)
      const titles = await feedTitles(desk)
      return found.map((one) => shown(one, titles)).join('\n\n')
    },
  },
}

const mostListed = 50
const idLength = 12
const isBegun = new RegExp(`^[0-9a-f]{${idLength},64}$`)
const headings = ['id', 'when', 'site', 'device', 'entry', 'reason', 'because']

async function feedTitles({ sql }: Desk): Promise<ReadonlyMap<string | null, string>> {
  const sites = await listSites(sql)
  const titles = siteTitles(sites)
  return new Map(sites.map(({ site_id, site_key, name }) => [site_id, titles.get(site_key) ?? name]))
}

const whenOf = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`

function cellsOf(one: KeptApart, titles: ReadonlyMap<string | null, string>): string[] {
  return [
    ...[one.body_hash.slice(0, idLength), whenOf(one.received_at_ms)],
    ...[titles.get(one.site_id) ?? one.site_id, one.device ?? one.device_id],
    ...[one.entry_id ?? 'no id', one.reason, one.because],
  ]
}

function shown(one: ShownApart, titles: ReadonlyMap<string | null, string>): string {
  return [
    table([
      ['when', whenOf(one.received_at_ms)],
      ['site', titles.get(one.site_id) ?? one.site_id],
      ['device', `${one.device ?? 'not known here'} (${one.device_id})`],
      ['entry', one.entry_id ?? 'no id'],
      ['reason', `${one.reason}: ${one.because}`],
      ['hash', one.body_hash],
    ]),
    'It came as follows, and may hold personal data; of what is very long only the beginning is kept:',
    printable(one.body ?? 'nothing of it was kept'),
  ].join('\n\n')
}
