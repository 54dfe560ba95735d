import { afterEach, expect, test } from 'vitest'
import type { ProductId } from '../../shared/kernel/ids'
import { type Desk, openDesk } from './desk'
import { codeOn, Shift, sampleOf } from './shift'

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

test('a whole round of kits goes through by scan, with the network off', async () => {
  desk = await openDesk({ query: '?sample=kit', locale: 'zh-CN' })
  const sample = sampleOf('kit')
  const shift = new Shift(desk)
  const { page } = desk
  await page.waitForSelector('text=截团')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=去收货')
  const t0 = Date.now()
  await shift.goTo('receive')
  const product = (id: ProductId) => {
    const found = sample.products.find((one) => one.productId === id)
    if (!found) throw new Error(id)
    return found
  }
  for (const delivery of sample.deliveries) {
    for (const line of delivery.lines) await shift.scan(codeOn(product(line.productId), 500))
    await page.keyboard.press('Enter')
    await page.waitForTimeout(300)
  }
  console.log('received', Date.now() - t0)
  await desk.screenshot('kit-received')
  await shift.goTo('sort')
  for (const line of sample.deliveries.flatMap((one) => one.lines)) {
    const t1 = Date.now()
    await shift.scan(codeOn(product(line.productId), 500))
    for (let i = 0; i < line.pieces; i++) await shift.press('Enter')
    console.log('sown', line.pieces, Date.now() - t1)
    await desk.screenshot('kit-sown')
  }
  expect(desk.problems).toEqual([])
})
