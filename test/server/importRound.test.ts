import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { runCommand } from '../../server/command/runCommand'
import { addSite, Refused } from '../../server/hq/sites'
import { verifyChains } from '../../server/hq/verifyChains'
import { SiteScribe } from '../../server/intake/siteScribe'
import type { IdentitiesAnswer } from '../../shared/contract/people'
import { type EntriesAnswer, paths } from '../../shared/contract/sync'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { isKnownFact } from '../../shared/domain/factCodec'
import type { Fact } from '../../shared/domain/facts'
import type { OrderTerms } from '../../shared/domain/terms'
import { type HouseholdId, idOf } from '../../shared/kernel/ids'
import { pieces } from '../../shared/kernel/quantity'
import { type ADeskOfTheCentre, anEnrolledDesk, aPoint, fresh, seededBytes } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'
import { setBack } from './setBack.contract'

const at = anEmbeddedCentre()
let folder: string
let told: string[]
let typed = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuandian-import-'))
  told = []
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What the owner typed, and what the terminal says. */
function type(...argv: string[]): Promise<string> {
  typed += 1
  return runCommand(
    {
      ...{ sql: at().centre.sql, nowMs: () => at().clock.nowMs, randomBytes: seededBytes(typed), folder },
      deviceChanged: () => {},
      tell: ({ siteId }) => told.push(siteId),
    },
    argv,
  )
}

/** What the terminal says where some rows did not go in: the command ends with 1. */
function typeHeld(...argv: string[]): Promise<string> {
  return type(...argv).then(
    () => expect.fail('every row went in'),
    (error: unknown) => {
      if (error instanceof Refused) return error.message
      throw error
    },
  )
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return name
}

const catalogue = '商品名称,规格,单价\n西红柿,500g,3.5\n土豆,2斤,4\n'
const header = '订单号,收货人,手机号,商品名称,规格,数量\n'
const orders = `${header}A1,张三,13800138000,西红柿,500g,2\nA2,李四,13800138001,土豆,2斤,1\n`

async function aSite(): Promise<{ site: string; desk: ADeskOfTheCentre }> {
  const siteKey = await aPoint(at())
  return { site: siteKey, desk: await anEnrolledDesk(at(), { siteKey }) }
}

async function recordedAt(desk: ADeskOfTheCentre): Promise<Fact[]> {
  const { entries } = await desk.json<EntriesAnswer>(paths.entries(desk.siteId))
  return entries.flatMap(({ entry }) => {
    const read = readEntry(entry)
    if (!read.ok) throw new Error('unreadable')
    return read.entry.facts.filter(isKnownFact)
  })
}

async function factsOf(desk: ADeskOfTheCentre): Promise<string[]> {
  return (await recordedAt(desk)).map(({ kind }) => kind)
}

/** How many pieces of each product are ordered, over all orders as they stand. */
async function ordered(desk: ADeskOfTheCentre): Promise<Record<string, number>> {
  const names = new Map<string, string>()
  const standing = new Map<string, OrderTerms>()
  for (const fact of await recordedAt(desk)) {
    if (fact.kind === 'ProductListed') names.set(fact.product.productId, fact.product.name)
    if (fact.kind === 'OrderPlaced' || fact.kind === 'OrderAmended')
      standing.set(fact.order.orderId, fact.order)
  }
  const sums: Record<string, number> = {}
  for (const { productId, pieces } of [...standing.values()].flatMap(({ lines }) => lines)) {
    const name = names.get(productId) ?? productId
    sums[name] = (sums[name] ?? 0) + pieces
  }
  return sums
}

async function peopleOf(desk: ADeskOfTheCentre): Promise<string[]> {
  const { identities } = await desk.json<IdentitiesAnswer>(paths.identities(desk.siteId))
  return identities.flatMap(({ identity }) => (identity.erased ? [] : [`${identity.name} ${identity.phone}`]))
}

test('a dry run opens no feed, and a refused file none: the first desk of the site still brings what it had', async () => {
  const siteKey = await aPoint(at())
  const feed = () => at().centre.sql.query('select site_id from sites where site_key = $1', [siteKey])
  const goods = ['round', 'import', siteKey, write('goods.csv', catalogue), '--language', 'en']
  expect(await type(...goods, '--dry-run')).toContain('2 products listed')
  await expect(type('round', 'import', siteKey, write('notes.csv', 'a,b\n1,2\n'))).rejects.toThrow(Refused)
  expect(await feed()).toEqual([{ site_id: null }])
  expect(await type(...goods)).toContain('2 products listed')
  expect(await feed()).toEqual([{ site_id: told[0] }])
})

test('products and orders go into a new round of the site, people apart from them, and its desks hear of it', async () => {
  const { site, desk } = await aSite()
  const said = await type(
    ...['round', 'import', site, write('goods.csv', catalogue), write('orders.csv', orders)],
    ...['--round', '周二团', '--language', 'en'],
  )
  expect(said).toContain('new round "周二团"')
  expect(said).toContain('2 orders new')
  expect((await factsOf(desk)).toSorted()).toEqual([
    ...['OrderPlaced', 'OrderPlaced', 'ProductListed', 'ProductListed', 'RoundOpened'],
  ])
  expect(await peopleOf(desk)).toEqual(['张三 13800138000', '李四 13800138001'])
  expect(told).toEqual([desk.siteId])
  expect((await verifyChains(at().centre.sql, at().centre.books)).findings).toEqual([])
})

test('the same file again changes nothing; another quantity amends the order and doubles none', async () => {
  const { site, desk } = await aSite()
  await type('round', 'import', site, write('goods.csv', catalogue), write('orders.csv', orders))
  const before = await factsOf(desk)
  expect(await type('round', 'import', site, 'goods.csv', 'orders.csv', '--language', 'en')).toContain(
    '0 orders new, 0 amended, 2 as they were',
  )
  expect(await factsOf(desk)).toEqual(before)

  write('orders.csv', orders.replace('500g,2', '500g,5'))
  const would = await type('round', 'import', site, 'orders.csv', '--dry-run', '--language', 'en')
  expect(would).toContain('Nothing was written')
  expect(would).toContain('0 orders new, 1 amended, 1 as they were')
  expect(await factsOf(desk)).toEqual(before)
  await type('round', 'import', site, 'orders.csv')
  expect(await factsOf(desk)).toEqual([...before, 'OrderAmended'])
  expect((await verifyChains(at().centre.sql, at().centre.books)).findings).toEqual([])
})

test('good rows go in, bad ones are named by row in either language', async () => {
  const { site, desk } = await aSite()
  const bad = `${orders}A3,王五,13800138002,西红柿,500g,-1\nA4,赵六,13800138003,没有的菜,,1\n`
  write('goods.csv', catalogue)
  await type('round', 'import', site, 'goods.csv')
  const said = await typeHeld('round', 'import', site, write('orders.csv', bad), '--language', 'zh')
  expect(said).toContain('2 orders new')
  expect(said).toContain('2 rows held')
  expect(said).toContain('第 4 行的数量是负数')
  expect(said).toContain('第 5 行的“没有的菜”不在本团商品里')
  expect(said).toContain('--new-products lists them')
  expect(await peopleOf(desk)).toHaveLength(2)

  write('orders.csv', bad.replace(',-1', ',1'))
  const mended = await type(...['round', 'import', site, 'orders.csv', '--new-products', '--language', 'en'])
  expect(mended).toContain('2 orders new')
  expect(await peopleOf(desk)).toHaveLength(4)
})

test('a workbook and a 接龙 are read as at a desk; a second 接龙 of the same people is not taken for the first', async () => {
  const { site, desk } = await aSite()
  const rows = [header.trim().split(','), ['B1', '张三', '13800138000', '西红柿', '500g', '3']]
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })))
  await writeXlsxFile(cells as never).toFile(join(folder, 'orders.xlsx'))
  await type('round', 'import', site, write('goods.csv', catalogue), 'orders.xlsx')
  write('first.txt', '#接龙\n周二蔬菜\n1. 钱七 13900000001 西红柿500g 2\n2. 孙八 13900000002 土豆2斤 1\n')
  const said = await type('round', 'import', site, 'first.txt', '--language', 'en')
  expect(said).toContain('2 orders new')
  expect(await peopleOf(desk)).toHaveLength(3)

  write('second.txt', '#接龙\n周二水果\n1. 钱七 13900000001 土豆2斤 1\n2. 孙八 13900000002 西红柿500g 1\n')
  await expect(type('round', 'import', site, 'second.txt')).rejects.toThrow('--list NAME')
  const second = await type('round', 'import', site, 'second.txt', '--list', '水果', '--language', 'en')
  expect(second).toContain('2 orders new')
  expect(await type('round', 'import', site, 'second.txt', '--list', '水果', '--language', 'en')).toContain(
    '0 orders new, 0 amended, 2 as they were',
  )
})

test('rows mended in the file itself go in with the rest of their orders, and double nothing', async () => {
  const { site, desk } = await aSite()
  await type('round', 'import', site, write('goods.csv', catalogue))
  // Each of 张三's rows is good but one, which is the second row of an order; 钱七 signs on twice.
  const rows = `${orders}A1,张三,13800138000,土豆,,x5x\nA5,周八,13800138005,西红柿,500g,1\nA5,周八,13800138005,没有的菜,,1\n`
  const note = '#接龙\n周二蔬菜\n1. 钱七 西红柿500g 2\n2. 孙八 土豆2斤 1\n3. 钱七 土豆 99999\n'
  write('orders.csv', rows)
  write('note.txt', note)
  const first = await typeHeld('round', 'import', site, 'orders.csv', 'note.txt', '--language', 'en')
  expect(first).toMatch(/2 orders new.+2 rows held.+2 orders new.+1 row held/s)

  write('orders.csv', rows.replace('x5x', '5').replace('没有的菜', '土豆'))
  write('note.txt', note.replace('99999', '3'))
  const mended = await type('round', 'import', site, 'orders.csv', 'note.txt', '--language', 'en')
  expect(mended).toMatch(/1 order new, 1 amended, 1 as they were.+1 order new, 0 amended, 2 as they were/s)
  expect(await ordered(desk)).toEqual({ 西红柿: 5, 土豆: 11 })
})

test('an order that a desk amended stays so when its file comes again', async () => {
  const { site, desk } = await aSite()
  await type('round', 'import', site, write('goods.csv', catalogue), write('orders.csv', orders))
  const placed = (await recordedAt(desk)).find((fact) => fact.kind === 'OrderPlaced')
  if (!placed) throw new Error('no order')
  const { order } = placed
  const lines = order.lines.map((line) => ({ ...line, pieces: pieces(9) }))
  const amended: Fact = { kind: 'OrderAmended', v: 1, order: { ...order, lines }, reason: 'asked for more' }
  await desk.push([desk.write([amended], desk.siteId, order.roundId)])

  write('orders.csv', `${orders}A3,王五,13800138002,西红柿,500g,1\n`)
  const again = await type('round', 'import', site, 'orders.csv', '--language', 'en')
  expect(again).toContain('1 order new, 0 amended, 2 as they were')
  expect(await ordered(desk)).toEqual({ 西红柿: 10, 土豆: 1 })
})

test('a site that no desk has joined gets its feed from the import, and its first desk gets the round', async () => {
  const { centre } = at()
  const organisation = await aPoint(at())
  const [row] = await centre.sql.query('select organisation_id from sites where site_key = $1', [
    organisation,
  ])
  const { organisation_id: organisationId } = row as { organisation_id: string }
  const site = await addSite(
    centre.sql,
    { organisationId, kind: 'point', name: fresh('point') },
    seededBytes(4),
  )
  await type('round', 'import', site, write('goods.csv', catalogue), write('orders.csv', orders))
  const desk = await anEnrolledDesk(at(), { siteKey: site })
  expect((await factsOf(desk)).length).toBe(5)
})

test('what cannot be read at all is said in a sentence, and nothing is written', async () => {
  const { site, desk } = await aSite()
  await expect(type('round', 'import', site, 'nothing.csv')).rejects.toThrow('there is no file')
  await expect(type('round', 'import', site)).rejects.toThrow('files are missing')
  mkdirSync(join(folder, 'lists'))
  await expect(type('round', 'import', site, 'lists')).rejects.toThrow(/lists is a folder: name a file in it/)
  await expect(
    type('round', 'import', site, write('odd.csv', 'a,b\n1,2\n3,4\n'), '--language', 'zh'),
  ).rejects.toThrow('表头')
  const unknown = type('round', 'import', site, 'odd.csv', '--language', 'en')
  await expect(unknown).rejects.toThrow(/no known column titles.+收货人 \(Name\).+商品名称 \(Product\)/)
  await expect(unknown).rejects.not.toThrow(/Choose what each column means|\(\)/)
  await expect(
    type('round', 'import', site, write('picture.csv', '\u0089PNG'), '--language', 'en'),
  ).rejects.toThrow('picture.csv')
  expect(await factsOf(desk)).toEqual([])
})

test('a title that opens a new round beside others is answered with what is open already', async () => {
  const { site } = await aSite()
  write('goods.csv', catalogue)
  const first = await type('round', 'import', site, 'goods.csv', '--round', 'Tuesday')
  expect(first).not.toContain('Open already')
  const slip = await type('round', 'import', site, 'goods.csv', '--round', 'Tuesdy', '--dry-run')
  expect(slip).toContain('new round "Tuesdy"\nOpen already: "Tuesday".')
  expect(await type('round', 'import', site, 'goods.csv', '--round', 'Tuesday')).not.toContain('Open already')
})

test('where one of several files is refused, none of them is taken in, and that is said', async () => {
  const { site, desk } = await aSite()
  write('goods.csv', catalogue)
  write('orders.csv', `${orders}A3,王五,13800138002,西红柿,500g,-1\n`)
  write('README.md', '# Read me\n\nfirst, second\nthird, fourth\n')
  const files = ['goods.csv', 'orders.csv']
  const refused = await type('round', 'import', site, ...files, 'README.md', '--round', 'Wednesday').catch(
    String,
  )
  expect(refused).toMatch(/README\.md.+None of the files was taken in/s)
  const missing = await type('round', 'import', site, 'goods.csv', 'not-there.csv').catch(String)
  expect(missing).toMatch(/folder are right\. None of the files/)
  expect(await factsOf(desk)).toEqual([])
  expect(told).toEqual([])
  // What is wrong with a row refuses no file.
  const said = await typeHeld('round', 'import', site, ...files, '--round', 'Wednesday', '--language', 'en')
  expect(said).toMatch(/new round "Wednesday".+2 orders new.+1 row held/s)
  expect(await peopleOf(desk)).toHaveLength(2)
})

test('whoever a desk edits while a file is read stays as the desk has them; what was missing is still filled in', async () => {
  const { desk } = await aSite()
  const zhang = { householdId: 'h-1', version: 1, name: '张三', phone: null, address: null, note: null }
  await desk.sent(paths.identities(desk.siteId), {
    rows: [{ assumed: null, identity: { ...zhang, erased: false } }],
  })
  const parts = { books: at().centre.books, siteId: desk.siteId, randomBytes: seededBytes(7) }
  const scribe = await SiteScribe.open({ ...parts, nowMs: () => at().clock.nowMs, dryRun: false })
  const householdId = idOf<HouseholdId>('h-1')
  await scribe.know([householdId])
  await desk.sent(paths.identities(desk.siteId), {
    rows: [{ assumed: 1, identity: { ...zhang, erased: false, version: 2, name: '张三丰' } }],
  })
  await scribe.keepPeople((known) => {
    const there = known(householdId)
    return there && there.phone === null ? [{ ...there, phone: '13800138000' }] : []
  })
  expect(await peopleOf(desk)).toEqual(['张三丰 13800138000'])
})

test('what is imported into an older database takes nothing of the place of what that one lost', async () => {
  const { site, desk } = await aSite()
  await type('round', 'import', site, write('goods.csv', catalogue))
  const { head } = await desk.json<EntriesAnswer>(paths.entries(desk.siteId))
  await type('round', 'import', site, write('orders.csv', orders))
  const { entries, epoch, mark } = await desk.json<EntriesAnswer>(paths.entries(desk.siteId))
  await setBack(at(), desk.siteId, head)
  await type('round', 'import', site, write('orders.csv', `${header}B1,王五,13800138002,土豆,2斤,3\n`))
  const after = `epoch=${epoch}&after=${entries.at(-1)?.position}&mark=${mark}`
  expect((await desk.call(`${paths.entries(desk.siteId)}?${after}`)).status).toBe(409)
  // Whoever read what was lost brings it back, and it stands beside what came in its stead.
  const { outcomes } = await desk.push(entries.map(({ entry }) => entry))
  expect(outcomes.filter(({ outcome }) => outcome === 'quarantined')).toEqual([])
  expect((await factsOf(desk)).filter((kind) => kind === 'OrderPlaced')).toHaveLength(3)
  expect((await verifyChains(at().centre.sql, at().centre.books)).findings).toEqual([])
})

test('of two imports into one site at the same moment, the second writes nothing', async () => {
  const { site, desk } = await aSite()
  await type('round', 'import', site, write('goods.csv', catalogue))
  const open = (seed: number) =>
    SiteScribe.open({
      ...{ books: at().centre.books, siteId: desk.siteId, dryRun: false },
      ...{ nowMs: () => at().clock.nowMs, randomBytes: seededBytes(seed) },
    })
  const [first, second] = [await open(1_001), await open(1_002)]
  const [round] = first.rounds
  const cutOff = {
    ok: true as const,
    facts: [{ kind: 'RoundCutOff', v: 1, roundId: round?.roundId } as never],
  }
  await first.run(round?.roundId as never, () => cutOff, null)
  at().clock.nowMs += 1
  await expect(second.run(round?.roundId as never, () => cutOff, null)).rejects.toThrow(/same moment/)
  expect((await factsOf(desk)).filter((kind) => kind === 'RoundCutOff')).toHaveLength(1)
})
