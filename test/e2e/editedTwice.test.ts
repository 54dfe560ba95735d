import { afterEach, expect, test } from 'vitest'
import { en } from '../../renderer/i18n/en/en'
import { zh } from '../../renderer/i18n/zh/zh'
import { FaultProxy, straight } from '../faults/faultProxy'
import { aCode, aPoint } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'
import { beginEdit, save } from './editPerson'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const said = ({ page }: Desk, text: string) => page.getByText(text).first().waitFor()

test('a household edited at two desks is never overwritten unseen, and what lost is put back with one press', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  const proxy = await FaultProxy.open(address)
  ends.push(() => proxy.close())
  const point = await aPoint(at)
  const cut = await openDesk({ offline: false, query: '?sample=kit' })
  ends.push(() => cut.close())
  await cut.page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
  await joinCentre(cut, proxy.address, await aCode(at, point))
  await inStep(cut)
  const other = await openDesk({ offline: false })
  ends.push(() => other.close())
  await joinCentre(other, address, await aCode(at, point))
  await inStep(other)

  await beginEdit(cut)
  await beginEdit(other)
  await save(other, '温一')
  // no household of the sample is called so: only what came from the other desk says it
  await said(cut, '温*')
  await save(cut, '温二')
  await said(cut, zh.intake.orders.meanwhile.title)
  await cut.screenshot('edited-meanwhile')
  await cut.page.getByRole('button', { name: zh.intake.orders.meanwhile.mine }).click()
  await said(cut, zh.intake.orders.whoSaved)
  await inStep(cut)

  proxy.way = async () => 'reset'
  await beginEdit(cut)
  await save(cut, '温三')
  await beginEdit(other)
  await save(other, '温四')
  await said(other, zh.intake.orders.whoSaved)
  await inStep(other)
  proxy.way = straight
  const { page } = cut
  await page.getByRole('button', { name: zh.frame.status.settings, exact: true }).click()
  await page.getByRole('button', { name: zh.settings.section.centre, exact: true }).click()
  await page.getByRole('button', { name: zh.sync.lookNow }).click()
  await said(cut, zh.sync.lost.title)
  await page.getByRole('button', { name: zh.words.reveal }).click()
  await said(cut, '温三')
  await said(cut, '温四')
  await cut.screenshot('edited-twice-zh')
  await page.getByRole('button', { name: 'English' }).click()
  await said(cut, en.sync.lost.title)
  await cut.screenshot('edited-twice-en')
  await page.getByRole('button', { name: en.sync.lost.putBack }).click()
  await page.getByText(en.sync.lost.title).waitFor({ state: 'detached' })
  const names = async () =>
    (await at.centre.sql.query(`select name from identities`)).map((row) => Reflect.get(Object(row), 'name'))
  await expect.poll(names).toContain('温三')
})
