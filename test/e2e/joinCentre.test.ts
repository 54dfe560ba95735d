import { afterEach, expect, test } from 'vitest'
import { aCode, aPoint } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function aDesk(query = ''): Promise<Desk> {
  const desk = await openDesk({ offline: false, query })
  ends.push(() => desk.close())
  return desk
}

/** Whatever the page complained of, but for its talk with the centre. */
const complaints = ({ problems }: Desk, address: string) => problems.filter((one) => !one.includes(address))

test('a desk with a round joins a centre from its settings, and an empty one gets everything from there', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  const siteKey = await aPoint(at)
  const first = await aDesk('?sample=kit')
  await first.page.locator('[data-step="receive"]').waitFor({ timeout: 60_000 })
  await expect.poll(() => first.page.getByRole('banner').innerText(), { timeout: 60_000 }).toContain('套餐')

  await joinCentre(first, address, 'WRONG-CODE')
  await first.page.getByText('接入码不对').waitFor({ timeout: 30_000 })
  await first.page.getByLabel('接入码').fill(await aCode(at, siteKey))
  await first.page.getByLabel('接入码').press('Enter')
  await inStep(first)
  expect(complaints(first, address)).toEqual([])

  const second = await aDesk()
  const startedMs = Date.now()
  await joinCentre(second, address, await aCode(at, siteKey))
  await inStep(second)
  await expect.poll(() => second.page.getByRole('banner').innerText()).toContain('套餐')
  console.info(`an empty desk was ready ${Date.now() - startedMs} ms after "join"`)
  expect(complaints(second, address)).toEqual([])
  await second.screenshot('joined-centre')
})
