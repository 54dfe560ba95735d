import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Chance, chanceOf } from '../../shared/sample/chance'
import { inStep, joinCentre, linkState } from '../e2e/atCentre'
import { type Desk, openDesk } from '../e2e/desk'
import { entriesOnDisk, historyOnDisk } from '../e2e/recordsOnDisk'
import { codeOn, Shift, sampleOf } from '../e2e/shift'
import { aCode, aPoint } from '../server/aCentre'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { howMany } from './howMany'
import { reportFault } from './reportFault'

const each = howMany(5)
const bars = { toldMs: 10_000 }
const seed = 20_261_125

const kinds = {
  'the end of the log is cut off': (folder, chance) =>
    ofKind(folder, '.log', (file) => truncateSync(file, chance.int(0, statSync(file).size))),
  'a bit of the log is flipped': (folder, chance) => ofKind(folder, '.log', (file) => flipABit(file, chance)),
  'a bit of a table is flipped': (folder, chance) => ofKind(folder, '.ldb', (file) => flipABit(file, chance)),
  'a table is cut off': (folder, chance) =>
    ofKind(folder, '.ldb', (file) => truncateSync(file, chance.int(0, statSync(file).size))),
  'the list of files is gone': (folder) => ofKind(folder, 'CURRENT', (file) => rmSync(file)),
  'the whole folder is gone': (folder) => rmSync(folder, { recursive: true }),
} satisfies Record<string, (folder: string, chance: Chance) => void>

const told: number[] = []
let runs = 0
let unharmed = 0
let lost = 0
let duplicated = 0
let silently = 0
let apart = 0
let desk: Desk | undefined
let centre: AServedCentre

beforeAll(async () => {
  centre = await aServedCentre()
}, 120_000)
afterEach(async () => {
  await desk?.close()
  desk = undefined
})
afterAll(async () => {
  const slowest = Math.round(Math.max(0, ...told))
  reportFault({
    id: 'R16',
    ...{ runs, lost: lost + silently, duplicated, converged: apart === 0 },
    passed: runs === each * 6 && lost + silently + duplicated + apart === 0 && slowest <= bars.toldMs,
    note: `told ${told.length} times, after at most ${slowest} ms, unharmed ${unharmed} times, opened with less and without a word ${silently} times; everything sent is back from the centre`,
  })
  await centre?.close()
})

describe('files of the database are damaged while the desk is closed', { timeout: 3_600_000 }, () => {
  test.each(Object.entries(kinds))('%s', async (what, damage) => {
    for (let turn = 0; turn < each; turn++) {
      const chance = chanceOf(seed + turn)
      const siteKey = await aPoint(centre)
      desk = await openDesk({ offline: false, query: '?sample=kit' })
      const sent = await workAndSend(desk, siteKey)
      await desk.quit()
      damage(databaseFolder(desk.profile), chance)
      const startedMs = performance.now()
      await desk.reopen()
      const found = await desk.page
        .waitForSelector('[data-damaged], [data-step]', { timeout: 60_000 })
        .then((element) => element.getAttribute('data-damaged'))
      if (found !== null) {
        told.push(performance.now() - startedMs)
        await goOn(desk)
      } else if (missing(sent, await idsOn(desk)) === 0) unharmed += 1
      else silently += 1
      await backAtTheCentre(desk, siteKey)
      await expect.poll(async () => missing(sent, await idsOn(desk)), { timeout: 60_000 }).toBe(0)
      const there = await idsOn(desk)
      lost += missing(sent, there)
      const counted = await atCentre(sent)
      duplicated += counted.there - counted.distinct
      if (counted.distinct !== sent.size) apart += 1
      expect(counted, `${what}, seed ${seed + turn}`).toEqual({ there: sent.size, distinct: sent.size })
      await desk.close()
      desk = undefined
      runs += 1
    }
  })
})

/** A round with some goods received, all of it at the centre. @returns the ids of what is there */
async function workAndSend(at: Desk, siteKey: string): Promise<Set<string>> {
  const shift = new Shift(at)
  await shift.cutOff()
  await shift.goTo('receive')
  for (const product of sampleOf('kit').products.filter(({ components }) => components.length === 0))
    await shift.scan(codeOn(product, 500))
  await joinCentre(at, centre.address, await aCode(centre, siteKey))
  await inStep(at)
  return idsOn(at)
}

/** As a person who reads what the screen says. */
async function goOn({ page }: Desk): Promise<void> {
  await page.waitForSelector('[data-damaged="nothing"]', { timeout: 60_000 })
  await page.locator('[data-damaged] button').nth(2).click()
  await page.locator('[data-damaged="asking"] button').first().click()
  await page.waitForSelector('[data-step]', { timeout: 60_000 })
}

/** By itself where its token could be read; else with a new code. */
async function backAtTheCentre(at: Desk, siteKey: string): Promise<void> {
  const byItself = await inStep(at, 20_000).then(
    () => true,
    () => false,
  )
  if (byItself) return
  expect(await linkState(at)).toBe('local-only')
  await joinCentre(at, centre.address, await aCode(centre, siteKey))
  await inStep(at)
}

async function idsOn(at: Desk | undefined): Promise<Set<string>> {
  if (!at) return new Set()
  const all = [...(await historyOnDisk(at.page)), ...(await entriesOnDisk(at.page))]
  return new Set(all.map(({ id }) => id))
}

function missing(wanted: ReadonlySet<string>, there: ReadonlySet<string>): number {
  return [...wanted].filter((id) => !there.has(id)).length
}

async function atCentre(ids: ReadonlySet<string>): Promise<{ there: number; distinct: number }> {
  const [row] = await centre.centre.sql.query(
    `select count(*)::int as there, count(distinct body::jsonb->>'id')::int as distinct
     from entries where body::jsonb->>'id' = any($1)`,
    [[...ids]],
  )
  return row as { there: number; distinct: number }
}

function databaseFolder(profile: string): string {
  const all = join(profile, 'Default', 'IndexedDB')
  const name = readdirSync(all).find((folder) => folder.endsWith('.leveldb'))
  if (!name) throw new Error('this Chromium keeps IndexedDB in another kind of file')
  return join(all, name)
}

function ofKind(folder: string, ending: string, damage: (file: string) => void): void {
  for (const name of readdirSync(folder)) if (name.endsWith(ending)) damage(join(folder, name))
}

function flipABit(file: string, chance: Chance): void {
  const bytes = readFileSync(file)
  if (bytes.length === 0) return
  const at = chance.int(0, bytes.length - 1)
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << chance.int(0, 7)), at)
  writeFileSync(file, bytes)
}
