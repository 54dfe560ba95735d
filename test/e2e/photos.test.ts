import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { aCode, aPoint } from '../server/aCentre'
import { inStep, joinCentre } from './atCentre'
import { aCentreOnTheNet } from './centreOnTheNet'
import { type Desk, openDesk } from './desk'
import { openShelvedDesk } from './seededDesk'
import { Shift, sampleOf } from './shift'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function aDesk(how: Parameters<typeof openDesk>[0]): Promise<Desk> {
  const desk = await openDesk({ offline: false, ...how })
  ends.push(() => desk.close())
  await desk.page.locator('[data-step="receive"]').waitFor({ timeout: 60_000 })
  return desk
}

const pictureWidth = 1366
const somePicture = join(projectRoot, 'docs/pictures/receive.png')

/** A picture that is drawn, not only there. */
const seen = async ({ page }: Desk) => {
  const picture = page.locator('main section img').first()
  await picture.waitFor({ timeout: 30_000 })
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(pictureWidth)
}

/** Chooses the picture in the system's own dialog. From the start: a browser takes a moment to leave that to a test. */
function choosePicture({ page }: Desk): void {
  page.on('filechooser', (chooser) => void chooser.setFiles(somePicture))
}

/** As a hand pastes or drops a file on the photos. */
async function bring(
  { page }: Desk,
  how: 'paste' | 'drop',
  file: { type: string; base64: string },
): Promise<void> {
  await page.getByRole('region', { name: 'Photos' }).evaluate(
    (strip, { how, type, base64 }) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      transfer.items.add(new File([bytes], 'some', { type }))
      const means = { bubbles: true, cancelable: true }
      strip.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...means, clipboardData: transfer })
          : new DragEvent('drop', { ...means, dataTransfer: transfer }),
      )
    },
    { how, ...file },
  )
}

/** As a disk does it: the note of a photo stays, its bytes are others or none. */
function harmPhotos({ page }: Desk, how: 'spoil' | 'lose'): Promise<void> {
  return page.evaluate(
    (how) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('tuandian-local')
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
          const writing = opening.result.transaction('photoBytes', 'readwrite')
          const bytes = writing.objectStore('photoBytes')
          const all = bytes.getAll()
          all.onsuccess = () => {
            if (how === 'lose') bytes.clear()
            else for (const one of all.result) bytes.put({ ...one, photo: new Blob(['nothing']) })
          }
          writing.oncomplete = () => {
            opening.result.close()
            done()
          }
        }
      }),
    how,
  )
}

/** Two pieces that came broken lie in front of the desk. */
async function receiveBroken(desk: Desk): Promise<void> {
  const shift = new Shift(desk)
  await shift.goTo('today')
  await shift.cutOff()
  await shift.goTo('receive')
  const product = sampleOf('kit').products.find(
    ({ sale, code, barcodes }) => sale.by === 'piece' && code !== null && barcodes.length > 0,
  )
  if (!product) throw new Error('the sample has nothing to receive')
  await shift.scan(product.barcodes[0] ?? '')
  await shift.type('2', 'd')
}

test('a photo of a broken box, taken while receiving, is on the card at the other desk', async () => {
  const { at, address } = await aCentreOnTheNet(ends)
  const siteKey = await aPoint(at)
  const first = await aDesk({ query: '?sample=kit' })
  await expect.poll(() => first.page.getByRole('banner').innerText(), { timeout: 60_000 }).toContain('套餐')
  choosePicture(first)
  await joinCentre(first, address, await aCode(at, siteKey))
  await inStep(first)
  await receiveBroken(first)
  // One key, and what is chosen is on the card at once.
  await first.page.keyboard.press('F7')
  await seen(first)
  await first.screenshot('photo-at-receiving')

  const second = await aDesk({ locale: 'en-US' })
  await joinCentre(second, address, await aCode(at, siteKey), 'en-US')
  await inStep(second, 60_000, 'en-US')
  await new Shift(second).goTo('discrepancies')
  await second.page.getByRole('button', { name: 'Damaged' }).first().click()
  await seen(second)
  await second.screenshot('photo-at-the-other-desk')
  await second.page.locator('main section img').first().click()
  await second.page.getByRole('dialog').getByRole('img').waitFor()
  await second.screenshot('photo-large')
  await second.page.keyboard.press('Escape')
  await second.page.getByRole('dialog').waitFor({ state: 'detached' })
  // What the disk spoils or loses is fetched once more when somebody looks.
  for (const how of ['spoil', 'lose'] as const) {
    await harmPhotos(second, how)
    await second.page.reload()
    await second.page.getByRole('button', { name: 'Damaged' }).first().click()
    await seen(second)
  }
  await inStep(first)
  for (const { problems } of [first, second])
    expect(problems.filter((one) => !one.includes(address))).toEqual([])
})

test('at the counter a refused piece is photographed with no centre anywhere, and the photo can be taken off again', async () => {
  const { desk, households } = await openShelvedDesk({ households: 12, waiting: 0, locale: 'en-US' })
  ends.push(() => desk.close())
  const { page } = desk
  choosePicture(desk)
  await page.locator('main [data-at="idle"]').waitFor()
  await desk.scan(households.find(({ dueFen }) => dueFen <= 0)?.bags[0] ?? '')
  await page.locator('main [data-at="visit"]').waitFor()
  await page.keyboard.press('r')
  await page.getByRole('region', { name: 'Refuse' }).waitFor()
  await page.keyboard.press('1')
  await page.getByRole('region', { name: 'Photos' }).waitFor()
  await page.keyboard.press('F7')
  await seen(desk)
  await desk.screenshot('photo-of-refused')
  await page.locator('main section img').first().click()
  await page.getByRole('button', { name: 'Take it off the card' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('main section img').count()).toBe(0)

  // Another way in; and what is no picture is said to be none.
  await bring(desk, 'paste', { type: 'image/png', base64: readFileSync(somePicture, 'base64') })
  await seen(desk)
  await bring(desk, 'drop', { type: 'image/png', base64: btoa('a bill') })
  await page.getByText('The photo was not kept').waitFor()
  expect(await page.locator('main section img').count()).toBe(1)
  expect(desk.problems).toEqual([])
})
