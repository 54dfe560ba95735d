import { zh } from '../../renderer/i18n/zh/zh'
import type { Desk } from './desk'

/** Opens the household of the third order to be put right. */
export async function beginEdit({ page, address }: Desk): Promise<void> {
  await page.goto(`${address}#/intake`)
  await page.getByRole('row').nth(3).click()
  await page.getByRole('button', { name: zh.intake.orders.editWho }).click()
  await page.getByLabel(zh.intake.phone.name, { exact: true }).waitFor()
}

/** @param name of whom is being put right */
export async function save({ page }: Desk, name: string): Promise<void> {
  await page.getByLabel(zh.intake.phone.name, { exact: true }).fill(name)
  await page.getByRole('button', { name: zh.words.act.save, exact: true }).click()
}
