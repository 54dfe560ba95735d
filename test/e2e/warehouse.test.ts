import { afterEach, expect, test } from 'vitest'
import { formatShelfCode, formatSlotCode } from '../../shared/domain/label/ownCodes'
import { bagsOf } from '../../shared/domain/sorting/bagContents'
import { householdAt, needsOf } from '../../shared/domain/sorting/needs'
import { aCode, anEnrolledDesk, aWarehouse } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'
import { foldOnDisk } from './recordsOnDisk'
import { openSortingDesk } from './seededDesk'
import { Shift } from './shift'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Whatever the page complained of, but for its talk with the centre. */
const complaints = ({ problems }: Desk, address: string) => problems.filter((one) => !one.includes(address))

test('a warehouse packs a bag for one of its points; the point sees it and hands it over', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  const keys = await aWarehouse(at, { warehouse: '中心仓', points: ['东门店', '西门店'] })
  const [east = '', west = ''] = keys.points
  await anEnrolledDesk(at, { siteKey: east })
  const { desk: point, products } = await openSortingDesk({
    ...{ packed: false, released: true, offline: false, path: '/today' },
  })
  ends.push(() => point.close())
  await joinCentre(point, address, await aCode(at, west))
  await inStep(point)

  const warehouse = await openDesk({ offline: false })
  ends.push(() => warehouse.close())
  await joinCentre(warehouse, address, await aCode(at, keys.warehouse))
  await inStep(warehouse)
  const { page } = warehouse
  const shift = new Shift(warehouse)
  const siteNow = () => page.locator('[data-choice="sites"]').innerText()
  const goTo = async (site: string) => {
    await page.locator('[data-choice="sites"]').click()
    await page.getByRole('menuitem', { name: site }).click()
    await expect.poll(siteNow).toContain(site)
  }
  expect(await siteNow()).toContain('中心仓')
  await page.locator('[data-choice="sites"]').click()
  await page.getByRole('menuitem', { name: '西门店' }).waitFor()
  await warehouse.screenshot('warehouse-sites')
  await page.keyboard.press('Escape')
  await goTo('西门店')

  // What is half typed is not lost by going: that is said, and one key goes all the same.
  await shift.goTo('discrepancies')
  await page.getByRole('button', { name: '登记异常' }).click()
  const reason = page.locator('main input:not([type]), main input[type="text"], main textarea').last()
  await reason.pressSequentially('箱子湿了')
  await page.locator('[data-choice="sites"]').click()
  await page.getByRole('menuitem', { name: '东门店' }).click()
  await page.getByText('还没确认').waitFor()
  await warehouse.screenshot('warehouse-half-typed')
  expect([await siteNow(), await reason.inputValue()]).toEqual([
    expect.stringContaining('西门店'),
    '箱子湿了',
  ])
  await page.keyboard.press('F9')
  await expect.poll(siteNow).toContain('东门店')
  await goTo('西门店')

  // Picked household by household, as at the point itself.
  await shift.goTo('sort')
  await page.waitForSelector('main [data-said]')
  const start = await foldOnDisk(point.page)
  const byId = new Map(products.map((product) => [product.productId, product]))
  const householdIn = (slot: number) => householdAt(start, slot)
  const slot = Array.from({ length: 60 }, (_, i) => i + 1).find((one) => {
    const householdId = householdIn(one)
    const goods = (householdId === undefined ? [] : needsOf(start, householdId)).map(({ productId }) =>
      byId.get(productId),
    )
    return goods.length > 0 && goods.every((product) => product?.barcode != null && !product.undecided)
  })
  const householdId = slot === undefined ? undefined : householdIn(slot)
  if (slot === undefined || householdId === undefined) throw new Error('the sample has no such household')
  await shift.key('m')
  await shift.scan(formatSlotCode(slot))
  for (const { productId, left } of needsOf(start, householdId))
    for (let n = 0; n < left; n++) await shift.scan(byId.get(productId)?.barcode ?? '')
  await inStep(warehouse)

  // It is a bag of that point: both have it, and the warehouse's own site has not.
  const bagsAt = async (desk: typeof point) => bagsOf(await foldOnDisk(desk.page), householdId)
  await expect.poll(async () => (await bagsAt(point)).map(({ status }) => status)).toContain('closed')
  const bags = (await bagsAt(point)).map(({ bag }) => bag.bagId)
  expect((await bagsAt(warehouse)).map(({ bag }) => bag.bagId)).toEqual(bags)
  await goTo('中心仓')
  expect(await shift.scan(bags[0] ?? '')).toContain('西门店')
  await page.getByRole('button', { name: '去那里' }).waitFor()
  await warehouse.screenshot('warehouse-other-site')
  await page.getByRole('button', { name: 'English' }).click()
  await page.locator('[data-choice="sites"]').click()
  await page.getByRole('menuitem', { name: '西门店' }).waitFor()
  await warehouse.screenshot('warehouse-sites-en')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '中文' }).click()
  await shift.scan(bags[0] ?? '')
  await shift.key('F9')
  await expect.poll(siteNow).toContain('西门店')

  // At the point it is shelved and fetched like any other.
  const counter = new Shift(point)
  await counter.goTo('shelve')
  for (const bag of bags) {
    await counter.scan(bag)
    await counter.scan(formatShelfCode({ shelf: 'B', layer: 2 }))
  }
  await counter.goTo('handover')
  for (const bag of bags) await counter.scan(bag)
  const handedOver = async (desk: typeof point) => {
    const fold = await foldOnDisk(desk.page)
    return bags.map((bag) => fold.state('bag', bag)?.status)
  }
  const gone = bags.map(() => 'handed-over')
  await expect.poll(() => handedOver(point)).toEqual(gone)
  await expect.poll(() => handedOver(warehouse), { timeout: 30_000 }).toEqual(gone)
  expect(complaints(point, address)).toEqual([])
  expect(complaints(warehouse, address)).toEqual([])
})
