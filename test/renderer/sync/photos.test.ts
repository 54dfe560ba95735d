import { expect, test } from 'vitest'
import { unsavedWork } from '../../../renderer/app/unsavedWork'
import { keepPhoto } from '../../../renderer/commands/keepPhoto'
import { i18n, startLanguage } from '../../../renderer/i18n/index'
import type { LinkView } from '../../../renderer/sync/linkView'
import { attachPhoto, photosOf } from '../../../shared/domain/discrepancy/attachPhoto'
import type { Fact } from '../../../shared/domain/facts'
import { idOf } from '../../../shared/kernel/ids'
import { round } from '../../builders/aDesk'
import { write } from '../../builders/aLiveDesk'
import { aTakenPhoto } from '../../builders/aTakenPhoto'
import { aWetBox } from '../../builders/aWetBox'
import type { ALinkedDesk } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()
const discrepancyId = idOf<never>('noted-1')
const wetBox: Fact = {
  kind: 'DiscrepancyNoted',
  v: 1,
  discrepancyId,
  roundId: round,
  ...aWetBox,
}

async function twoDesks(): Promise<readonly [ALinkedDesk, ALinkedDesk]> {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  await write(first.desk, wetBox)
  const second = await site.deskAt(siteKey)
  await second.until(() => second.desk.point.picture.round(round) !== undefined)
  return [first, second]
}

const photograph = ({ desk }: ALinkedDesk, bytes: number) =>
  keepPhoto(desk, round, { discrepancyId, photo: aTakenPhoto(bytes) })

/** The bytes of that photo as they lie at a desk. */
async function bytesAt({ desk }: ALinkedDesk, bytes: number): Promise<number | undefined> {
  const { sha256 } = aTakenPhoto(bytes).terms
  return (await desk.point.photos.read({ siteId: desk.identity.siteId, sha256 }))?.size
}

const namedAt = ({ desk }: ALinkedDesk) => {
  const fold = desk.point.picture.round(round)
  return fold ? photosOf(fold, discrepancyId).map(({ bytes }) => bytes) : []
}

test('a photo taken at one desk is at the other by itself, and counts as sent only when the centre has it', async () => {
  const [first, second] = await twoDesks()
  first.cutOff()
  expect((await photograph(first, 300_000)).ok).toBe(true)
  await first.until(({ photosWaiting, unsent }) => photosWaiting === 1 && unsent === 1)
  first.reconnect()
  await first.until(({ photosWaiting }) => photosWaiting === 0)
  await second.until(({ photosFetched }) => photosFetched === 1)
  expect(namedAt(second)).toEqual([300_000])
  expect(await bytesAt(second, 300_000)).toBe(300_000)
})

test('a desk that has the entry before the photo asks again until the photo is there', async () => {
  const [first, second] = await twoDesks()
  first.way = (address, init, centre) =>
    address.includes('/blobs/') ? Promise.reject(new TypeError('no way')) : centre(address, init)
  await photograph(first, 20_000)
  await second.until(() => namedAt(second).length === 1)
  await site.time.pass(30_000)
  expect([first.link.view.state, first.link.view.photosWaiting]).toEqual(['in-step', 1])
  expect(second.link.view.photosFetched).toBe(0)
  first.reconnect()
  await second.until(({ photosFetched }) => photosFetched === 1)
})

test('a photo does not wait for what only a lost PC that is still let in can send', async () => {
  const [lost, second] = await twoDesks()
  const { deviceId } = lost.desk.identity
  lost.cutOff()
  await write(lost.desk, floatOf(1))
  await lost.close()
  // What could be read of the lost one's disk lies here, where a new code let this one in beside it.
  await second.desk.point.changeSettings({ formerDevices: [deviceId] })
  await second.close()
  await second.disk.entries.appendAll(await lost.disk.entries.ofDevice(deviceId, 2, 2))
  await second.open()
  expect((await photograph(second, 20_000)).ok).toBe(true)
  const { sql } = site.centre().centre
  const atCentre = () =>
    sql.query('select sha256 from blobs where site_id = $1', [second.desk.identity.siteId])
  while ((await atCentre()).length === 0) await site.time.pass(1_000)
  await second.until(({ photosWaiting }) => photosWaiting === 0)
  expect(second.link.view.unsent).toBe(2)
})

test('entries go first: a scan stops the photo on the line, and the photo goes on from where it was', async () => {
  const [first] = await twoDesks()
  const order: string[] = []
  let slow = true
  first.way = async (address, init, centre) => {
    if (init.method === 'PUT' && slow) {
      const { from } = Object.fromEntries(new URL(address).searchParams)
      order.push(`part from ${from}`)
      // The second part hangs on the line until it is taken off.
      if (from !== '0')
        await new Promise((_, cut) => init.signal?.addEventListener('abort', () => cut(new Error('cut'))))
    }
    if (init.method === 'POST' && address.endsWith('/entries')) order.push('entries')
    return centre(address, init)
  }
  await photograph(first, 60_000)
  while (order.length < 4) await site.time.pass(20)
  expect(order).toEqual(['entries', 'part from 0', 'part from 0', 'part from 16384'])
  await write(first.desk, { ...wetBox, discrepancyId: idOf('noted-2') })
  while (!order.includes('entries', 1)) await site.time.pass(20)
  await first.until(({ unsent }) => unsent === 0)
  expect(order.slice(4, 5)).toEqual(['entries'])
  slow = false
  first.link.wake()
  await first.until(({ photosWaiting }) => photosWaiting === 0)
})

test('a full disk keeps neither the picture nor the fact; a fact that is refused takes its picture away again', async () => {
  const [first] = await twoDesks()
  first.disk.photos.left = 0
  expect(await photograph(first, 1000)).toEqual({ ok: false, refusal: 'disk-full' })
  first.disk.photos.left = 10
  first.disk.entriesLeft = 0
  expect(await photograph(first, 1000)).toEqual({ ok: false, refusal: 'disk-full' })
  first.disk.entriesLeft = 10
  const elsewhere = { discrepancyId: idOf<never>('nowhere'), photo: aTakenPhoto(1000) }
  expect(await keepPhoto(first.desk, round, elsewhere)).toMatchObject({ refusal: 'discrepancy-unknown' })
  expect([first.disk.photos.kept.size, namedAt(first)]).toEqual([0, []])
  expect((await photograph(first, 1000)).ok).toBe(true)
  // The same again is refused, and the card keeps what it has.
  expect(await photograph(first, 1000)).toMatchObject({ refusal: 'photo-there' })
  expect(await bytesAt(first, 1000)).toBe(1000)
})

test('a photo that a desk has spoilt on its disk is fetched anew, and does not hold up the next one', async () => {
  const [first, second] = await twoDesks()
  await photograph(first, 5_000)
  await second.until(({ photosFetched }) => photosFetched === 1)
  second.cutOff()
  const { sha256 } = aTakenPhoto(7_000).terms
  await second.disk.photos.keepOwn({ siteId: second.desk.identity.siteId, sha256 }, new Blob(['spoilt']), 1)
  await second.desk.run(round, attachPhoto, { discrepancyId, photo: aTakenPhoto(7_000).terms })
  await photograph(second, 9_000)
  second.reconnect()
  await second.until(({ photosWaiting, unsent }) => photosWaiting === 0 && unsent === 0)
  await first.until(({ photosFetched }) => photosFetched === 1)
  expect(await bytesAt(first, 9_000)).toBe(9_000)
  expect(await bytesAt(second, 7_000)).toBeUndefined()
})

test('a centre that began another history is sent the photos again', async () => {
  const [first, second] = await twoDesks()
  await photograph(first, 5_000)
  await second.until(({ photosFetched }) => photosFetched === 1)
  const { sql } = site.centre().centre
  const { siteId } = first.desk.identity
  await sql.transaction(async (tx) => {
    await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
    await tx.query('delete from blobs where site_id = $1', [siteId])
  })
  await sql.query(`update centre set past = past || epoch, epoch = 'another'`)
  first.link.wake()
  const there = async () => {
    const answer = await site
      .centre()
      .centre.books.inFeed(siteId, (book) => book.blobLength(aTakenPhoto(5_000).terms.sha256))
    return answer === 5_000
  }
  while (!(await there())) await site.time.pass(50)
})

test('what closing would leave behind names the photos too, also where every entry is sent', async () => {
  startLanguage('en')
  const [first] = await twoDesks()
  first.way = (address, init, centre) =>
    address.includes('/blobs/') ? Promise.reject(new TypeError('no way')) : centre(address, init)
  await photograph(first, 20_000)
  await first.until(({ photosWaiting, unsent }) => photosWaiting === 1 && unsent === 0)
  const asked = (view: LinkView | null) =>
    (['en', 'zh-CN'] as const).map((language) =>
      unsavedWork(view, site.time.trueMs, i18n.getFixedT(language)),
    )
  for (const { count, question } of asked(first.link.view)) {
    expect(count).toBe(1)
    expect(question).toMatch(/photos: 1\.|1 张照片/)
    expect(question).not.toMatch(/record|条/)
  }
  first.cutOff()
  await write(first.desk, { ...wetBox, discrepancyId: idOf('noted-2') })
  await first.until(({ unsent }) => unsent === 1)
  for (const { count, question } of asked(first.link.view)) {
    expect(count).toBe(2)
    expect(question).toMatch(/records: 1\b.*photos: 1\.|1 条.*1 张照片/)
  }
  expect(asked(null).map(({ count }) => count)).toEqual([0, 0])
})
