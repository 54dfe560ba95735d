import { afterEach, expect, test } from 'vitest'
import { formatSlotCode } from '../../shared/domain/label/ownCodes'
import { bagsOf } from '../../shared/domain/sorting/bagContents'
import { householdAt, needsOf } from '../../shared/domain/sorting/needs'
import { stockAt } from '../../shared/domain/stock/onHand'
import type { ProductId } from '../../shared/kernel/ids'
import { inStoreLabel } from '../builders/inStoreLabel'
import type { Desk } from './desk'
import { foldOnDisk } from './recordsOnDisk'
import { openSortingDesk } from './seededDesk'
import { Shift } from './shift'

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

async function onDisk() {
  if (!desk) throw new Error('no desk')
  return foldOnDisk(desk.page)
}

const slotOnShow = async () => Number(await desk?.page.locator('main [data-size="hall"]').innerText())
const timesOnShow = async () => Number(await desk?.page.locator('[data-times]').getAttribute('data-times'))

test('items are sown by scan: the slot on the screen, one key to confirm, nothing written at the wrong slot', async () => {
  const opened = await openSortingDesk({ packed: false, path: '/sort' })
  desk = opened.desk
  const shift = new Shift(desk)
  await desk.page.waitForSelector('main [data-said]')
  const plain = opened.products.find(({ barcode, undecided }) => barcode !== null && !undecided)
  const undecided = opened.products.find((product) => product.undecided)
  const weighed = opened.products.find(({ plu }) => plu !== null)
  if (!plain || !undecided || !weighed) throw new Error('the sample lacks a product')
  const put = async (id: string) => stockAt(await onDisk(), 'bags', id as ProductId)

  // One scan shows, one key puts all that the slot needs.
  await shift.scan(plain.barcode ?? '')
  const [slot, times] = [await slotOnShow(), await timesOnShow()]
  await desk.screenshot('sort-sow')
  expect(await shift.press('Enter')).toContain(`${slot} 号`)
  expect((await put(plain.productId)).pieces).toBe(times)

  // The wrong slot is said in words and writes nothing; the right one confirms.
  const next = await slotOnShow()
  const due = await timesOnShow()
  expect(await shift.scan(formatSlotCode(next === 499 ? 1 : 499))).toContain('放错了')
  await desk.screenshot('sort-wrong-slot')
  expect((await put(plain.productId)).pieces).toBe(times)
  await shift.scan(formatSlotCode(next))
  expect((await put(plain.productId)).pieces).toBe(times + due)

  // The same item scanned again is one piece; a digit typed first puts fewer.
  await shift.scan(plain.barcode ?? '')
  expect((await put(plain.productId)).pieces).toBe(times + due + 1)
  await shift.type('1', 'Enter')
  expect((await put(plain.productId)).pieces).toBe(times + due + 2)

  // F8 takes back the last put.
  await desk.page.keyboard.press('F8')
  await expect.poll(async () => (await put(plain.productId)).pieces).toBe(times + due + 1)

  // 缺, with its reason by one key.
  await shift.key('s')
  await desk.screenshot('sort-short')
  expect(await shift.press('2')).toContain('缺')
  const fold = await onDisk()
  expect(fold.tally(`shorted:${plain.productId}`)).toBeGreaterThan(0)
  expect(stockAt(fold, 'hold', plain.productId as ProductId).pieces).toBeGreaterThan(0)

  // What was not decided is refused, with the way to it.
  expect(await shift.scan(undecided.barcode ?? '')).toContain('配货')
  await desk.page.getByRole('button', { name: '去配货' }).waitFor()

  // A weight label carries the portion's own weight; 100 × off is refused before anything is written.
  const { nominalGrams } = weighed
  const plu = weighed.plu ?? ''
  await shift.scan(inStoreLabel(plu, nominalGrams + 17))
  await shift.press('Enter')
  expect(await put(weighed.productId)).toEqual({ pieces: 1, grams: nominalGrams + 17 })
  await shift.scan(inStoreLabel(plu, 3))
  expect(await shift.press('Enter')).toContain('100 倍')
  expect((await put(weighed.productId)).pieces).toBe(1)

  // Without a label: put as sold, then what the scale says; far off is asked about once.
  await shift.press('Enter')
  await shift.type(String(nominalGrams * 5 * 3), 'Enter')
  expect(await desk.page.locator('main').innerText()).toContain('确认无误')
  await desk.screenshot('sort-weigh')
  const before = await put(weighed.productId)
  await shift.type(((nominalGrams * (before.pieces - 1)) / 1000).toFixed(3), 'Enter')
  expect((await put(weighed.productId)).grams).toBe(nominalGrams * before.pieces + 17)

  // A code nobody knows is attached to a product without a click, and known from then on.
  await shift.scan('6901234567892')
  await desk.page.keyboard.type(plain.name, { delay: 80 })
  await desk.screenshot('sort-unknown')
  await desk.page.keyboard.press('Enter')
  await desk.page.locator('[data-times]').waitFor()
  expect(await desk.page.locator('main').innerText()).toContain(plain.name)
  expect(desk.problems).toEqual([])
})

test('a household is picked line by line; its bags close with their last piece and their labels wait to be printed', async () => {
  const opened = await openSortingDesk({ packed: false, path: '/sort' })
  desk = opened.desk
  const { page } = desk
  const shift = new Shift(desk)
  await page.waitForSelector('main [data-said]')
  const byId = new Map(opened.products.map((product) => [product.productId, product]))
  const start = await onDisk()
  const slot = Array.from({ length: 60 }, (_, i) => i + 1).find((one) => {
    const householdId = householdAt(start, one)
    const lines = householdId === undefined ? [] : needsOf(start, householdId)
    const goods = lines.map(({ productId }) => byId.get(productId))
    return lines.length > 2 && goods.every((product) => product?.barcode != null && !product.undecided)
  })
  const householdId = slot === undefined ? undefined : householdAt(start, slot)
  if (slot === undefined || householdId === undefined) throw new Error('the sample has no such household')

  await shift.key('m')
  await shift.scan(formatSlotCode(slot))
  const lines = needsOf(start, householdId)
  for (const { productId, left } of lines.slice(0, -1)) {
    const { name = '', barcode } = byId.get(productId) ?? {}
    for (let n = 0; n < left; n++) expect(await shift.scan(barcode ?? '')).toContain(`${name} ×1`)
  }
  await desk.screenshot('sort-pick')
  expect(await shift.press('Enter')).toContain('已齐')
  const bags = bagsOf(await onDisk(), householdId)
  expect(bags.map(({ status }) => status)).toEqual(bags.map(() => 'closed'))

  // Opened again with a reason, closed again with all that are complete.
  await page.keyboard.press('b')
  await page.getByRole('button', { name: '拆袋' }).first().click()
  await page.getByRole('button', { name: '要复核' }).click()
  await page.locator('aside form').getByRole('button', { name: '拆袋' }).click()
  await desk.screenshot('sort-bags')
  await page.keyboard.press('u')
  await page.getByRole('button', { name: /封好 1 个/ }).click()
  await expect
    .poll(async () => bagsOf(await onDisk(), householdId).map(({ status }) => status))
    .toEqual(bags.map(() => 'closed'))

  // Labels come out in one go and are remembered across a restart.
  await page.evaluate(() => {
    Object.assign(window, {
      sheets: 0,
      print: () => {
        const sheets = document.querySelectorAll('[data-size="label-60x40"]').length
        Object.assign(window, { sheets })
      },
    })
  })
  await page.keyboard.press('p')
  await desk.screenshot('sort-labels')
  await page
    .locator('aside')
    .getByRole('button', { name: `标签 ${bags.length}` })
    .click()
  await expect.poll(() => page.evaluate('sheets')).toBe(bags.length)
  await page.locator('aside').getByRole('button', { name: '标签 0' }).waitFor()
  expect(desk.problems).toEqual([])
})
