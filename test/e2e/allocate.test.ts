import { afterEach, expect, test } from 'vitest'
import { standingOf } from '../../shared/domain/allocation/productStanding'
import { formatShelfCode } from '../../shared/domain/label/ownCodes'
import type { ProductId } from '../../shared/kernel/ids'
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

test('a short product is decided from the keyboard: a row by hand, another policy, confirmed, taken back', async () => {
  const opened = await openSortingDesk({ packed: false, path: '/allocate' })
  desk = opened.desk
  const { page } = desk
  const shift = new Shift(desk)
  await shift.ready()
  const undecided = opened.products.find((product) => product.undecided)
  const over = async () => {
    const fold = await onDisk()
    return fold.members('products').flatMap((id) => {
      const standing = standingOf(fold, id as ProductId)
      return standing?.state === 'over' ? [standing] : []
    })
  }
  if (!undecided) throw new Error('the sample has nothing short')
  const productId = undecided.productId as ProductId
  const decision = async () => (await onDisk()).state('product', productId)?.allocation ?? null

  // The scanner opens the product; nothing is decided by looking.
  expect(await shift.scan(undecided.barcode ?? '')).toContain(undecided.name)
  await page.waitForSelector('[data-policy-grid]')
  await desk.screenshot('allocate-short')
  // Whoever decides with the mouse finds the button, whatever was refused just before.
  expect(await shift.noticesAbove('确认')).toBeGreaterThan(0)
  expect(await decision()).toBeNull()

  // A number and Enter set the household by hand, which locks it; another policy leaves it alone.
  await page.keyboard.type('0', { delay: 65 })
  await page.keyboard.press('Enter')
  await page.getByText('我们单独定的').waitFor()
  await page.keyboard.press('ArrowRight')
  await desk.screenshot('allocate-by-hand')
  expect(await shift.press('Enter')).toContain('按比例')
  await expect.poll(async () => (await decision())?.policy).toBe('proportional')
  const locked = (await decision())?.shares.filter((share) => share.locked) ?? []
  expect(locked.map((share) => share.pieces)).toEqual([0])

  // Taken back with one key, it waits for a person again.
  await page.keyboard.press('F8')
  await expect.poll(decision).toBeNull()

  // What is over is settled by choice: kept as surplus, for a part of it.
  const [first] = await over()
  if (!first) throw new Error('the sample has nothing over')
  const barcode = opened.products.find((product) => product.productId === first.productId)?.barcode
  await shift.scan(barcode ?? '')
  await page.getByRole('radiogroup').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('1', { delay: 65 })
  await page.keyboard.press('Enter')
  await desk.screenshot('allocate-over')
  expect(await shift.noticesAbove('确认')).toBeGreaterThan(0)
  expect(await shift.press('Enter')).toContain('1')
  await expect
    .poll(async () => (await over()).find((one) => one.productId === first.productId)?.over ?? 0)
    .toBe(first.over - 1)
  expect(desk.problems).toEqual([])
})

test('whatever is open, a scan goes where it belongs and is answered there at once', async () => {
  const opened = await openSortingDesk({ packed: false, path: '/today' })
  desk = opened.desk
  const { page } = desk
  const shift = new Shift(desk)
  await shift.ready()
  const goods = opened.products.find((product) => product.barcode !== null && !product.undecided)
  if (!goods) throw new Error('the sample has no goods')
  const isOpen = (step: string) => page.waitForSelector(`[data-step="${step}"][aria-current="page"]`)

  // Goods on the floor are put: the slot is on the screen after one scan.
  expect(await shift.scan(goods.barcode ?? '')).toContain(goods.name)
  await isOpen('sort')
  await page.waitForSelector('[data-times]')

  await shift.goTo('dayClose')
  await shift.scan(formatShelfCode({ shelf: 'A', layer: 2 }))
  await isOpen('shelve')

  await shift.goTo('discrepancies')
  expect(await shift.scan('6901234567899')).toContain('校验位')
  expect(desk.problems).toEqual([])
})
