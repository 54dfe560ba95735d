import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerPath } from '../../server/command/ownerDoor'
import { ownerRoutes } from '../../server/command/ownerRoutes'
import { asksForHelp, helpFor, runCommand } from '../../server/command/runCommand'
import { DatabaseBusy, type Sql } from '../../server/db/sql'
import { fileRefused } from '../../server/hq/fileRefused'
import { Refused } from '../../server/hq/sites'
import { paths } from '../../shared/contract/sync'
import { anEnrolledDesk, aPoint, aWarehouse, fresh, type LoggedLine, seededBytes } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const at = anEmbeddedCentre()
const empty = anEmbeddedCentre({ seed: 2 })
const bare = anEmbeddedCentre({ seed: 3 })
const folder = mkdtempSync(join(tmpdir(), 'tuandian-commands-'))
const good = join(folder, 'good.backup')
beforeAll(async () => {
  const desk = await anEnrolledDesk(at(), { siteKey: await aPoint(at()) })
  await desk.push(desk.writeMany(3))
  // A sign that ends a line for some readers of lines.
  const names = { householdId: 'h-1', name: 'a\u2028b', phone: null, address: null, note: null }
  const rows = [{ assumed: null, identity: { erased: false, version: 1, ...names } }]
  await desk.sent(paths.identities(desk.siteId), { rows })
  await type(at().centre.sql, 'backup', 'make', good)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const owner = (sql: Sql) => ({
  ...{ sql, nowMs: () => 1, randomBytes: seededBytes(4) },
  deviceChanged: () => {},
  tell: () => {},
})
const type = (sql: Sql, ...argv: string[]) => runCommand({ ...owner(sql), folder }, argv)

/** What the door of a running centre answers, and what it logs. */
async function atTheDoor(sql: Sql, ...argv: string[]) {
  const logged: LoggedLine[] = []
  const door = ownerRoutes(owner(sql), 'secret', (level, event, members = {}) =>
    logged.push({ level, event, members }),
  )
  const response = await door.request(ownerPath, {
    method: 'POST',
    headers: { authorization: 'Bearer secret' },
    body: JSON.stringify({ argv, folder }),
  })
  return { status: response.status, answer: await response.json(), logged }
}

/** By both ways the same sentence. */
async function refuses(sql: Sql, argv: readonly string[], sentence: RegExp): Promise<void> {
  const failed = await type(sql, ...argv).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(Refused)
  expect(String(failed)).toMatch(sentence)
  const { status, answer, logged } = await atTheDoor(sql, ...argv)
  expect([status, answer.ok, logged]).toEqual([200, false, []])
  expect(answer.text).toMatch(sentence)
}

test('typed at a database with nothing in it, what would be of no use there is not called done', async () => {
  const { sql } = empty().centre
  for (const argv of [
    ['backup', 'make', 'of-nothing.backup'],
    ['epoch', 'new'],
    ['photo', 'erase', '90'],
    ['chain', 'verify'],
    ['person', 'erase-old', '90'],
  ])
    await refuses(sql, argv, /no site in this database.+DATABASE_URL.+TUANDIAN_CENTRE_FOLDER/)
  expect(existsSync(join(folder, 'of-nothing.backup'))).toBe(false)
})

describe('backup make', () => {
  const make = (...file: string[]) => ['backup', 'make', ...file]

  test('into a folder that is not there, over a folder or through a file it is refused, and leaves nothing behind', async () => {
    const { sql } = at().centre
    await refuses(sql, make('gone/it.backup'), /^(Error: )?there is no folder .+gone: make it first/)
    mkdirSync(join(folder, 'it'))
    await refuses(sql, make('it'), /it is a folder: name a file in it/)
    await refuses(sql, make('good.backup/x'), /good\.backup is no folder/)
    await refuses(sql, make(), /name of the file is missing/)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test.skipIf(!existsSync('/dev/full'))(
    'onto a full disk it is refused, and what there was of it is removed',
    async () => {
      const part = join(folder, 'full.backup.part')
      for (const run of ['alone', 'at the door']) {
        symlinkSync('/dev/full', part)
        const made = await (run === 'alone'
          ? type(at().centre.sql, ...make('full.backup')).catch(String)
          : atTheDoor(at().centre.sql, ...make('full.backup')).then(({ answer }) => answer.text))
        expect(made).toMatch(/no room .+full\.backup/)
        expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual([])
      }
    },
  )

  test('each way in which a disk says no is a sentence', () => {
    const no = (code: string) => fileRefused(Object.assign(new Error(code), { code }), '/b/x', 'write')
    for (const code of ['EACCES', 'EPERM', 'EROFS'])
      expect(String(no(code))).toMatch(/may not be written here/)
    for (const code of ['ENOSPC', 'EDQUOT']) expect(String(no(code))).toMatch(/no room/)
    expect(String(no('EIO'))).toMatch(/disk/)
    const ours = new TypeError('x')
    expect(fileRefused(ours, '/b/x', 'write')).toBe(ours)
  })
})

describe('backup restore', () => {
  const damaged = (name: string, bytes: Uint8Array): string[] => {
    writeFileSync(join(folder, name), bytes)
    return ['backup', 'restore', name]
  }

  test('of a file that is not there, is none of ours, is cut off or damaged it is refused, and the database stays empty', async () => {
    const { sql } = empty().centre
    const bytes = readFileSync(good)
    const lines = gunzipSync(bytes).toString()
    const flipped = Buffer.from(bytes)
    flipped.writeUInt8(flipped.readUInt8(bytes.length - 6) ^ 1, bytes.length - 6)
    const dealt = (text: string) => gzipSync(text)
    await refuses(sql, ['backup', 'restore', 'gone.backup'], /there is no file .+gone\.backup/)
    await refuses(sql, ['backup', 'restore', '.'], /is a folder/)
    await refuses(sql, damaged('empty', Buffer.alloc(0)), /cut off/)
    await refuses(sql, damaged('text', Buffer.from('{"tuandianBackup":1}\n')), /no backup of a centre/)
    await refuses(sql, damaged('other', dealt('a,b,c\n1,2,3\n')), /no backup of a centre/)
    await refuses(sql, damaged('json', dealt('{"version":3}\n')), /no backup of a centre/)
    await refuses(sql, damaged('nothing', dealt('')), /no backup of a centre/)
    await refuses(sql, damaged('cut', bytes.subarray(0, bytes.length - 40)), /cut off.+copy/)
    await refuses(sql, damaged('bits', flipped), /damaged.+copy/)
    await refuses(sql, damaged('line', dealt(`${lines}{"table":"ent`)), /damaged.+line \d+/)
    await refuses(sql, damaged('table', dealt(lines.replace('"table":"entries"', '"table":"x"'))), /damaged/)
    await refuses(sql, damaged('column', dealt(lines.replaceAll('"round_id"', '"r"'))), /line \d+.+entries/)
    await refuses(sql, damaged('twice', dealt(lines + lines.slice(lines.indexOf('\n') + 1))), /line \d+/)
    expect(await sql.query('select organisation_id from organisations')).toEqual([])
    const [{ one }] = (await sql.query('select count(*)::int as one from centre')) as [{ one: number }]
    expect(one).toBe(1)
    expect(await type(sql, 'backup', 'restore', 'good.backup')).toMatch(/rows are back/)
    expect(await sql.query('select name from identities')).toEqual([{ name: 'a\u2028b' }])
  })

  test('where there is something already it is refused, and says how to come to an empty database', async () => {
    const { sql } = at().centre
    await refuses(sql, ['backup', 'restore', 'good.backup'], /not empty.+is restored into an empty one/s)
    const embedded = { ...sql, folder: '/somewhere/centre/database' }
    await refuses(
      embedded,
      ['backup', 'restore', 'good.backup'],
      /move the folder \/somewhere\/centre\/database/,
    )
    const postgres = { ...sql, kind: 'postgres' as const }
    await refuses(postgres, ['backup', 'restore', 'good.backup'], /new database.+DATABASE_URL/s)
  })
})

test('an option that is misspelt, not of the command or without its value is named', async () => {
  const { sql } = at().centre
  await refuses(
    sql,
    ['site', 'add', 'x', '--orgnisation', 'y'],
    /no option --orgnisation, but --organisation, --/,
  )
  await refuses(sql, ['backup', 'make', 'x', '--csv', 'y'], /"backup make" takes no option --csv/)
  await refuses(sql, ['site', 'add', 'x', '--organisation'], /--organisation/)
  await refuses(sql, ['site', 'add', 'x', '-k'], /no option -k/)
  await refuses(sql, ['sites'], /no such command/)
})

test('help is of the command that was typed, or of all', () => {
  for (const argv of [
    ['site', 'add', '--help'],
    ['site', 'add', 'East', '-h'],
  ]) {
    expect(asksForHelp(argv)).toBe(true)
    expect(helpFor(argv)).toMatch(/^site add NAME .+\n {4}adds a pickup point or a warehouse$/)
  }
  for (const argv of [['help'], ['-h'], ['sites', '--help']])
    expect(asksForHelp(argv) && helpFor(argv)).toMatch(/site list.+chain verify/s)
  expect(asksForHelp(['site', 'add', 'help'])).toBe(false)
})

test('a command that is not there is answered with those near to it, and only by what is like none with all of them', async () => {
  const { sql } = at().centre
  await refuses(sql, ['epoch'], /no such command.+:\n {2}epoch new \[--new-key\]\nhelp lists/s)
  await refuses(sql, ['report', 'chek'], /:\n {2}report check \[SITE\]\n/)
  await refuses(sql, ['site', 'ad', 'West'], /:\n {2}site add NAME/)
  await refuses(sql, ['opreator', 'list', 'East'], /:\n {2}operator list SITE\n/)
  const near = await type(sql, 'report', 'chek').catch(String)
  expect(near).not.toMatch(/site add|npm run centre/)
  await refuses(sql, ['frobnicate'], /no such command.+npm run centre -- COMMAND.+chain verify/s)
})

test('lists with nothing in them say so, and one of a thing is one', async () => {
  const own = bare().centre.sql
  expect(await type(own, 'site', 'list')).toMatch(/no site yet: site add NAME/)
  expect(await type(own, 'device', 'list')).toMatch(/No device has joined yet/)
  expect(await type(own, 'organisation', 'list')).toMatch(/no organisation yet/)
  await type(own, 'site', 'add', 'East')
  expect(await type(own, 'operator', 'list', 'East')).toMatch(/No operator/)
  expect(await type(own, 'device', 'list', 'East')).toMatch(/No device/)
  expect(await type(own, 'organisation', 'list')).toMatch(/ 1 site$/)
})

test('a device is revoked by its id, and a warehouse named before the point', async () => {
  const { sql } = at().centre
  await refuses(sql, ['device', 'revoke', '2'], /no device "2": device list .+ third column/)
  const names = { warehouse: fresh('depot'), points: [fresh('gate')] }
  await aWarehouse(at(), names)
  await refuses(sql, ['warehouse', 'packs'], /WAREHOUSE POINT/)
  await refuses(sql, ['warehouse', 'packs', names.warehouse], /WAREHOUSE POINT/)
  await refuses(
    sql,
    ['warehouse', 'packs', ...names.points, names.warehouse],
    /"gate\S+" is a point and "depot\S+" a warehouse: the warehouse comes first/,
  )
})

test('words too many are refused, and nothing is done by halves', async () => {
  const { sql } = at().centre
  const quotes = /put a name of several words in quotes/
  await refuses(sql, ['site', 'add', 'West', 'Gate'], /too many words \("Gate"\): put a name .+ in quotes/)
  await refuses(sql, ['operator', 'add', 'East', 'Wang', 'Li', '--role', 'clerk'], /\("Li"\)/)
  const packing = ['--kind', 'warehouse', '--packs-for', 'East Gate', 'West Gate']
  await refuses(sql, ['site', 'add', 'W2', ...packing], /"West Gate".+--packs-for before each of several/)
  await refuses(sql, ['code', 'new', 'East', 'extra', 'words'], /\("extra", "words"\)/)
  await refuses(sql, ['chain', 'verify', 'now'], quotes)
  await refuses(sql, ['site', 'list', 'East'], quotes)
  await refuses(sql, ['report', 'check', 'East', 'Gate'], quotes)
  expect(await type(sql, 'site', 'list')).not.toMatch(/West|W2/)
})

test('a report that cannot be written where it is to go is refused with a sentence', async () => {
  const { sql } = at().centre
  const siteKey = await aPoint(at())
  const desk = await anEnrolledDesk(at(), { siteKey })
  const round = { roundId: 'r1', roundCode: 'AAAA', title: 't' }
  const pickup = { pickupFrom: '2025-01-01', pickupUntil: '2025-01-02' }
  await desk.push([desk.write([{ kind: 'RoundOpened', v: 1, ...round, ...pickup }], desk.siteId, 'r1')])
  await refuses(sql, ['report', 'rounds', siteKey, '--csv', 'gone/x.csv'], /there is no folder/)
})

test('a fault of ours comes out as one, in an answer that the command can show, and is in the log', async () => {
  const { sql } = at().centre
  const broken = { ...sql, query: () => Promise.reject(new TypeError('rows is undefined')) }
  const { status, answer, logged } = await atTheDoor(broken, 'site', 'list')
  expect([status, answer.ok, answer.fault]).toEqual([500, false, true])
  expect(answer.text).toMatch(/fault of the program.+TypeError: rows is undefined/s)
  expect(logged).toMatchObject([
    { level: 'error', event: 'command-failed', members: { command: 'site list', what: 'TypeError' } },
  ])
  await expect(type(broken, 'site', 'list')).rejects.toThrow(TypeError)
})

test('a database that has no room or is away is no fault: it is said, with what to do', async () => {
  const { sql } = at().centre
  const away = { ...sql, query: () => Promise.reject(new DatabaseBusy('less than 64 MB are free')) }
  const { status, answer, logged } = await atTheDoor(away, 'site', 'list')
  expect([status, answer.ok, logged]).toEqual([200, false, []])
  expect(answer.text).toMatch(/less than 64 MB are free.+again/)
})

test('the door stays shut to whoever has another secret, and says what of a request it cannot read', async () => {
  const door = ownerRoutes(owner(at().centre.sql), 'secret', () => {})
  const ask = (secret: string, body: string) =>
    door.request(ownerPath, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body })
  expect((await ask('other', '{}')).status).toBe(404)
  const many = { argv: Array.from({ length: 1_001 }, () => 'x'), folder }
  for (const body of ['no json', '{}', JSON.stringify(many)])
    expect(await (await ask('secret', body)).json()).toMatchObject({ ok: false })
})
