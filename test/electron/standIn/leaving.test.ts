import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type {} from '../../../renderer/app/desktop'
import { plugIn } from './machine'
import { expectSoon, openChromium, startProduct } from './startProduct'

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterEach(() => plugIn(undefined))
afterAll(() => browser.close())

test('links, scripts, redirects and frames cannot take the window anywhere', async () => {
  const { machine, window: desk } = await startProduct(browser)
  const page = desk.shown
  for (const address of [
    'https://example.com/',
    'https://example.com/?next=app://station/',
    'https://station/',
  ]) {
    await page.evaluate((to) => {
      location.href = to
    }, address)
    await page.waitForTimeout(150)
    expect(desk.webContents.getURL()).toMatch(/^app:\/\/station\//)
  }
  expect(desk.problems.filter((problem) => problem.startsWith('went to'))).toEqual([])
  expect(machine.openedOutside).toEqual([])
  await desk.close()
})

test('a new window is never opened; a friendly address goes to the browser of the person', async () => {
  const { machine, window: desk } = await startProduct(browser)
  await desk.shown.evaluate(() => {
    window.open('https://example.com/')
    window.open('https://github.com/electron/electron')
  })
  await expectSoon(() => machine.openedOutside.length > 0)
  expect(machine.openedOutside).toEqual(['https://github.com/electron/electron'])
  expect(desk.problems.filter((problem) => problem.startsWith('opened'))).toEqual([])
  await desk.close()
})

test('permissions are denied unless named, when asked and when checked', async () => {
  const { machine, window: desk } = await startProduct(browser)
  const { request, check, device } = machine.permissions
  const asked = (permission: string, requestingUrl: string, mediaTypes?: string[]) =>
    new Promise((answer) => request?.(desk.webContents, permission, answer, { requestingUrl, mediaTypes }))
  expect(await asked('serial', 'app://station/')).toBe(true)
  expect(await asked('media', 'app://station/', ['video'])).toBe(true)
  expect(await asked('media', 'app://station/', ['audio'])).toBe(false)
  expect(await asked('geolocation', 'app://station/')).toBe(false)
  expect(await asked('serial', 'https://example.com/')).toBe(false)
  expect(check?.(null, 'hid', 'app://station', {})).toBe(true)
  expect(check?.(null, 'notifications', 'app://station', {})).toBe(false)
  expect(device?.({ deviceType: 'serial', origin: 'app://station' })).toBe(true)
  expect(device?.({ deviceType: 'usb', origin: 'app://station' })).toBe(false)
  await desk.close()
})

test('closing with unsent work asks first, in the words of the page, and may be done all the same', async () => {
  const { machine, window: desk } = await startProduct(browser)
  const work = { count: 3, question: '还有 3 条记录没有发送，要关闭吗？', leave: '关闭', stay: '留下' }
  const noted = await desk.shown.evaluate((unsaved) => window.desktop?.reportUnsaved(unsaved), work)
  expect(noted).toBe('noted')
  machine.answers.box.push(0)
  expect(await desk.close()).toBe(false)
  expect(machine.asked[0]).toMatchObject({
    message: work.question,
    buttons: [work.stay, work.leave],
    cancelId: 0,
  })
  machine.answers.box.push(1)
  expect(await desk.close()).toBe(true)
})

test('closing with nothing left behind asks nothing', async () => {
  const { machine, window: desk } = await startProduct(browser)
  await desk.shown.evaluate(() =>
    window.desktop?.reportUnsaved({ count: 0, question: 'q', leave: 'l', stay: 's' }),
  )
  expect(await desk.close()).toBe(true)
  expect(machine.asked).toEqual([])
})

/** A desk whose page died three times just now and was loaded anew each time; its window was never seen. */
async function dyingDesk() {
  const started = await startProduct(browser)
  const { machine, window: desk } = started
  desk.visible = false
  for (let deaths = 1; deaths <= 3; deaths += 1) {
    desk.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    await expectSoon(() => desk.loads === deaths + 1)
  }
  expect([machine.asked, desk.visible]).toEqual([[], false])
  return started
}

test('a page that dies is loaded anew three times in a minute; then the window shows and asks what to do', async () => {
  const { machine, window: desk } = await dyingDesk()
  machine.answers.box.push(0, 1)
  desk.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  expect(desk.visible).toBe(true)
  expect(machine.asked[0]).toMatchObject({ buttons: ['Open again', 'Quit'], cancelId: 1 })
  await expectSoon(() => desk.loads === 5)
  expect(machine.app.ended).toBe('no')
  desk.webContents.emit('render-process-gone', {}, { reason: 'launch-failed' })
  await expectSoon(() => machine.app.ended === 'quit')
  expect([machine.asked.length, desk.loads]).toEqual([2, 5])
})

test('a desk whose page keeps dying is left without a second question, and speaks Chinese where the PC does', async () => {
  const { machine, window: desk } = await dyingDesk()
  machine.app.locale = 'zh-CN'
  const work = { count: 3, question: 'q', leave: 'l', stay: 's' }
  await desk.invoke('desk:reportUnsaved', [work], { url: 'app://station/index.html', parent: null })
  machine.answers.box.push(1)
  desk.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  await expectSoon(() => machine.app.ended === 'quit')
  expect(machine.asked).toMatchObject([{ message: '团点的页面接连停了几次', buttons: ['重新打开', '退出'] }])
})

test('a key comes back as it was sealed, and what another account sealed is said to be shut, not lost', async () => {
  const { machine, window: desk } = await startProduct(browser)
  const round = () =>
    desk.shown.evaluate(async () => {
      const sealed = await window.desktop?.sealKey(new Uint8Array([0, 1, 254, 255]))
      if (!sealed?.ok) return sealed
      const opened = await window.desktop?.unsealKey(sealed.bytes)
      return opened?.ok ? [...opened.bytes] : opened
    })
  expect(await round()).toEqual([0, 1, 254, 255])
  machine.keyRing = 'other-account'
  expect(await round()).toEqual({ ok: false, because: 'cannot-open' })
  machine.keyRing = 'basic_text'
  expect(await round()).toEqual({ ok: false, because: 'not-available' })
  await desk.close()
})

test('a file is written where the person says, and nowhere when they change their mind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuandian-save-'))
  const { machine, window: desk } = await startProduct(browser)
  const save = () =>
    desk.shown.evaluate(() => window.desktop?.saveFile('采购单.csv', new Uint8Array([65, 66])))
  machine.answers.save.push(join(folder, 'a.csv'), undefined, join(folder, 'no/such/folder/a.csv'))
  expect(await save()).toBe('saved')
  expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('AB')
  expect(machine.asked[0]).toEqual({ defaultPath: '采购单.csv' })
  expect(await save()).toBe('cancelled')
  expect(await save()).toBe('failed')
  rmSync(folder, { recursive: true })
  await desk.close()
})

test('printing says what became of it', async () => {
  const { window: desk } = await startProduct(browser)
  const print = () =>
    desk.shown.evaluate(() =>
      window.desktop?.printPage({ deviceName: 'Label', paperMm: { width: 60, height: 40 } }),
    )
  expect(await print()).toBe('no-printer')
  desk.webContents.printing = { printers: [{ name: 'Label' }], outcome: [true, ''] }
  expect(await print()).toBe('printed')
  expect(desk.webContents.printed[0]).toMatchObject({
    silent: true,
    deviceName: 'Label',
    pageSize: { width: 60_000, height: 40_000 },
  })
  desk.webContents.printing = { printers: [{ name: 'Label' }], outcome: [false, 'Print job canceled'] }
  expect(await print()).toBe('cancelled')
  await desk.close()
})
