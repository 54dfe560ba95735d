import { gunzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inStep, joinCentre } from '../e2e/atCentre'
import { type Desk, openDesk } from '../e2e/desk'
import { entriesOnDisk } from '../e2e/recordsOnDisk'
import { scanWithKeys } from '../e2e/scanWithKeys'
import { codeOn, Shift, sampleOf } from '../e2e/shift'
import { aCode, aPoint } from '../server/aCentre'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { howMany } from './howMany'
import { reportFault } from './reportFault'

const takeovers = howMany(30, 2)
const bars = { takeoverMs: 5_000 }

let centre: AServedCentre
let desk: Desk
beforeAll(async () => {
  centre = await aServedCentre()
  desk = await openDesk({ offline: false, query: '?sample=kit' })
}, 120_000)
afterAll(async () => {
  await desk?.close()
  await centre?.close()
})

/** Which window sent which entry, as it left the browser. */
const sent: { readonly window: number; readonly id: string }[] = []

function watchPushes(page: Page, window: number): void {
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/entries')) return
    const body = request.postDataBuffer() ?? Buffer.alloc(0)
    const isPacked = request.headers()['content-encoding'] === 'gzip'
    const text = (isPacked ? gunzipSync(body) : body).toString()
    const { entries } = JSON.parse(text) as { entries: readonly { readonly id: string }[] }
    for (const { id } of entries) sent.push({ window, id })
  })
}

async function openedElsewhere(): Promise<Page> {
  const page = await desk.context.newPage()
  await page.goto(desk.address)
  await page.getByRole('alert').waitFor()
  expect(await page.locator('[data-step]').count()).toBe(0)
  return page
}

test(`the window at work dies ${takeovers} times: the one that waits goes on, and nothing is sent twice`, {
  timeout: 1_800_000,
}, async () => {
  const [product] = sampleOf('kit').products.filter(({ components }) => components.length === 0)
  if (!product) throw new Error('the sample has no goods')
  watchPushes(desk.page, 0)
  await new Shift(desk).cutOff()
  await joinCentre(desk, centre.address, await aCode(centre, await aPoint(centre)))
  await inStep(desk)

  const tookMs: number[] = []
  let { page } = desk
  let shown = 0
  let lost = 0
  for (let turn = 1; turn <= takeovers; turn++) {
    const waiting = await openedElsewhere()
    watchPushes(waiting, turn)
    const shift = new Shift({ page, scan: (code) => scanWithKeys(page, code) })
    await shift.goTo('receive')
    await shift.scan(codeOn(product, 500))
    await shift.type(String(1 + (turn % 9)), 'Enter')
    shown = await countedOn(page)
    const dead = page.waitForEvent('crash')
    const crashing = await page.context().newCDPSession(page)
    // It never answers: there is nobody left to.
    crashing.send('Page.crash').catch(() => undefined)
    await dead
    const diedMs = performance.now()
    await waiting.waitForSelector('[data-step]', { timeout: 30_000 })
    tookMs.push(performance.now() - diedMs)
    page = waiting
    lost += Math.max(0, shown - (await countedOn(page)))
  }
  await inStep({ page })
  const onDisk = (await entriesOnDisk(page)).map(({ id }) => id)
  const ids = sent.map(({ id }) => id)
  // What was on its way when its window died is sent once more by the next one; nothing else is, and it counts once.
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
  const again = twice.filter(
    (id) => new Set(sent.filter((one) => one.id === id).map(({ window }) => window)).size < 2,
  )
  const [{ there }] = (await centre.centre.sql.query('select count(*)::int as there from entries')) as [
    { there: number },
  ]
  const unsent = onDisk.filter((id) => !ids.includes(id)).length
  const slowest = Math.round(Math.max(...tookMs))
  const passed = lost === 0 && again.length === 0 && unsent === 0 && there === onDisk.length
  reportFault({
    id: 'R21',
    runs: takeovers,
    lost: lost + unsent,
    duplicated: again.length,
    converged: there === onDisk.length,
    passed: passed && slowest <= bars.takeoverMs,
    note: `taken over after at most ${slowest} ms; ${ids.length} entries sent, ${twice.length} of them again after their window died`,
  })
  expect({ lost, again, unsent, there }).toEqual({ lost: 0, again: [], unsent: 0, there: onDisk.length })
  expect(slowest).toBeLessThanOrEqual(bars.takeoverMs)
})

/** Counts of goods that are on the disk. */
async function countedOn(page: Page): Promise<number> {
  const entries = await entriesOnDisk(page)
  return entries.flatMap(({ facts }) => facts).filter(({ kind }) => kind === 'GoodsCounted').length
}
