import { afterEach, expect, test } from 'vitest'
import { balances } from '../../shared/domain/balance/balanceOf'
import { discrepancies } from '../../shared/domain/discrepancy/discrepancies'
import { currentRound } from '../../shared/domain/round/currentRound'
import { householdProgress } from '../../shared/domain/sorting/householdProgress'
import { slotsFor } from '../../shared/domain/sorting/needs'
import { conservationGap, stockAt } from '../../shared/domain/stock/onHand'
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

test('empty places with one key, differences explained by key, the gate opens when books and floor agree', async () => {
  const opened = await openSortingDesk({ packed: true, path: '/balance' })
  desk = opened.desk
  const { page } = desk
  const shift = new Shift(desk)
  await page.waitForSelector('main table')
  await desk.screenshot('balance')
  await shift.press('e')
  const start = await onDisk()
  const left = balances(start).filter(({ status }) => status === 'uncounted')
  expect(left.every(({ theory }) => theory.pieces > 0)).toBe(true)

  // Two more than the books say: one household was booked twice; its bag is open again and waits for the piece.
  const [twice] = opened.products.filter(
    ({ productId, barcode }) =>
      barcode !== null && stockAt(start, 'floor', productId as ProductId).pieces === 0,
  )
  if (!twice) throw new Error('nothing was packed to the last piece')
  const productId = twice.productId as ProductId
  const of = slotsFor(start, productId).find(
    ({ householdId }) => start.tally(`put:${productId}:${householdId}`) > 0,
  )
  if (!of) throw new Error('nobody got it')
  await shift.scan(twice.barcode ?? '')
  expect(await shift.type('1', 'Enter')).toContain('对不上')
  await desk.screenshot('balance-differs')
  await page.keyboard.press('b')
  await desk.screenshot('balance-whose')
  expect(await shift.type(String(of.slot), 'Enter')).toContain('多记了一次')
  const after = await onDisk()
  expect(stockAt(after, 'floor', productId).pieces).toBe(1)
  expect(householdProgress(after, of.householdId)?.openBags).toBe(1)

  // Not so: one undo, and the put is back in the bag's books.
  await page.keyboard.press('F8')
  await expect.poll(async () => stockAt(await onDisk(), 'floor', productId).pieces).toBe(0)
  await shift.scan(twice.barcode ?? '')
  await shift.type('0', 'Enter')

  // One missing is loss; the rest is what the books say.
  const [first, ...rest] = left
  const codeOf = (id: ProductId) => {
    const product = opened.products.find((one) => one.productId === id)
    return product?.barcode ?? inStoreLabel(product?.plu ?? '', product?.nominalGrams ?? 500)
  }
  if (first) {
    await shift.scan(codeOf(first.productId))
    await shift.type(String(first.theory.pieces - 1), 'Enter')
    expect(await shift.press('l')).toContain('损耗')
  }
  for (const { productId: id, theory } of rest) {
    await shift.scan(codeOf(id))
    await shift.type(String(theory.grams > 0 ? theory.grams : theory.pieces), 'Enter')
  }

  // What the scales differed by is settled in one go.
  await page.getByRole('button', { name: /称重尾差/ }).click()
  await expect
    .poll(async () => balances(await onDisk()).filter(({ status }) => status !== 'agrees').length)
    .toBe(0)
  await page.keyboard.press('h')
  await desk.screenshot('balance-held')
  await page.keyboard.press('h')
  await page.keyboard.press('r')
  await page.waitForSelector('[data-released]')
  await desk.screenshot('balance-released')
  const fold = await onDisk()
  expect(currentRound(fold)?.released?.overrideReason).toBeNull()
  for (const id of fold.members('products'))
    expect(conservationGap(fold, id as ProductId), id).toEqual({ pieces: 0, grams: 0 })
  expect(discrepancies(fold).some(({ kind }) => kind === 'balance')).toBe(true)
  expect(desk.problems).toEqual([])
})
