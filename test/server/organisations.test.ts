import { beforeEach, expect, test } from 'vitest'
import { runCommand } from '../../server/command/runCommand'
import { findSite, listSites } from '../../server/hq/sites'
import { ADeskOfTheCentre, aCode, anEnrolledDesk, seededBytes } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const at = anEmbeddedCentre()
let told: string[]
beforeEach(() => {
  told = []
})
const randomBytes = seededBytes(9)

function run(...words: readonly string[]): Promise<string> {
  const { sql } = at().centre
  const more = { tell: () => {}, deviceChanged: (id: string) => told.push(id), folder: '.' }
  return runCommand({ sql, randomBytes, nowMs: () => at().clock.nowMs, ...more }, words)
}

test('a slip in the name of the organisation makes no new one: the nearest are named', async () => {
  await run('site', 'add', 'First')
  expect(await run('organisation', 'list')).toBe('Tuandian   1 site')
  await run('organisation', 'add', 'Harbour Fruit')
  await run('organisation', 'add', '城南生鲜')
  await expect(run('organisation', 'add', 'Harbour Fruit')).rejects.toThrow('already')
  await expect(run('site', 'add', 'East', '--organisation', 'Harbor Fruit')).rejects.toThrow(
    'there is no organisation "Harbor Fruit". There is "Harbour Fruit", "Tuandian", "城南生鲜".',
  )
  await expect(run('site', 'add', 'East')).rejects.toThrow('several organisations')
  await run('site', 'add', 'East', '--organisation', 'Harbour Fruit')
  expect(await run('organisation', 'list')).toMatch(/^Harbour Fruit +1 site$/m)
})

/** The key of the site of that name in that organisation, as `site list` prints it. */
async function keyOf(organisation: string, site: string): Promise<string> {
  const lines = (await run('site', 'list')).split('\n').map((line) => line.split(/ {3,}/))
  return lines.find(([one, name]) => one === organisation && name === site)?.at(-1) ?? ''
}

test('two organisations with sites of one name: a refusal and the list give the keys, which every command takes', async () => {
  const [one, other] = ['城南生鲜', 'Harbour Fruit']
  for (const name of [one, other]) {
    const organisation = ['--organisation', name]
    await run('site', 'add', 'Pier', ...organisation)
    // The point of its own organisation is meant.
    await run('site', 'add', 'Depot', '--kind', 'warehouse', '--packs-for', 'Pier', ...organisation)
  }
  const keys = [await keyOf(one, 'Pier'), await keyOf(other, 'Pier')]
  const depots = [await keyOf(one, 'Depot'), await keyOf(other, 'Depot')]
  for (const key of [...keys, ...depots]) expect(key).toMatch(/^[\w-]{16,}$/)
  const refused = run('code', 'new', 'Pier').catch(String)
  for (const word of [...keys, one, other, 'give the key']) expect(await refused).toContain(word)
  await expect(run('site', 'add', 'Pier', '--organisation', other)).rejects.toThrow('already')
  expect((await findSite(at().centre.sql, keys[1] ?? '')).organisation).toBe(other)

  const desks = [
    await anEnrolledDesk(at(), { siteKey: keys[0] ?? '' }),
    await anEnrolledDesk(at(), { siteKey: keys[1] ?? '' }),
  ].map(({ deviceId }) => deviceId)
  const [mine = '', theirs = ''] = desks
  await expect(run('device', 'list', 'Pier')).rejects.toThrow('give the key')
  const listed = await run('device', 'list', keys[1] ?? '')
  expect([listed.includes(mine), listed.includes(theirs)]).toEqual([false, true])
  const everywhere = await run('device', 'list')
  expect(everywhere).toMatch(new RegExp(`^Pier \\(${other}\\) .+${theirs}`, 'm'))
  await expect(run('device', 'list', 'Peer')).rejects.toThrow('no site "Peer"')

  // By the name of the point alone, for the warehouse says whose; and nobody else hears of an operator.
  const leaves = await run('warehouse', 'leaves', depots[1] ?? '', 'Pier')
  expect(leaves).toContain('no more')
  await run('operator', 'add', keys[1] ?? '', 'Wang')
  expect(told).toEqual([theirs])
  expect(await run('site', 'add', 'Pier', '--organisation', 'Tuandian')).toMatch(/code new "?[\w-]{16,}"?$/)
})

test('a warehouse whose point is not there is not added', async () => {
  const sites = async () => (await listSites(at().centre.sql)).length
  const before = await sites()
  const add = (...words: string[]) => run('site', 'add', 'W', ...words, '--organisation', 'Tuandian')
  const packs = ['--kind', 'warehouse', '--packs-for']
  await expect(add(...packs, 'First', '--packs-for', 'Frist')).rejects.toThrow('no site "Frist"')
  await expect(add('--packs-for', 'First')).rejects.toThrow('a warehouse packs')
  expect(await sites()).toBe(before)
  expect(await add(...packs, 'First')).toContain('Added "W"')
})

const nobody = anEmbeddedCentre({ seed: 3 })
test('in an empty centre a warehouse that cannot be added makes no organisation', async () => {
  const { sql } = nobody().centre
  const desk = { sql, randomBytes, folder: '.', nowMs: () => 1, tell: () => {}, deviceChanged: () => {} }
  const words = ['site', 'add', 'W', '--kind', 'warehouse', '--packs-for', 'gone']
  await expect(runCommand(desk, words)).rejects.toThrow('no site "gone"')
  expect(await sql.query('select name from organisations')).toEqual([])
})

test('a site added by mistake is removed with its code and operators; one that has a feed is not', async () => {
  const own = ['--organisation', '城南生鲜']
  const added = async (name: string, ...more: string[]) => {
    await run('site', 'add', name, ...own, ...more)
    return keyOf('城南生鲜', name)
  }
  const [wrong, right] = [await added('Wset Gate'), await added('West Gate')]
  const store = await added('Store', '--kind', 'warehouse', '--packs-for', wrong, '--packs-for', right)
  await run('operator', 'add', wrong, 'Li', '--role', 'clerk')
  const code = await aCode(at(), wrong)
  const desk = await anEnrolledDesk(at(), { siteKey: right })
  expect(await run('site', 'remove', wrong)).toContain('Removed "Wset Gate"')
  expect(await run('site', 'list')).not.toContain('Wset')
  expect((await new ADeskOfTheCentre(at().call).tryToEnrol(code)).status).toBe(403)
  await expect(run('site', 'remove', wrong)).rejects.toThrow('no site')
  await expect(run('site', 'remove', right)).rejects.toThrow(
    '"West Gate" has a feed, and what is in it stays',
  )
  expect((await desk.push(desk.writeMany(1))).outcomes).toMatchObject([{ outcome: 'accepted' }])
  await run('site', 'remove', store)
})
