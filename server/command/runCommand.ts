import { resolve } from 'node:path'
import { z } from 'zod'
import { siteKinds } from '../../shared/contract/sync'
import { sqlFeedBooks } from '../db/sqlFeedBooks'
import { keepReports, nextTurn } from '../feed/keepReports'
import { beginNewHistory, makeBackup, restoreBackup } from '../hq/backup'
import { newEnrolmentCode } from '../hq/enrol'
import { erasePhotos } from '../hq/erasePhotos'
import { expectDesk } from '../hq/expectDesk'
import { addSite, findSite, listSites, packFor, Refused, removeSite, siteIds } from '../hq/sites'
import { chainCommands } from './chainCommands'
import { type Command, type Desk, type Options, counted, countedAre, listed, word } from './command'
import { deviceCommands } from './deviceCommands'
import { holdsSites } from './holdsSites'
import { importRound } from './importCommand'
import { nearCommands } from './nearest'
import { operatorCommands } from './operatorCommands'
import { organisationCommands, organisationFor } from './organisationCommands'
import { beginPacking, endPacking } from './packingCommands'
import { personCommands } from './personCommands'
import { quarantineCommands } from './quarantineCommands'
import { readOptions } from './readOptions'
import { reportCommands } from './reportCommands'

const commands: Readonly<Record<string, Command>> = {
  'site add': {
    takes: 'NAME [--kind point|warehouse] [--organisation NAME] [--packs-for POINT …]',
    says: 'adds a pickup point or a warehouse',
    run: addSiteNamed,
  },
  'site list': {
    takes: '',
    says: 'the organisations, their sites, how many devices each has, its feed and its key, which is as good as its name',
    run: async ({ sql }) =>
      listed(
        (await listSites(sql)).map((site) => [
          site.organisation,
          site.name,
          site.kind,
          counted(site.devices, 'device'),
          site.site_id === null ? 'no feed yet' : site.site_id,
          site.site_key,
        ]),
        'There is no site yet: site add NAME makes one.',
      ),
  },
  'site remove': {
    takes: 'SITE',
    says: 'takes away a site that was added by mistake and has no feed yet',
    run: async ({ sql }, [typed]) => {
      const site = await findSite(sql, word(typed, 'the site'))
      await removeSite(sql, site)
      return `Removed "${site.name}". Its enrolment codes let nobody in any more.`
    },
  },
  'round import': {
    takes:
      'SITE FILE … [--round TITLE] [--dry-run] [--new-products] [--list NAME] [--sheet NAME] [--pickup-from DAY] [--pickup-until DAY] [--language zh|en]',
    says: 'takes orders and products into a round: xlsx, csv, or a group note (接龙) in a .txt; again, it amends',
    run: importRound,
  },
  'warehouse packs': {
    takes: 'WAREHOUSE POINT',
    says: 'the warehouse packs for the point from now on: its desks follow the point too',
    run: beginPacking,
  },
  'warehouse leaves': {
    takes: 'WAREHOUSE POINT',
    says: 'it packs for the point no more; what it packed stays with the point',
    run: endPacking,
  },
  'code new': {
    takes: 'SITE',
    says: 'a code for one more device there; good for ten minutes',
    run: async (desk, [name]) => {
      const site = await findSite(desk.sql, word(name, 'the site'))
      const code = await newEnrolmentCode(desk.sql, site.site_key, {
        nowMs: desk.nowMs(),
        randomBytes: desk.randomBytes,
      })
      return `${code.slice(0, 4)}-${code.slice(4)}\nFor one device at "${site.name}", within ten minutes.`
    },
  },
  'desk expect': {
    takes: 'CODE [--site NAME] [--make-site NAME] [--joins-others]',
    says: 'lets the desk in that will come with this code; for programs that open one, answered in JSON',
    run: async ({ sql, nowMs, randomBytes }, [code], options) =>
      JSON.stringify(
        await expectDesk(
          sql,
          {
            code: word(code, 'the code'),
            site: options.site,
            siteToMake: options['make-site'] ?? 'Tuandian',
            joinsOthers: options['joins-others'] ?? false,
          },
          { nowMs: nowMs(), randomBytes },
        ),
      ),
  },
}

const keeping: Readonly<Record<string, Command>> = {
  'backup make': {
    takes: 'FILE',
    says: 'everything as of now, in one file that either database takes back',
    run: async ({ sql, nowMs, folder }, [file]) => {
      await holdsSites(sql)
      const name = resolve(folder, word(file, 'the file'))
      return `${countedAre(await makeBackup(sql, name, nowMs()), 'row')} in ${name}. It holds personal data: keep it as you keep the database.`
    },
  },
  'backup restore': {
    takes: 'FILE',
    says: 'fills an empty database from a backup; desks bring what it lacks',
    run: async ({ sql, nowMs, randomBytes, folder }, [file]) => {
      const count = await restoreBackup(sql, resolve(folder, word(file, 'the file')), {
        nowMs: nowMs(),
        randomBytes,
      })
      for (const siteId of await siteIds(sql)) await keepReports(sqlFeedBooks(sql), siteId, nextTurn)
      return `${countedAre(count, 'row')} back, under a new epoch. For 30 days desks bring what the backup lacked.`
    },
  },
  'epoch new': {
    takes: '[--new-key]',
    says: 'after the database itself was set back to an earlier moment: desks bring what it lost',
    run: async ({ sql, nowMs, randomBytes }, _, options) => {
      await holdsSites(sql)
      await sql.transaction(async (tx) => {
        if (options['new-key']) await tx.query('update centre set mark_key = default')
        await beginNewHistory(tx, { nowMs: nowMs(), randomBytes })
      })
      const key = options['new-key'] ? ' After putting back a copy made before now, type it again.' : ''
      return `A new epoch has begun. For 30 days desks bring what was lost.${key}`
    },
  },
  'photo erase': {
    takes: 'DAYS',
    says: 'erases photos that came longer ago than that',
    run: async ({ sql, nowMs }, [given]) => {
      const days = z.coerce.number().pipe(z.int().min(1)).safeParse(given)
      if (!days.success) throw new Refused('say how many days photos are kept, such as 90')
      await holdsSites(sql)
      return `${countedAre(await erasePhotos(sql, days.data, nowMs()), 'photo')} erased. Backups made before still hold them.`
    },
  },
}

const all: Readonly<Record<string, Command>> = {
  ...organisationCommands,
  ...commands,
  ...deviceCommands,
  ...operatorCommands,
  ...personCommands,
  ...quarantineCommands,
  ...keeping,
  ...chainCommands,
  ...reportCommands,
}

export function asksForHelp(argv: readonly string[]): boolean {
  return argv[0] === 'help' || argv.some((typed) => typed === '--help' || typed === '-h')
}

/** Of the command that stands there, or of all. No database is opened for it: that would bring it up to date. */
export function helpFor(argv: readonly string[]): string {
  const name = nameOf(argv) ?? ''
  return all[name] ? explained(name, all[name]) : help()
}

function help(): string {
  const lines = Object.entries(all).map(([name, command]) => explained(name, command))
  return `npm run centre                 starts the centre\nnpm run centre -- COMMAND …    does one thing there (on a server: sudo tuandian COMMAND …)\n\n${lines.join('\n')}`
}

const explained = (name: string, command: Command): string => `${usage(name, command)}\n    ${command.says}`
const usage = (name: string, { takes }: Command): string => `${name} ${takes}`.trimEnd()

/** Null where there is no command of that name. */
export function nameOf([first = '', second = '']: readonly string[]): string | null {
  const name = `${first} ${second}`
  return Object.hasOwn(all, name) ? name : null
}

/** The whole list buries what was meant: it is for whoever typed nothing like a command. */
function noCommand(argv: readonly string[]): Refused {
  const near = nearCommands(argv, Object.keys(all))
  if (near.length === 0) return new Refused(`There is no such command.\n\n${help()}`)
  const lines = near.flatMap((name) => (all[name] ? `  ${usage(name, all[name])}` : []))
  return new Refused(`There is no such command. Near to it:\n${lines.join('\n')}\nhelp lists all of them.`)
}

/** @throws Refused with a sentence for the person who typed it */
export async function runCommand(desk: Desk, argv: readonly string[]): Promise<string> {
  const name = nameOf(argv) ?? ''
  const command = all[name]
  if (!command) throw noCommand(argv)
  const { words, options } = readOptions(name, command, argv.slice(2))
  return command.run(desk, words, options)
}

async function addSiteNamed(desk: Desk, [typed]: readonly string[], options: Options): Promise<string> {
  const { sql, randomBytes } = desk
  const name = word(typed, 'the site')
  const kind = z.enum(siteKinds).safeParse(options.kind ?? 'point')
  if (!kind.success) throw new Refused('--kind is point or warehouse')
  const chance = { nowMs: desk.nowMs(), randomBytes }
  const siteKey = await sql.transaction(async (tx) => {
    const organisationId = await organisationFor(tx, options.organisation, chance)
    const added = await addSite(tx, { organisationId, kind: kind.data, name }, randomBytes)
    for (const point of options['packs-for'] ?? [])
      await packFor(tx, added, (await findSite(tx, point, organisationId)).site_key)
    return added
  })
  const isShared = (await listSites(sql)).filter((one) => one.name === name).length > 1
  const given = JSON.stringify(isShared ? siteKey : name)
  return `Added "${name}". A code for its first device: code new ${given}`
}
