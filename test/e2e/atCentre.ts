import type { Page } from 'playwright-core'
import type { Desk } from './desk'
import { Shift } from './shift'

const words = {
  'zh-CN': {
    settings: '设置',
    centre: '中心',
    address: '中心地址',
    code: '接入码',
    join: '接入',
    sent: '全部已上传',
  },
  'en-US': {
    settings: 'Settings',
    centre: 'Centre',
    address: 'Address of the centre',
    code: 'Joining code',
    join: 'Join',
    sent: 'all sent',
  },
} as const
type Language = keyof typeof words

/** Types the centre's address and a code into the settings, as a person does. */
export async function joinCentre(
  { page }: Desk,
  address: string,
  code: string,
  language: Language = 'zh-CN',
): Promise<void> {
  const said = words[language]
  await page.getByRole('button', { name: said.settings, exact: true }).click()
  await page.getByRole('button', { name: said.centre, exact: true }).click()
  await page.getByLabel(said.address).fill(address)
  await page.getByLabel(said.code).fill(code)
  await page.getByRole('button', { name: said.join, exact: true }).click()
}

/** Everything of this desk is at the centre, and everything of the centre is here. */
export function inStep(
  { page }: { readonly page: Page },
  timeout = 60_000,
  language: Language = 'zh-CN',
): Promise<void> {
  return page.locator('[data-state="online"]').filter({ hasText: words[language].sent }).waitFor({ timeout })
}

/** What the status strip says of the centre, once it is on the screen. */
export async function linkState(desk: Desk): Promise<string> {
  await new Shift(desk).ready()
  return (await desk.page.locator('header [data-state]').getAttribute('data-state')) ?? ''
}
