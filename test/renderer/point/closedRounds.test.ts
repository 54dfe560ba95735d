import { expect, test } from 'vitest'
import type { Desk } from '../../../renderer/commands/desk'
import { StoreBroken } from '../../../renderer/storage/entryStore'
import { takeInOrders } from '../../../shared/domain/order/takeInOrders'
import { closeRound } from '../../../shared/domain/round/closeRound'
import { openRound } from '../../../shared/domain/round/openRound'
import { closeDay, expectedCash } from '../../../shared/domain/site/closeDay'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { entryIdOf, factIdOf } from '../../../shared/kernel/ids'
import { fen } from '../../../shared/kernel/money'
import { ADesk, morningMs, round } from '../../builders/aDesk'
import { ADisk, write } from '../../builders/aLiveDesk'
import { aBag, aLine, anOrder, day, paid, placed, put, someGoods } from '../../builders/aRound'

const dayMs = 86_400_000
const opening = {
  roundCode: 'A1B2',
  title: 'Wednesday',
  pickupFrom: day('2026-04-01'),
  pickupUntil: day('2026-04-02'),
}
const sheet = { expectedCashFen: fen(0), countedCashFen: fen(0), reason: null, unsentEntries: 0 }
const wangsOrder = anOrder('1', 'wang', [aLine('tomato', 2, 1000)])

/** A round of one order, opened and closed on the first of April. */
async function aClosedRound(disk: ADisk): Promise<Desk> {
  const desk = await disk.start()
  await desk.run(round, openRound, opening)
  await write(desk, placed(wangsOrder))
  await desk.run(round, closeRound, { evenIfBagsRemain: false })
  return desk
}

/** The next start after the day that follows was closed too. */
async function aDayLater(disk: ADisk, desk: Desk): Promise<Desk> {
  disk.nowMs = morningMs + dayMs
  await desk.run('site', closeDay, sheet)
  return disk.start()
}

test('a closed round leaves memory once a later day is closed, and the menu still names it', async () => {
  const disk = new ADisk()
  const later = await aDayLater(disk, await aClosedRound(disk))

  expect(later.point.picture.round(round)).toBeUndefined()
  expect(later.point.rounds().map(({ title }) => title)).toEqual(['Wednesday'])
})

test('a command for a closed round that left memory is decided on all that happened in it', async () => {
  const disk = new ADisk()
  const later = await aDayLater(disk, await aClosedRound(disk))

  expect(await later.run(round, openRound, opening)).toEqual({ ok: false, refusal: 'round-already-open' })
  const again = { products: [], orders: [wangsOrder], reason: 'again' }
  expect(await later.run(round, takeInOrders, again)).toEqual({ ok: false, refusal: 'round-closed' })
  await write(later, paid('wang', 300))
  expect(later.point.picture.round(round)?.memberCount('orders')).toBe(1)
})

test('a closed round that the disk does not give is said, not taken for an empty one; later it is there', async () => {
  const disk = new ADisk()
  const later = await aDayLater(disk, await aClosedRound(disk))
  const before = await disk.entries.count()
  const whole = disk.entries.ofRound
  disk.entries.ofRound = async () => {
    throw new StoreBroken('a bad block')
  }
  await expect(later.point.bringBack(round)).rejects.toThrow('a bad block')
  const unread = { ok: false, refusal: 'round-unread' }
  expect(await later.run(round, openRound, opening)).toEqual(unread)
  expect(await later.undo(round, [factIdOf(entryIdOf(later.identity.deviceId, 1), 0)], 'undo')).toEqual(
    unread,
  )
  expect(await disk.entries.count()).toBe(before)

  disk.entries.ofRound = whole
  expect(await later.run(round, openRound, opening)).toEqual({ ok: false, refusal: 'round-already-open' })
})

test('an old round that a person looks at again is whole', async () => {
  const disk = new ADisk()
  const later = await aDayLater(disk, await aClosedRound(disk))
  await Promise.all([later.point.bringBack(round), later.point.bringBack(round)])

  expect(later.point.picture.round(round)?.memberCount('orders')).toBe(1)
})

test('what is written while an old round is read from the disk is not forgotten', async () => {
  const disk = new ADisk()
  const later = await aDayLater(disk, await aClosedRound(disk))
  const looking = later.point.bringBack(round)
  await Promise.all([looking, write(later, paid('wang', 300)), later.point.bringBack(round)])

  expect(later.point.picture.round(round)?.tally('paid:h-wang')).toBe(300)
})

test('an entry of another desk that comes late for a round that left memory finds the round whole', async () => {
  const disk = new ADisk()
  const later = await aDayLater(disk, await aClosedRound(disk))
  const late = new ADesk('desk-b').write(morningMs, paid('wang', 300))
  await disk.entries.append(late)
  await later.point.follow([late])

  const fold = later.point.picture.round(round)
  expect([fold?.memberCount('orders'), fold?.tally('paid:h-wang')]).toEqual([1, 300])
})

test('nobody has heard of a round: looking at it leaves no empty one behind', async () => {
  const desk = await new ADisk().start()
  await desk.point.bringBack(round)

  expect(desk.point.picture.roundIds()).toEqual([])
})

test('cash of a round closed today still counts in the drawer after another desk closed its day and a restart', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  const today = businessDayAt(disk.nowMs)
  await desk.run(round, openRound, opening)
  await write(desk, { ...paid('wang', 5000), businessDay: today })
  await desk.run(round, closeRound, { evenIfBagsRemain: false })
  const other = new ADesk('desk-b', 60_000)
  await disk.entries.append(
    other.writeIn(null, disk.nowMs, { kind: 'DayClosed', v: 1, businessDay: today, ...sheet }),
  )

  const { picture } = (await disk.start()).point
  const rounds = picture.roundIds().flatMap((id) => picture.round(id) ?? [])
  const drawer = { businessDay: today, deviceId: desk.identity.deviceId }
  expect(expectedCash(picture.site, rounds, drawer)).toBe(5000)
})

test('cash taken today for a round of last week counts in the drawer after a restart', async () => {
  const disk = new ADisk()
  const later = await aDayLater(disk, await aClosedRound(disk))
  disk.nowMs += dayMs
  const today = businessDayAt(disk.nowMs)
  await write(later, { ...paid('wang', 5000), businessDay: today })

  const { picture } = (await disk.start()).point
  const rounds = picture.roundIds().flatMap((id) => picture.round(id) ?? [])
  const drawer = { businessDay: today, deviceId: later.identity.deviceId }
  expect(expectedCash(picture.site, rounds, drawer)).toBe(5000)
})

test('a round closed with bags in the house stays: their households may still come', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  await desk.run(round, openRound, opening)
  await write(desk, put(aBag('1', 'wang'), someGoods('tomato', 1)))
  await desk.run(round, closeRound, { evenIfBagsRemain: true })
  const later = await aDayLater(disk, desk)

  expect(later.point.picture.round(round)?.memberCount('bags:open')).toBe(1)
})

test('a round whose close was undone is open again, also after a restart', async () => {
  const disk = new ADisk()
  const desk = await aClosedRound(disk)
  await desk.undoLast('undo')
  expect(desk.point.rounds()[0]?.closedAt).toBeNull()

  const later = await aDayLater(disk, desk)
  expect(later.point.rounds()[0]?.closedAt).toBeNull()
  expect(later.point.picture.round(round)?.memberCount('orders')).toBe(1)
})

test('a round whose opening was undone is not offered any more', async () => {
  const desk = await new ADisk().start()
  await desk.run(round, openRound, opening)
  await desk.undoLast('undo')

  expect(desk.point.rounds()).toEqual([])
})

test('two settings changed at the same moment both hold', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  await Promise.all([desk.point.changeSettings({ volume: 0.1 }), desk.point.changeSettings({ look: 'dark' })])
  const again = (await disk.start()).point

  expect(disk.settings.get('desk')).toMatchObject({ volume: 0.1, look: 'dark' })
  expect(again.settings).toMatchObject({ volume: 0.1, look: 'dark' })
})
