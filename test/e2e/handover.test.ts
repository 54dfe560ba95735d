import { afterEach, expect, test } from 'vitest'
import { formatShelfCode } from '../../shared/domain/label/ownCodes'
import { looksOf } from '../../shared/domain/looks/lookedAt'
import type { Desk } from './desk'
import { foldOnDisk } from './recordsOnDisk'
import { openShelvedDesk } from './seededDesk'
import { Shift } from './shift'

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

const at = (stage: 'idle' | 'visit' | 'gone') => desk?.page.locator(`main [data-at="${stage}"]`).waitFor()
const say = (text: string | RegExp) => desk?.page.getByText(text).first().waitFor()

async function onDisk() {
  if (!desk) throw new Error('no desk')
  return foldOnDisk(desk.page)
}

test('a household collects bag by bag with one scan each, another by its phone tail, money is taken and undone', async () => {
  const opened = await openShelvedDesk({ households: 12, waiting: 0 })
  desk = opened.desk
  const { page } = desk
  const { households } = opened
  const paid = households.find(({ dueFen, bags }) => dueFen <= 0 && bags.length > 1)
  const owing = households.find(({ dueFen }) => dueFen > 0)
  const other = households.find((one) => one !== paid && one !== owing && one.dueFen <= 0)
  if (!paid || !owing || !other) throw new Error('the sample has nobody to serve')
  await at('idle')

  // Bag by bag: as many scans as bags, no key, no click; idle again by itself.
  await desk.scan(paid.bags[0] ?? '')
  await at('visit')
  await desk.scan(other.bags[0] ?? '')
  await say('别人家的袋')
  await desk.screenshot('handover-other-household')
  for (const bag of paid.bags.slice(1)) await desk.scan(bag)
  await at('gone')
  await at('idle')

  // The tail is a search: one hit is shown masked and confirmed, several are chosen from, none preselected.
  await page.keyboard.type(owing.tail, { delay: 120 })
  const hits = page.locator('main ol button')
  await hits.first().waitFor()
  expect(await page.locator('main ol').textContent()).not.toContain(owing.name)
  await hits
    .filter({ hasText: String(owing.slot) })
    .first()
    .click()
  await at('visit')
  // One key shows who it is, with the usual reason; the look is on record before anything is seen.
  await page.keyboard.press('v')
  await page.locator('h1').getByText(owing.name, { exact: true }).waitFor()
  await desk.screenshot('handover-revealed')
  await page.keyboard.press('v')
  await page.locator('h1').getByText(owing.name, { exact: true }).waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await say(/袋已交齐/)
  await page.keyboard.type('500', { delay: 120 })
  await say('找零')
  await desk.screenshot('handover-change')
  expect(await new Shift(desk).noticesAbove('收现金')).toBeGreaterThan(0)
  await page.keyboard.press('Enter')
  await at('gone')

  // Scanned again: already gone, with who and when; then the visit is undone with a reason.
  await page.keyboard.press('Enter')
  await at('idle')
  await desk.scan(paid.bags[0] ?? '')
  await say(/已经取走/)
  const line = page.locator('aside li').filter({ has: page.getByText(String(paid.slot), { exact: true }) })
  await line.getByRole('button', { name: '撤销' }).click()
  await page.getByRole('button', { name: '扫错码' }).click()
  await page.locator('aside form').getByRole('button', { name: '撤销' }).click()
  await say('已撤销')

  const fold = await onDisk()
  expect(looksOf(fold).map(({ fact }) => fact)).toMatchObject([{ reason: 'verify' }])
  const status = (bagId: string) => fold.state('bag', bagId)?.status
  expect(paid.bags.map(status)).toEqual(paid.bags.map(() => 'on-shelf'))
  expect(owing.bags.map(status)).toEqual(owing.bags.map(() => 'handed-over'))
  expect(other.bags.map(status)).toEqual(other.bags.map(() => 'on-shelf'))

  // Another language: nothing on the screen goes on in the one before.
  await page.getByRole('button', { name: 'English' }).click()
  await say('Ready to scan')
  expect(await page.getByText('已撤销').count()).toBe(0)
  expect(desk.problems).toEqual([])
})

test('bags are shelved by bag and shelf, or shelf first; the code on the shelf opens the visit at the counter', async () => {
  const opened = await openShelvedDesk({ households: 6, waiting: 4, path: '/shelve', locale: 'en-US' })
  desk = opened.desk
  const [one, two] = opened.households.slice(2)
  if (!one || !two) throw new Error('the sample has nobody to shelve')
  await say('Scan a bag, then a shelf')
  await desk.scan(one.bags[0] ?? '')
  await say('Put it here')
  await desk.scan(formatShelfCode({ shelf: 'B', layer: 3 }))
  const pickupCode = `B-3-${String(one.slot).padStart(4, '0')}`
  await say(pickupCode)
  await desk.scan(formatShelfCode({ shelf: 'D', layer: 1 }))
  for (const bag of two.bags) await desk.scan(bag)
  await say(two.bags.length === 1 ? '1 bag put' : `${two.bags.length} bags put`)
  await desk.screenshot('shelve-shelf-first')

  await desk.scan(pickupCode)
  await at('visit')
  await say('B-3')
  const fold = await onDisk()
  expect(two.bags.map((bag) => fold.state('bag', bag)?.place)).toEqual(two.bags.map(() => 'D-1'))
  expect(desk.problems).toEqual([])
})
