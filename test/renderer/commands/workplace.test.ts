import { expect, test } from 'vitest'
import type { Workplace } from '../../../renderer/commands/workplace'
import { chainFault, type Entry, emptyChain } from '../../../shared/domain/entry/entry'
import { type HouseholdId, idOf, type SiteId } from '../../../shared/kernel/ids'
import { ADisk, write } from '../../builders/aLiveDesk'
import { aLine, anOrder, paid, placed } from '../../builders/aRound'
import { floatOf } from '../sync/theDay'

const pointA = { siteId: idOf<SiteId>('point-a'), name: '东门店' }
const pointB = { siteId: idOf<SiteId>('point-b'), name: '西门店' }

async function aWarehouse(
  disk: ADisk,
): Promise<{ readonly workplace: Workplace; readonly feeds: (typeof pointA)[] }> {
  const { siteId } = (await disk.start()).identity
  const feeds = [{ siteId, name: '中心仓' }, pointA, pointB]
  return { workplace: await disk.open(feeds), feeds }
}

function deskAt(workplace: Workplace, { siteId }: { readonly siteId: SiteId }) {
  const desk = workplace.deskAt(siteId)
  if (!desk) throw new Error(`no desk at ${siteId}`)
  return desk
}

const order = placed(anOrder('1', 'wang', [aLine('tomato', 2, 1000)]))

async function everything(disk: ADisk): Promise<readonly Entry[]> {
  return disk.entries.after({})
}

test('each entry goes into the picture of its own site, in one chain and by one clock, and is there again after a start', async () => {
  const disk = new ADisk()
  const { workplace, feeds } = await aWarehouse(disk)
  await write(deskAt(workplace, pointA), order)
  await write(deskAt(workplace, pointB), order, paid('wang', 300))
  await write(workplace.own, floatOf(5))
  await write(deskAt(workplace, pointA), paid('wang', 100))

  const entries = await everything(disk)
  expect(entries.map(({ siteId }) => siteId)).toEqual(['point-a', 'point-b', feeds[0]?.siteId, 'point-a'])
  let head = emptyChain
  for (const entry of entries) {
    expect(chainFault(entry, head)).toBeNull()
    head = entry
  }
  const stamps = entries.map(({ stamp }) => stamp)
  expect(stamps).toEqual(stamps.toSorted())
  for (const again of [workplace, await disk.open(feeds)]) {
    const seqs = (siteId: string) =>
      entries.filter((entry) => entry.siteId === siteId).map((one) => one.deviceSeq)
    for (const { point } of [deskAt(again, pointA), deskAt(again, pointB), again.own])
      expect(entries.filter((entry) => point.picture.has(entry)).map((one) => one.deviceSeq)).toEqual(
        seqs(point.siteId),
      )
    expect(again.ownHead).toBe(4)
  }
})

test('a desk that cannot read which feeds are its own keeps every entry at its own site', async () => {
  const disk = new ADisk()
  const { workplace, feeds } = await aWarehouse(disk)
  await write(deskAt(workplace, pointA), order)
  await write(workplace.own, floatOf(5))
  const seen = (one: Workplace) => [one.own, deskAt(one, pointA)].map(({ point }) => point.seen)
  const before = seen(workplace)

  const again = await disk.open()
  expect(seen(again)).toEqual(before)
  expect(again.view.sites.map(({ siteId, followed }) => [siteId, followed])).toContainEqual([
    'point-a',
    false,
  ])
  // Nothing names it any more but its entries.
  disk.settings.delete('sites')
  expect(seen(await disk.open())).toEqual(before)
  expect(seen(await disk.open(feeds))).toEqual(before)
})

test('commands for two sites at the same moment take turns at the chain', async () => {
  const disk = new ADisk()
  const { workplace } = await aWarehouse(disk)
  const desks = [deskAt(workplace, pointA), deskAt(workplace, pointB), workplace.own]
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => write(desks[n % 3] as never, floatOf(n))),
  )
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect((await everything(disk)).map(({ deviceSeq }) => deviceSeq)).toEqual(
    Array.from({ length: 30 }, (_, n) => n + 1),
  )
})

test('whoever began at one site goes on writing there, wherever the person has gone meanwhile', async () => {
  const { workplace } = await aWarehouse(new ADisk())
  await workplace.goTo(pointA.siteId)
  const begun = workplace.desk
  await workplace.goTo(pointB.siteId)
  expect(workplace.desk.identity.siteId).toBe(pointB.siteId)
  expect(await write(begun, order)).toMatchObject({ entries: [{ siteId: pointA.siteId }] })
})

test('F8 takes back what was done at the site on the screen, never what was done at another', async () => {
  const { workplace } = await aWarehouse(new ADisk())
  await write(deskAt(workplace, pointA), order)
  expect(await deskAt(workplace, pointB).undoLast('undo')).toBeUndefined()
  expect(await deskAt(workplace, pointA).undoLast('undo')).toMatchObject({ ok: true })
})

test('the desk opens at the site where it was left, with each site’s snapshot, people and drafts its own', async () => {
  const disk = new ADisk()
  const { workplace, feeds } = await aWarehouse(disk)
  await workplace.goTo(pointB.siteId)
  const wang = {
    householdId: idOf<HouseholdId>('wang'),
    ...{ name: '王', phone: null, address: null, note: null, version: 1 },
  }
  await workplace.desk.keepPeople([wang])
  await workplace.desk.point.local.writeDraft('intake-drafts', ['of b'])
  for (let n = 0; n < 120; n++) await write(workplace.desk, floatOf(n))
  await workplace.keepPictures()
  const again = await disk.open(feeds)
  expect(again.view.at).toBe(pointB.siteId)
  expect(again.desk.point.people.all()).toEqual([wang])
  expect(again.own.point.people.all()).toEqual([])
  expect(await again.own.point.local.readDraft('intake-drafts')).toBeUndefined()
  expect([...disk.snapshots.keys()]).toEqual([`picture@${pointB.siteId}`])
  expect(again.desk.point.seen).toEqual(workplace.desk.point.seen)
})

test('a desk of one site keeps the same things under the same names as ever', async () => {
  const disk = new ADisk()
  const desk = await disk.start()
  for (let n = 0; n < 120; n++) await write(desk, floatOf(n))
  await desk.householdSecret()
  await desk.point.keep()
  expect([...disk.settings.keys()]).toEqual(['desk'])
  expect([...disk.drafts.keys()]).toEqual(['site-secret'])
  expect([...disk.snapshots.keys()]).toEqual(['picture'])
})

test('a warehouse that folded all its feeds into one picture opens with a picture for each', async () => {
  const disk = new ADisk()
  const { workplace, feeds } = await aWarehouse(disk)
  await write(deskAt(workplace, pointA), order)
  await write(workplace.own, floatOf(1))
  // As before there were sites: every entry in the one kept picture, of an older fold.
  disk.snapshots.set('picture', {
    key: 'picture',
    foldVersion: 5,
    seen: { any: { upTo: 2, beyond: [] } },
    body: '{}',
  })
  const again = await disk.open(feeds)
  expect(again.own.point.picture.roundIds()).toEqual([])
  expect(deskAt(again, pointA).point.picture.roundIds()).toHaveLength(1)
})

test('a warehouse whose settings are lost knows from its log that it has several sites, and mixes none of them', async () => {
  const disk = new ADisk()
  const { workplace } = await aWarehouse(disk)
  await write(deskAt(workplace, pointA), order)
  await write(deskAt(workplace, pointB), order)
  disk.settings.clear()
  disk.snapshots.clear()
  const again = await disk.open()
  expect(again.own.identity).toEqual({ siteId: pointB.siteId, deviceId: workplace.own.identity.deviceId })
  expect(again.own.point.picture.seen).toEqual(deskAt(workplace, pointB).point.seen)
  expect(deskAt(again, pointA).point.picture.seen).toEqual(deskAt(workplace, pointA).point.seen)

  // Joined again, it is the warehouse's, and nothing of what it took for its own is lost.
  const warehouse = workplace.own.identity.siteId
  await again.belongsTo(warehouse)
  await again.own.point.changeSettings({ siteId: warehouse })
  const joined = await disk.open([{ siteId: warehouse, name: '中心仓' }, pointA])
  expect(joined.view.sites.map(({ siteId, followed }) => [siteId, followed])).toEqual([
    [warehouse, true],
    [pointA.siteId, true],
    [pointB.siteId, false],
  ])
  for (const site of [pointA, pointB])
    expect(deskAt(joined, site).point.seen).toEqual(deskAt(workplace, site).point.seen)
})
