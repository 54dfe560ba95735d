import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { zh } from '../../renderer/i18n/zh/zh'
import { inStep, joinCentre, linkState } from '../e2e/atCentre'
import { ImportByFile } from '../e2e/importByFile'
import { entriesOnDisk, householdsOnDisk } from '../e2e/recordsOnDisk'
import { codeOn, Shift, sampleOf } from '../e2e/shift'
import { aCode, aPoint } from '../server/aCentre'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { type ADeskOnASmallDisk, openOnSmallDisk } from './fullDisk'
import { reportFault } from './reportFault'

const megabyte = 1024 * 1024
const full = zh.refusals['disk-full']

const met: string[] = []
let lost = 0
let duplicated = 0
let small: ADeskOnASmallDisk | undefined
let centre: AServedCentre

beforeAll(async () => {
  centre = await aServedCentre()
}, 120_000)
afterEach(async () => {
  await small?.desk.close()
  small = undefined
})
afterAll(async () => {
  reportFault({
    id: 'R8',
    ...{ runs: met.length, lost, duplicated, converged: met.length === places },
    passed: met.length === places && lost + duplicated === 0,
    note: `refused in words and done once there was room: ${met.join(', ')}`,
  })
  await centre?.close()
})
const places = 4

/** Of what was called done once there was room. */
function count(wanted: number, there: number): void {
  lost += Math.max(0, wanted - there)
  duplicated += Math.max(0, there - wanted)
}

async function open(bytes: number, query = '', offline = true): Promise<ADeskOnASmallDisk> {
  small = await openOnSmallDisk(bytes, query, { offline })
  await new Shift(small.desk).ready()
  return small
}

describe('the disk is full', { timeout: 300_000 }, () => {
  test('a scan and a key are refused in words before anything is shown as done', async () => {
    const { desk, fill, makeRoom } = await open(48 * megabyte, '?sample=kit')
    const shift = new Shift(desk)
    await shift.cutOff()
    const [product] = sampleOf('kit').products.filter(({ components }) => components.length === 0)
    if (!product) throw new Error('the sample has no goods')
    await shift.goTo('receive')
    await fill()
    const before = (await entriesOnDisk(desk.page)).length
    await shift.scan(codeOn(product, 500))
    await desk.page.getByText(full).first().waitFor()
    await desk.page.getByRole('alert').filter({ hasText: zh.frame.storage.full }).waitFor()
    expect((await entriesOnDisk(desk.page)).length).toBe(before)

    await makeRoom()
    await shift.scan(codeOn(product, 500))
    const written = async () => (await entriesOnDisk(desk.page)).length - before
    await expect.poll(written).toBeGreaterThan(0)
    count(1, await written())
    expect(await written()).toBe(1)
    expect(await desk.page.getByRole('alert').filter({ hasText: zh.frame.storage.full }).count()).toBe(0)
    met.push('a scan')
  })

  test('an import is refused in words, and goes in once and whole when there is room', async () => {
    const { desk, fill, makeRoom } = await open(48 * megabyte)
    const orders = 500
    const rows = Array.from(
      { length: orders },
      (_, i) => `F-${i},住户${i},138${String(i).padStart(8, '0')},土豆,2,10`,
    )
    const importer = new ImportByFile(desk)
    await importer.openText('orders.csv', ['订单号,姓名,电话,商品,数量,金额', ...rows].join('\n'))
    await fill()
    await desk.page.keyboard.press('Enter')
    await desk.page.getByText(full).first().waitFor()
    await makeRoom()
    await importer.takeIn()
    const placed = (await entriesOnDisk(desk.page)).flatMap(({ facts }) =>
      facts.filter(({ kind }) => kind === 'OrderPlaced'),
    )
    count(orders, placed.length)
    expect(placed.length).toBe(orders)
    expect((await householdsOnDisk(desk.page)).size).toBe(orders)
    met.push('people and their orders')
  })

  test('a setting that does not hold is not shown as held', async () => {
    const { desk, fill, makeRoom } = await open(48 * megabyte)
    await fill()
    await desk.page.getByRole('button', { name: 'English' }).click()
    await desk.page.getByText(zh.refusals.title).or(desk.page.getByText('disk is full')).first().waitFor()
    await makeRoom()
    await desk.page.reload()
    await new Shift(desk).ready()
    await desk.page.getByRole('button', { name: 'English' }).waitFor()
    met.push('settings')
  })

  test('a desk that cannot take down that it joined says so, and joins with the same code when it can', async () => {
    const siteKey = await aPoint(centre)
    const { desk, fill, makeRoom } = await open(48 * megabyte, '', false)
    // Typed wrong at first: by now the page may talk to this centre.
    await joinCentre(desk, centre.address, 'WRONG-CODE')
    await desk.page.getByText(zh.sync.refusal['wrong-code']).waitFor({ timeout: 30_000 })
    await fill()
    await desk.page.getByLabel('接入码').fill(await aCode(centre, siteKey))
    await desk.page.getByRole('button', { name: '接入', exact: true }).click()
    await desk.page.getByText(zh.sync.refusal['not-kept']).waitFor({ timeout: 30_000 })
    expect(await linkState(desk)).toBe('local-only')
    await makeRoom()
    await desk.page.getByRole('button', { name: '接入', exact: true }).click()
    await inStep(desk)
    const here = await entriesOnDisk(desk.page)
    const rows = await centre.centre.sql.query('select count(*)::int as there from entries')
    const { there } = rows[0] as { readonly there: number }
    count(here.length, there)
    expect(there).toBe(here.length)
    met.push('joining')
  })
})
