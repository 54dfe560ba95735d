import { afterEach, expect, test } from 'vitest'
import type { Desk } from '../e2e/desk'
import { foldOnDisk } from '../e2e/recordsOnDisk'
import { openSeeded, openShelvedDesk, openSortingDesk } from '../e2e/seededDesk'
import { Shift } from '../e2e/shift'
import { atMost } from './measure'
import { report } from './report'

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

/** A person at the counter whose scans and keys are counted; there is nothing else to do. */
class CountedShift extends Shift {
  actions = 0

  override scan(code: string): Promise<string> {
    this.actions += 1
    return super.scan(code)
  }

  override key(key: string): Promise<void> {
    this.actions += 1
    return super.key(key)
  }
}

test('P8: a put is one scan and one key', { timeout: 300_000 }, async () => {
  const opened = await openSortingDesk({ packed: false, path: '/sort' })
  desk = opened.desk
  const shift = new CountedShift(desk)
  await shift.ready()
  await shift.goTo('sort')
  const product = opened.products.find(({ barcode, undecided }) => barcode !== null && !undecided)
  const before = await bagged(desk)
  await shift.scan(product?.barcode ?? '')
  await shift.press('Enter')
  expect(await bagged(desk)).toBeGreaterThan(before)
  report([atMost({ name: 'P8 actions of one put', value: shift.actions, unit: 'actions' }, 2)])
})

test('P8: a handover is one scan a bag', { timeout: 300_000 }, async () => {
  const opened = await openShelvedDesk({ households: 12, waiting: 0 })
  desk = opened.desk
  const shift = new CountedShift(desk)
  await shift.ready()
  await shift.goTo('handover')
  const paid = opened.households.filter(({ dueFen }) => dueFen <= 0)
  const bags = paid.flatMap((household) => household.bags)
  for (const bagId of bags) await shift.scan(bagId)
  expect((await foldOnDisk(desk.page)).memberCount('bags:handed-over')).toBe(bags.length)
  const name = 'P8 actions of a handover, per bag'
  report([atMost({ name, value: shift.actions / bags.length, unit: 'actions' }, 1)])
})

test('P8: a delivery of forty lines without a difference is forty scans and one key', {
  timeout: 300_000,
}, async () => {
  const lines = 40
  const seeded = await openSeeded<void>({}, 'test/bench/packedFloor.ts', `seedAnnouncedDelivery(${lines})`)
  desk = seeded.desk
  await desk.page.goto(`${desk.address}#/receive`)
  await desk.page.reload()
  const shift = new CountedShift(desk)
  await shift.ready()
  await shift.goTo('receive')
  for (let n = 0; n < lines; n++) await shift.scan(`69${String(n).padStart(11, '0')}`)
  await shift.closeDelivery()
  const fold = await foldOnDisk(desk.page)
  const [deliveryId = ''] = fold.members('deliveries')
  expect(fold.state('delivery', deliveryId)?.closed).not.toBeNull()
  report([
    atMost(
      { name: `P8 actions of a clean delivery of ${lines} lines`, value: shift.actions, unit: 'actions' },
      41,
    ),
  ])
})

async function bagged(at: Desk): Promise<number> {
  const fold = await foldOnDisk(at.page)
  return fold.memberCount('bags:open') + fold.memberCount('bags:closed')
}
