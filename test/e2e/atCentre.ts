import type { Page } from 'playwright-core'
import type { Desk } from './desk'
import { Shift } from './shift'

/** Types the centre's address and a code into the settings, as a person does. */
export async function joinCentre({ page }: Desk, address: string, code: string): Promise<void> {
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await page.getByRole('button', { name: '中心', exact: true }).click()
  await page.getByLabel('中心地址').fill(address)
  await page.getByLabel('接入码').fill(code)
  await page.getByRole('button', { name: '接入', exact: true }).click()
}

/** Everything of this desk is at the centre, and everything of the centre is here. */
export function inStep({ page }: { readonly page: Page }, timeout = 60_000): Promise<void> {
  return page.locator('[data-state="online"]').filter({ hasText: '全部已上传' }).waitFor({ timeout })
}

/** What the status strip says of the centre, once it is on the screen. */
export async function linkState(desk: Desk): Promise<string> {
  await new Shift(desk).ready()
  return (await desk.page.locator('header [data-state]').getAttribute('data-state')) ?? ''
}
