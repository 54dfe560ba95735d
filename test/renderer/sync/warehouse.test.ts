import { expect, test } from 'vitest'
import { unsavedWork } from '../../../renderer/app/unsavedWork'
import { i18n, startLanguage } from '../../../renderer/i18n/index'
import {
  type ImportDraft,
  keepList,
  readDraft,
  readLists,
  writeContent,
  writeDraft,
} from '../../../renderer/point/importDrafts'
import type { LocalStore } from '../../../renderer/storage/localStore'
import { beginPacking, endPacking } from '../../../server/command/packingCommands'
import { eraseIdentities } from '../../../server/feed/keepIdentities'
import { paths } from '../../../shared/contract/sync'
import { chainFault, emptyChain } from '../../../shared/domain/entry/entry'
import type { Identity } from '../../../shared/domain/identity'
import type { KeptList } from '../../../shared/intake/import/keptLists'
import { type HouseholdId, idOf, type SiteId } from '../../../shared/kernel/ids'
import { round } from '../../builders/aDesk'
import { write } from '../../builders/aLiveDesk'
import { fresh, seededBytes, aWarehouse as warehouseAt } from '../../server/aCentre'
import type { ALinkedDesk, Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

/** A warehouse desk and a desk at each of its points. */
async function aWarehouse() {
  const names = { warehouse: fresh('warehouse'), points: [fresh('east'), fresh('west')] }
  const keys = await warehouseAt(site.centre(), names)
  const [eastKey = '', westKey = ''] = keys.points
  const [east, west] = [await site.deskAt(eastKey), await site.deskAt(westKey)]
  const warehouse = await site.deskAt(keys.warehouse)
  return { names, keys, east, west, warehouse }
}

const siteOf = ({ desk }: ALinkedDesk): SiteId => desk.identity.siteId
const at = ({ workplace }: ALinkedDesk, point: ALinkedDesk) => {
  const desk = workplace.deskAt(siteOf(point))
  if (!desk) throw new Error('the warehouse does not work for this point')
  return desk
}
const followedBy = ({ workplace }: ALinkedDesk) =>
  workplace.view.sites.filter(({ followed }) => followed).map(({ siteId }) => siteId)

/** A command of whoever runs the centre. */
const asOwner = () => {
  const { centre, clock } = site.centre()
  const { sql, deviceChanged } = centre
  return {
    ...{ sql, deviceChanged, randomBytes: seededBytes(7), folder: '.' },
    nowMs: () => clock.nowMs,
    tell: () => {},
  }
}

/** Something else happens at the centre just before the first push arrives, and just after. */
function whenPushed(before: () => Promise<unknown>, after = async (): Promise<unknown> => undefined): Way {
  let pushed = false
  return async (address, init, centre) => {
    if (!address.endsWith(paths.push) || pushed) return centre(address, init)
    pushed = true
    await before()
    const response = await centre(address, init)
    await after()
    return response
  }
}

test('a warehouse writes for two points in one chain, and each point sees what is its own and nothing else', async () => {
  const { east, west, warehouse } = await aWarehouse()
  for (let n = 1; n <= 3; n++) {
    await write(at(warehouse, east), floatOf(n))
    await write(at(warehouse, west), floatOf(10 + n))
    await write(warehouse.desk, floatOf(20 + n))
  }
  await east.untilInStep(3)
  await west.untilInStep(3)
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  for (const point of [east, west]) {
    expect(await point.disk.entries.count()).toBe(3)
    expect(point.desk.point.seen).toEqual(at(warehouse, point).point.seen)
  }
  let head = emptyChain
  for (const entry of await warehouse.disk.entries.ofDevice(warehouse.desk.identity.deviceId, 1, 99)) {
    expect(chainFault(entry, head)).toBeNull()
    head = entry
  }
  expect(head.deviceSeq).toBe(9)

  // Closed and opened again, nothing is sent twice and every picture is as it was.
  await warehouse.close()
  await warehouse.open()
  await write(at(warehouse, west), floatOf(14))
  await west.untilInStep(4)
  expect(await west.disk.entries.count()).toBe(4)
})

test('what a warehouse decides for a point carries how far it knew that point, and not how far another', async () => {
  const { east, west, warehouse } = await aWarehouse()
  for (let n = 1; n <= 4; n++) await write(east.desk, floatOf(n))
  await write(west.desk, floatOf(1))
  await warehouse.until(
    () => at(warehouse, east).point.knownPosition === 4 && at(warehouse, west).point.knownPosition === 1,
  )
  expect(await write(at(warehouse, east), floatOf(5))).toMatchObject({ entries: [{ basis: 4 }] })
  expect(await write(at(warehouse, west), floatOf(2))).toMatchObject({ entries: [{ basis: 1 }] })
  expect(await write(warehouse.desk, floatOf(1))).toMatchObject({ entries: [{ basis: 0 }] })
})

test('people a warehouse edits are the point’s people, and a household gets the id the point would give it', async () => {
  const { east, west, warehouse } = await aWarehouse()
  const wang = {
    householdId: idOf<HouseholdId>('wang'),
    version: 1,
    ...{ name: '王', phone: '13800000001', address: null, note: null },
  }
  await at(warehouse, west).keepPeople([wang])
  await west.until(() => west.desk.point.people.get(wang.householdId) !== undefined)
  await east.untilInStep(0)
  expect(east.desk.point.people.all()).toEqual([])
  expect(warehouse.desk.point.people.all()).toEqual([])
  expect(await at(warehouse, west).householdSecret()).toBe('a secret of the site')

  await warehouse.close()
  await warehouse.open()
  expect(at(warehouse, west).point.people.all()).toEqual([wang])
  expect(warehouse.desk.point.people.all()).toEqual([])
})

test('a point that is taken away is followed no more and kept; what was written for it waits and holds up nothing', async () => {
  const { names, east, west, warehouse } = await aWarehouse()
  await write(at(warehouse, west), floatOf(1))
  await west.untilInStep(1)
  warehouse.cutOff()
  await write(at(warehouse, west), floatOf(2))
  await write(at(warehouse, east), floatOf(3))
  const [, westName = ''] = names.points
  await endPacking(asOwner(), [names.warehouse, westName])
  warehouse.reconnect()

  await east.untilInStep(1)
  await warehouse.until(({ state, heldBack }) => state === 'in-step' && heldBack === 1)
  expect(followedBy(warehouse)).not.toContain(siteOf(west))
  expect(at(warehouse, west).point.seen).not.toEqual({})
  expect(await write(at(warehouse, west), floatOf(4))).toEqual({ ok: false, refusal: 'site-taken-away' })
  expect(await write(at(warehouse, east), floatOf(5))).toMatchObject({ ok: true })
  await east.untilInStep(2)

  // Opened again it still has what it had, still says what waits, and sends nothing twice.
  await warehouse.close()
  await warehouse.open()
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 1)
  expect(at(warehouse, west).point.seen).not.toEqual({})

  await beginPacking(asOwner(), [names.warehouse, westName])
  await west.untilInStep(2)
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  expect(await write(at(warehouse, west), floatOf(6))).toMatchObject({ ok: true })
})

test('a point that is taken away and given back stands where it stood after the next start, also without a network', async () => {
  const { names, west, warehouse } = await aWarehouse()
  const [, westName = ''] = names.points
  await write(at(warehouse, west), floatOf(1))
  await west.untilInStep(1)
  await endPacking(asOwner(), [names.warehouse, westName])
  await warehouse.until(() => !followedBy(warehouse).includes(siteOf(west)))
  await beginPacking(asOwner(), [names.warehouse, westName])
  await warehouse.until(() => followedBy(warehouse).includes(siteOf(west)))
  warehouse.cutOff()
  const li = {
    householdId: idOf<HouseholdId>('li'),
    version: 1,
    ...{ name: '李', phone: '13800000002', address: null, note: null },
  }
  await at(warehouse, west).keepPeople([li])
  await write(at(warehouse, west), floatOf(2))
  const { seen } = at(warehouse, west).point

  await warehouse.close()
  await warehouse.open()
  expect(followedBy(warehouse)).toContain(siteOf(west))
  expect([at(warehouse, west).point.seen, warehouse.workplace.own.point.seen]).toEqual([seen, {}])
  expect(await write(at(warehouse, west), floatOf(3))).toMatchObject({ ok: true })
  warehouse.reconnect()
  await west.untilInStep(3)
  await west.until(() => west.desk.point.people.get(li.householdId) !== undefined)
})

test('a point that is given and taken away again is not followed at the next start, without a network either', async () => {
  const { names, west, warehouse } = await aWarehouse()
  const [, westName = ''] = names.points
  await endPacking(asOwner(), [names.warehouse, westName])
  await warehouse.until(() => !followedBy(warehouse).includes(siteOf(west)))
  await warehouse.close()
  await warehouse.open()
  await beginPacking(asOwner(), [names.warehouse, westName])
  await warehouse.until(() => followedBy(warehouse).includes(siteOf(west)))
  await endPacking(asOwner(), [names.warehouse, westName])
  await warehouse.until(() => !followedBy(warehouse).includes(siteOf(west)))
  warehouse.cutOff()
  await warehouse.close()
  await warehouse.open()
  expect(followedBy(warehouse)).not.toContain(siteOf(west))
})

test('a point that is taken away while something for it is under way: it waits, and is not kept apart', async () => {
  const { names, east, west, warehouse } = await aWarehouse()
  const [, westName = ''] = names.points
  await warehouse.untilInStep(0)
  warehouse.way = whenPushed(() => endPacking(asOwner(), [names.warehouse, westName]))
  await write(at(warehouse, west), floatOf(1))
  await write(at(warehouse, east), floatOf(2))
  await east.untilInStep(1)
  await warehouse.until(({ state, heldBack }) => state === 'in-step' && heldBack === 1)
  expect(warehouse.link.view.aside).toEqual([])

  await beginPacking(asOwner(), [names.warehouse, westName])
  await west.untilInStep(1)
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
})

test('a point that is away only while something for it arrives gets it all the same', async () => {
  const { names, west, warehouse } = await aWarehouse()
  const point = [names.warehouse, names.points[1] ?? '']
  await warehouse.untilInStep(0)
  warehouse.way = whenPushed(
    () => endPacking(asOwner(), point),
    () => beginPacking(asOwner(), point),
  )
  await write(at(warehouse, west), floatOf(1))
  await west.untilInStep(1)
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  expect(warehouse.link.view.aside).toEqual([])
})

test('a point that is taken away while a new device brings what the former had for it: that waits, too', async () => {
  const { names, west, warehouse } = await aWarehouse()
  const point = [names.warehouse, names.points[1] ?? '']
  await warehouse.untilInStep(0)
  warehouse.cutOff()
  await write(at(warehouse, west), floatOf(1))
  await warehouse.close()
  warehouse.way = whenPushed(() => endPacking(asOwner(), point))
  await warehouse.goOnAsAnother()
  await warehouse.until(({ state, heldBack }) => state === 'in-step' && heldBack === 1)
  expect(warehouse.link.view).toMatchObject({ unsent: 1, aside: [] })
  await beginPacking(asOwner(), point)
  await west.untilInStep(1)
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
})

test('a desk that joins anew after a point was taken away keeps what it had unsent for it, and sends all else', async () => {
  const { names, keys, east, west, warehouse } = await aWarehouse()
  const [, westName = ''] = names.points
  await write(at(warehouse, west), floatOf(1))
  await west.untilInStep(1)
  warehouse.cutOff()
  await write(at(warehouse, west), floatOf(2))
  await write(at(warehouse, east), floatOf(3))
  await warehouse.close()
  await endPacking(asOwner(), [names.warehouse, westName])
  warehouse.reconnect()
  await warehouse.joinAnew(keys.warehouse)

  await east.untilInStep(1)
  await warehouse.until(({ state, heldBack }) => state === 'in-step' && heldBack === 1)
  await beginPacking(asOwner(), [names.warehouse, westName])
  await west.untilInStep(2)
})

test('what a lost PC had for a point that was taken away counts as unsent until the point is back and the centre has it', async () => {
  const { names, keys, west, warehouse: lost } = await aWarehouse()
  const { deviceId } = lost.desk.identity
  const [, westName = ''] = names.points
  await write(at(lost, west), floatOf(1))
  await west.untilInStep(1)
  lost.cutOff()
  await write(at(lost, west), floatOf(2))
  await lost.close()

  // A new code let this one in beside it, with what could be read of the lost one's disk.
  const here = await site.deskAt(keys.warehouse)
  await here.until(() => at(here, west).point.knownPosition === 1)
  await here.desk.point.changeSettings({ formerDevices: [deviceId] })
  await here.close()
  await here.disk.entries.appendAll(await lost.disk.entries.ofDevice(deviceId, 2, 2))
  await endPacking(asOwner(), [names.warehouse, westName])
  await here.open()
  await here.until(() => !followedBy(here).includes(siteOf(west)))
  await site.time.pass(60_000)
  expect(here.link.view.unsent).toBe(2)

  await beginPacking(asOwner(), [names.warehouse, westName])
  await here.until(() => followedBy(here).includes(siteOf(west)))
  await site.time.pass(60_000)
  expect(here.link.view.unsent).toBe(2)
  lost.reconnect()
  await lost.open()
  await west.untilInStep(2)
  await here.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  expect(here.desk.point.settings.formerDevices).toEqual([])
})

test('what a desk with damaged records had unsent for a point that was taken away goes out once the point is back', async () => {
  const { names, west, warehouse } = await aWarehouse()
  const [, westName = ''] = names.points
  await write(at(warehouse, west), floatOf(1))
  await write(warehouse.desk, floatOf(1))
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  warehouse.cutOff()
  await write(at(warehouse, west), floatOf(2))
  await write(warehouse.desk, floatOf(2))
  await endPacking(asOwner(), [names.warehouse, westName])
  warehouse.reconnect()
  await warehouse.goOnAsAnother()
  // Which of the two for the point the centre has, nobody says while it is away; of the desk's own all is there.
  await warehouse.until(
    ({ state, unsent, heldBack }) => state === 'in-step' && unsent === 2 && heldBack === 2,
  )
  await warehouse.close()
  await warehouse.open()
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 2)

  await beginPacking(asOwner(), [names.warehouse, westName])
  await west.untilInStep(2)
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  expect(warehouse.desk.point.settings.formerDevices).toEqual([])
})

test('a point that is added is there without joining again, with all it has', async () => {
  const names = { warehouse: fresh('warehouse'), points: [fresh('south')] }
  const keys = await warehouseAt(site.centre(), names)
  const [southKey = ''] = keys.points
  const [southName = ''] = names.points
  await endPacking(asOwner(), [names.warehouse, southName])
  const warehouse = await site.deskAt(keys.warehouse)
  const south = await site.deskAt(southKey)
  await write(south.desk, floatOf(1))
  await south.untilInStep(1)
  expect(followedBy(warehouse)).toEqual([siteOf(warehouse)])

  await beginPacking(asOwner(), [names.warehouse, southName])
  await warehouse.until(() => followedBy(warehouse).includes(siteOf(south)))
  await warehouse.until(() => at(warehouse, south).point.knownPosition === 1)
  expect(at(warehouse, south).point.seen).toEqual(south.desk.point.seen)
})

test('what the copy of a warehouse wrote under a number of this one’s is in no picture here, as it is not in the log', async () => {
  const { east, west, warehouse } = await aWarehouse()
  const copy = site.keep(await warehouse.copied())
  await copy.open()
  warehouse.cutOff()
  await write(at(warehouse, west), floatOf(1))
  await write(at(copy, east), floatOf(2))
  await east.untilInStep(1)
  warehouse.reconnect()
  await warehouse.until(({ state }) => state === 'twin')
  await site.time.pass(60_000)
  expect(at(warehouse, east).point.seen).toEqual({})
  await warehouse.part()
  const both = () => [east, west].map((point) => at(warehouse, point).point.seen)
  await warehouse.until(() => both().every((seen) => Object.keys(seen).length === 1))
  await west.untilInStep(1)
  expect(both()).toEqual([east.desk.point.seen, west.desk.point.seen])
})

const people = (...names: readonly string[]): readonly Identity[] =>
  names.map((name, i) => ({
    householdId: idOf<HouseholdId>(`household-${name}`),
    version: 1,
    ...{ name, phone: `1380000000${i + 1}`, address: null, note: null },
  }))
const namesAt = (one: ALinkedDesk, point: ALinkedDesk) =>
  at(one, point)
    .point.people.all()
    .map(({ name }) => name)
    .sort()
const namesOnDisk = ({ disk }: ALinkedDesk) => [...disk.people.values()].map(({ name }) => name).sort()

/** A warehouse that knows two people of the western point, and how that point is taken from it and given back. */
async function aWarehouseThatKnows(...names: readonly string[]) {
  const all = await aWarehouse()
  const { west, warehouse } = all
  const point = [all.names.warehouse, all.names.points[1] ?? '']
  await west.desk.keepPeople(people(...names))
  await warehouse.until(() => namesAt(warehouse, west).length === names.length)
  await warehouse.until(({ state }) => state === 'in-step')
  const isFollowed = () => followedBy(warehouse).includes(siteOf(west))
  return {
    ...all,
    takeAway: () => endPacking(asOwner(), point),
    giveBack: () => beginPacking(asOwner(), point),
    untilAway: () => warehouse.until(({ state }) => state === 'in-step' && !isFollowed()),
    untilBack: () => warehouse.until(({ state }) => state === 'in-step' && isFollowed()),
  }
}

async function anUnfinishedImport(local: LocalStore) {
  const content = { kind: 'text', text: '1. 王 13800000001 鸡蛋\n' } as const
  await writeContent(local, 'd', content)
  const line = {
    draftId: 'd',
    roundId: round,
    name: 'list',
    from: 'paste',
    savedAtMs: 1,
    waiting: 1,
  } as const
  await writeDraft(local, { draftId: 'd', fixes: { rows: {}, dropped: [] } } as unknown as ImportDraft, line)
  return content
}

test('the people of a point that is taken away go from the desk, its lists too; they come again with the point', async () => {
  const { west, warehouse, takeAway, giveBack, untilAway, untilBack } = await aWarehouseThatKnows('王', '李')
  await write(at(warehouse, west), floatOf(1))
  const { seen, local } = at(warehouse, west).point
  const orders = people('王', '李').map(({ householdId }) => ({ householdId }))
  await keepList(local, round, { listId: '', source: 'jielong', orders } as unknown as KeptList)
  const unfinished = await anUnfinishedImport(local)
  await warehouse.desk.keepPeople(people('赵'))
  await warehouse.until(({ unsent }) => unsent === 0)
  await takeAway()
  await untilAway()
  const nothingOfThem = async () => {
    expect([namesAt(warehouse, west), namesOnDisk(warehouse)]).toEqual([[], ['赵']])
    expect((await readLists(at(warehouse, west).point.local, round))[0]?.orders ?? []).toEqual([])
    expect(at(warehouse, west).point.seen).toEqual(seen)
    // Without some of its rows it would be taken for the whole list, should the point come back.
    expect((await readDraft(at(warehouse, west).point.local, 'd'))?.content).toEqual(unfinished)
  }
  await nothingOfThem()
  expect(namesAt(west, west)).toEqual(['李', '王'])
  await warehouse.close()
  await warehouse.open()
  await untilAway()
  await nothingOfThem()

  await eraseIdentities(site.centre().centre.books, siteOf(west), [idOf<HouseholdId>('household-李')])
  await giveBack()
  await untilBack()
  await warehouse.until(() => namesAt(warehouse, west).length === 1)
  expect(namesOnDisk(warehouse)).toEqual(['王', '赵'])
})

test('an edit of a person that waits when the point is taken away stays and is counted, until the point is back', async () => {
  startLanguage('zh-CN')
  const { west, warehouse, takeAway, giveBack, untilAway } = await aWarehouseThatKnows('王', '李')
  warehouse.cutOff()
  const [wang] = people('王')
  await at(warehouse, west).keepPeople([{ ...(wang as Identity), version: 2, note: '左边的门' }])
  await takeAway()
  warehouse.reconnect()
  await untilAway()
  const held = { state: 'in-step', unsent: 1, peopleUnsent: 1, heldBack: 1 }
  expect(warehouse.link.view).toMatchObject(held)
  expect(namesOnDisk(warehouse)).toEqual(['王'])

  await warehouse.close()
  warehouse.cutOff()
  await warehouse.open()
  expect(warehouse.link.view).toMatchObject({ ...held, state: 'connecting' })
  expect(unsavedWork(warehouse.link.view, site.time.trueMs, i18n.getFixedT('zh-CN')).count).toBe(1)
  warehouse.reconnect()
  await warehouse.until(({ state }) => state === 'in-step')
  expect(warehouse.link.view).toMatchObject(held)

  await giveBack()
  await west.until(() => west.desk.point.people.get(idOf<HouseholdId>('household-王'))?.note === '左边的门')
  await warehouse.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  expect(namesOnDisk(warehouse)).toEqual(['李', '王'])
  await takeAway()
  await untilAway()
  expect(namesOnDisk(warehouse)).toEqual([])
})

/** What the centre answers for the people of a point gets to a desk only once it is let through. */
function holdPeopleOf(point: ALinkedDesk, desk: ALinkedDesk): () => void {
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  let hasOne = false
  desk.way = async (address, init, centre) => {
    const isFirst = !hasOne && address.includes(`${siteOf(point)}/identities`)
    hasOne ||= isFirst
    const response = await centre(address, init)
    if (isFirst) await held
    return response
  }
  return letThrough
}

test('people that were on their way when their point was taken away do not stay, and hide nobody when it is back', async () => {
  const { west, warehouse, takeAway, giveBack, untilAway, untilBack } = await aWarehouseThatKnows('王', '李')
  for (const isBack of [false, true]) {
    const letThrough = holdPeopleOf(west, warehouse)
    await west.desk.keepPeople(people('赵'))
    await site.time.pass(200)
    await takeAway()
    await untilAway()
    expect(namesOnDisk(warehouse)).toEqual([])
    if (isBack) await giveBack()
    if (isBack) await untilBack()
    letThrough()
    await site.time.pass(1_000)
    expect(namesOnDisk(warehouse)).toEqual(isBack ? ['李', '王', '赵'] : [])
    if (!isBack) await giveBack()
    if (!isBack) await untilBack()
    await warehouse.until(() => namesAt(warehouse, west).length === 3)
  }
})

test('an edit that arrived just before the point was taken away is let go of with its answer', async () => {
  const { west, warehouse, takeAway, untilAway } = await aWarehouseThatKnows('王')
  const letThrough = holdPeopleOf(west, warehouse)
  await at(warehouse, west).keepPeople(people('李'))
  await west.until(() => namesAt(west, west).length === 2)
  await takeAway()
  await untilAway()
  expect(warehouse.link.view).toMatchObject({ unsent: 1, heldBack: 1 })
  expect(namesOnDisk(warehouse)).toEqual(['李'])
  letThrough()
  await warehouse.until(({ unsent }) => unsent === 0)
  expect(namesOnDisk(warehouse)).toEqual([])
})

test('a desk that is closed while it lets go of people does so at the next start, or asks for all of them again', async () => {
  for (const isBack of [false, true]) {
    const { west, warehouse, takeAway, giveBack, untilAway, untilBack } = await aWarehouseThatKnows(
      '王',
      '李',
    )
    const { identities } = warehouse.disk
    const { erase } = identities
    identities.erase = async () => {
      throw new Error('the power went')
    }
    await write(at(warehouse, west), floatOf(1))
    await takeAway()
    await untilAway()
    await warehouse.close()
    expect(namesOnDisk(warehouse)).toEqual(['李', '王'])
    identities.erase = erase
    await eraseIdentities(site.centre().centre.books, siteOf(west), [idOf<HouseholdId>('household-李')])
    if (isBack) await giveBack()
    await warehouse.open()
    await (isBack ? untilBack() : untilAway())
    const left = isBack ? ['王'] : []
    await warehouse.until(() => namesAt(warehouse, west).length === left.length)
    expect(namesOnDisk(warehouse)).toEqual(left)
  }
})

test('people that a centre may have lost stay, though it knows of no point; they are brought when the point is back', async () => {
  const { west, warehouse, takeAway, giveBack, untilAway, untilBack } = await aWarehouseThatKnows('王', '李')
  const { sql } = site.centre().centre
  for (const desk of [west, warehouse]) desk.cutOff()
  await sql.query('delete from identities where site_id = $1', [siteOf(west)])
  await sql.query('update centre set epoch = $1', [`restored-${site.time.trueMs}`])
  await takeAway()
  warehouse.reconnect()
  await untilAway()
  expect(namesOnDisk(warehouse)).toEqual(['李', '王'])
  await giveBack()
  await untilBack()
  const there = () =>
    sql.query('select name from identities where site_id = $1 order by name', [siteOf(west)])
  await warehouse.until(({ state }) => state === 'in-step' && !warehouse.link.people.of(siteOf(west)).waits)
  expect(await there()).toEqual([{ name: '李' }, { name: '王' }])
})

test('people stay where the centre has lost some of them and nobody has said so, or has lost that there was a point', async () => {
  const { west, warehouse, takeAway, untilAway } = await aWarehouseThatKnows('王', '李')
  const { sql } = site.centre().centre
  for (const desk of [west, warehouse]) desk.cutOff()
  await sql.query('delete from identities where site_id = $1', [siteOf(west)])
  await sql.query('update feeds set identities = 0 where site_id = $1', [siteOf(west)])
  await takeAway()
  warehouse.reconnect()
  await untilAway()
  expect(namesOnDisk(warehouse)).toEqual(['李', '王'])
  await sql.query('update feeds set identities = 9 where site_id = $1', [siteOf(west)])
  await sql.query(
    'delete from packs_for where point_key in (select site_key from sites where site_id = $1)',
    [siteOf(west)],
  )
  warehouse.link.wake()
  await site.time.pass(60_000)
  expect(namesOnDisk(warehouse)).toEqual(['李', '王'])
})
