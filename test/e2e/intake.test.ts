import { afterEach, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { zh } from '../../renderer/i18n/zh/zh'
import { type Desk, openDesk } from './desk'

const { intake } = zh
let desk: Desk | undefined

afterEach(async () => {
  await desk?.close()
  desk = undefined
})

/** The intake screen of a fresh desk. */
async function atIntake(): Promise<Intake> {
  desk = await openDesk()
  await desk.page.waitForSelector('nav')
  return new Intake(desk)
}

class Intake {
  constructor(readonly desk: Desk) {}

  get page() {
    return this.desk.page
  }

  async go(): Promise<void> {
    await this.page.evaluate(() => {
      window.location.hash = '/intake'
    })
    await this.page.getByText(intake.ways.paste.title, { exact: true }).first().waitFor()
  }

  async paste(text: string): Promise<void> {
    await this.page.keyboard.press('v')
    await this.page.getByLabel(intake.paste.title).fill(text)
    await this.page.keyboard.press('Control+Enter')
    await this.previewed()
  }

  async choose(name: string, content: Buffer | string): Promise<void> {
    const buffer = typeof content === 'string' ? Buffer.from(content) : content
    await this.page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  }

  async previewed(): Promise<void> {
    await this.page.waitForSelector('[data-reading="false"]')
  }

  /** What the preview counts: 新增, 有变化, 待改 … */
  async counts(): Promise<Record<string, string>> {
    const texts = await this.page.locator('[data-reading] > *').allInnerTexts()
    return Object.fromEntries(
      texts.map((text) => {
        const [n = '', label = ''] = text.split('\n').filter((part) => part.trim() !== '')
        return [label, n]
      }),
    )
  }

  async takeIn(): Promise<void> {
    await this.page.keyboard.press('Enter')
    await this.page.getByText(intake.taken.title, { exact: true }).last().waitFor()
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name })
  }

  rows(): Promise<string[]> {
    return this.page.locator('[role=grid] tbody tr[aria-rowindex]').allInnerTexts()
  }
}

const first = '#接龙\n土鸡蛋 30枚 28元\n1. 张三 13800138000 2份\n2. 李雷 1份\n3. 王五 3份'
const newer = '#接龙\n土鸡蛋 30枚 28元\n1. 张三 13800138000 5份\n2. 王五 3份\n3. 赵六 1份'

test('a pasted 接龙 is seen before it is in; pasted again it shows what is new, changed and gone', async () => {
  const at = await atIntake()
  await at.go()
  await at.paste(first)
  expect(await at.counts()).toMatchObject({ [intake.preview.figures.fresh]: '3' })
  await at.takeIn()
  await at.page.getByText(intake.doubts.title).waitFor()
  expect(await at.rows()).toHaveLength(3)

  await at.paste(first)
  expect(await at.counts()).toMatchObject({
    [intake.preview.figures.fresh]: '0',
    [intake.preview.figures.same]: '3',
  })
  expect(await at.button(intake.preview.nothingNew).count()).toBe(1)
  await at.button(intake.preview.discard).click()

  await at.paste(newer)
  expect(await at.counts()).toMatchObject({
    [intake.preview.figures.fresh]: '1',
    [intake.preview.figures.changed]: '1',
    [intake.preview.figures.removed]: '1',
    [intake.preview.figures.same]: '1',
  })
  // Who is gone stays, until somebody says otherwise.
  await at.page.getByLabel(intake.removed.cancel).check()
  await at.takeIn()
  await at.page.getByText(intake.doubts.title).waitFor()
  const rows = await at.rows()
  expect(rows).toHaveLength(4)
  expect(rows.filter((row) => row.includes(intake.preview.standing.cancelled))).toHaveLength(1)
  expect(at.desk.problems).toEqual([])
})

async function orderSheet(): Promise<Buffer> {
  const rows = [
    ['订单号', '姓名', '电话', '商品', '数量', '金额'],
    ['A1', '张三', '13800138000', '土豆', '2', '10'],
    ['A2', '李雷', '17012345678转1234', '土豆', '两份', '10'],
    ['A3', '王五', '13700137000', '土豆', '0', '0'],
    ['A4', '赵六', '13600136000', '土豆', '1000000000', '5'],
    ['A1', '孙七', '13500135000', '番茄', '1', '6'],
    ['A5', '周八', '13800138000', '番茄', '1', '6'],
  ]
  return Buffer.from(await writeXlsxFile(rows.map((row) => row.map((value) => ({ value })))).toBuffer())
}

test('good rows of a sheet go in, bad ones wait with their sentence and survive a power cut; mended, they join', async () => {
  const at = await atIntake()
  await at.go()
  await at.choose('订单.xlsx', await orderSheet())
  await at.previewed()
  const sentences = await at.page.locator('[data-held] button[aria-expanded]').allInnerTexts()
  expect(sentences.map((text) => /第 (\d+) 行/.exec(text)?.[1])).toEqual(['4', '5', '6'])
  await at.takeIn()
  await at.page.locator('[role=grid]').first().waitFor()
  await at.desk.kill()

  await at.desk.reopen()
  await at.page.waitForSelector('nav')
  await at.go()
  expect(await at.rows()).toHaveLength(3)
  await at.page.getByText(intake.home.openDrafts).waitFor()
  await at.button(intake.home.draftResume).click()
  await at.previewed()
  const row = at.page.locator('form', { has: at.page.getByLabel('数量') })
  await row.getByLabel('数量').fill('4')
  await row.getByLabel('数量').press('Enter')
  await at.page.waitForFunction(() => document.querySelectorAll('[data-held]').length === 2)
  expect(await at.counts()).toMatchObject({
    [intake.preview.figures.fresh]: '1',
    [intake.preview.figures.same]: '3',
    [intake.preview.figures.held]: '2',
  })
  await at.takeIn()
  for (let left = 2; left > 0; left--) {
    await at.button(intake.held.drop).first().click()
    await at.page.waitForFunction((n) => document.querySelectorAll('[data-held]').length === n, left - 1)
  }
  await at.button(intake.preview.discard).click()
  await at.page.getByText(intake.doubts.title).waitFor()
  expect(await at.rows()).toHaveLength(4)
  expect(at.desk.problems).toEqual([])
})

test('a file that is no sheet says why and what to do; a sheet without titles asks what its columns mean', async () => {
  const at = await atIntake()
  await at.go()
  const locked = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(512),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  await at.choose('有密码.xlsx', locked)
  await at.page.getByRole('alert').waitFor()
  expect(await at.page.getByRole('alert').innerText()).toContain('请在 Excel 里去掉密码')
  await at.page.keyboard.press('Escape')
  await at.page.getByText(intake.ways.paste.title, { exact: true }).first().waitFor()

  const nameless = '张三,13800138000,土豆,2\n李雷,13900139000,番茄,1\n'
  await at.choose('手写.csv', nameless)
  await at.page.getByText(intake.mapping.title).waitFor()
  const columns = at.page.locator('tr[data-used] select')
  for (const [i, field] of ['name', 'phone', 'item', 'quantity'].entries())
    await columns.nth(i).selectOption(field)
  await at.page.keyboard.press('Escape')
  await at.page.getByText(intake.home.openDrafts).waitFor()
  await at.button(intake.home.draftResume).click()
  for (const [i, field] of ['name', 'phone', 'item', 'quantity'].entries())
    await columns.nth(i).selectOption(field)
  await at.button(intake.mapping.read).click()
  await at.previewed()
  expect(await at.counts()).toMatchObject({ [intake.preview.figures.fresh]: '2' })
  await at.takeIn()

  // The next sheet with such columns is read at once.
  await at.choose('手写2.csv', '王五,13700137000,土豆,3\n')
  await at.previewed()
  expect(await at.counts()).toMatchObject({ [intake.preview.figures.fresh]: '1' })
  expect(at.desk.problems).toEqual([])
})

test('a phone order, an order changed with its reason, deliveries made from the orders, and the cut-off', async () => {
  const at = await atIntake()
  await at.go()
  await at.paste(first)
  await at.takeIn()
  await at.page.getByText(intake.doubts.title).waitFor()

  await at.page.keyboard.press('t')
  await at.page.getByLabel(intake.phone.who).fill('8000')
  await at.page.keyboard.press('Enter')
  await at.page.getByLabel(intake.phone.goods).fill('土鸡蛋 4')
  await at.page.keyboard.press('Enter')
  await at.page.keyboard.press('Control+Enter')
  await at.page.getByText(intake.phone.saved.replace('{{no}}', '4')).first().waitFor()
  await at.page.keyboard.press('Escape')
  await at.page.keyboard.press('Escape')
  await at.page.getByText(intake.doubts.title).waitFor()
  expect(await at.rows()).toHaveLength(4)

  await at.page.getByLabel(intake.orders.search).fill('李雷')
  await at.page.keyboard.press('Enter')
  const count = at.page.locator('aside input[inputmode=numeric]').first()
  await count.fill('2')
  await count.press('Enter')
  await at.button(intake.orders.amend).click()
  await at.button(intake.orders.reasons.asked).click()
  await at.button(zh.words.act.save).click()
  await at.page.getByText(intake.orders.did.amend.replace('{{no}}', '2')).first().waitFor()

  await at.page.evaluate(() => {
    window.location.hash = '/intake/delivery'
  })
  await at.page.getByText(intake.delivery.typed).waitFor()
  await at.page.keyboard.press('Enter')
  await at.page.getByText(intake.delivery.state.same, { exact: true }).waitFor()
  expect(await at.page.locator('main').innerText()).toContain('11 件')
  await at.go()
  await at.page.keyboard.press('c')
  await at.page.getByText(intake.round.cutOffQuestion).waitFor()
  await at.button(intake.round.cutOff).last().click()
  await at.page.getByText(intake.home.cutOffAt, { exact: true }).waitFor()
  expect(at.desk.problems).toEqual([])
})

test('a household that asks for it is erased for good: asked about with a reason, gone from the order and after a restart', async () => {
  const at = await atIntake()
  await at.go()
  await at.paste(first)
  await at.takeIn()
  await at.page.keyboard.press('Escape')
  await at.page.getByLabel(intake.orders.search).fill('张三')
  await at.page.keyboard.press('Enter')
  const panel = at.page.locator('aside')
  await panel.getByRole('button', { name: intake.orders.erase.act }).click()
  await panel.getByText(intake.orders.erase.why).waitFor()
  await at.desk.screenshot('intake-erase')
  await at.button('English').click()
  await at.button('Erase for good').waitFor()
  await at.desk.screenshot('intake-erase-en')
  await at.button('中文').click()
  await at.button(zh.terms.eraseReason.asked).click()
  await at.button(intake.orders.erase.confirm).click()
  await panel.getByText(intake.orders.erase.gone).waitFor()
  await at.desk.screenshot('intake-erased')
  await at.page.reload()
  await at.go()
  await at.page.getByLabel(intake.orders.search).waitFor()
  expect(await at.rows()).toHaveLength(3)
  expect(await at.page.locator('main').innerText()).not.toContain('张')
  expect(at.desk.problems).toEqual([])
})
