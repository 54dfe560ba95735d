import { expect, test } from 'vitest'
import { paths } from '../../../shared/contract/sync'
import { type HouseholdId, idOf } from '../../../shared/kernel/ids'
import { write } from '../../builders/aLiveDesk'
import { aPoint, aWarehouse, fresh } from '../../server/aCentre'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

const li = {
  householdId: idOf<HouseholdId>('li'),
  version: 1,
  ...{ name: '李', phone: '13800000002', address: null, note: null },
}

test('a desk that can no longer open its key works on, says what waits, sends nothing, and has all once it joined again', async () => {
  const siteKey = await aPoint(site.centre())
  const [desk, other] = [await site.deskAt(siteKey), await site.deskAt(siteKey)]
  await desk.joinAnew(siteKey)
  await other.desk.keepPeople([li])
  await write(desk.desk, floatOf(1))
  await other.untilInStep(1)
  await desk.until(() => desk.desk.point.people.get(li.householdId) !== undefined)
  desk.cutOff()
  await write(desk.desk, floatOf(2))

  await desk.close()
  desk.disk.loseKey()
  await desk.open()
  await desk.until(({ state, unsent }) => state === 'offline' && unsent === 1)
  expect(await write(desk.desk, floatOf(3))).toMatchObject({ ok: true })
  const asked: string[] = []
  desk.reconnect()
  desk.way = (address, init, centre) => {
    asked.push(address)
    return centre(address, init)
  }
  await desk.until(({ state, unsent }) => state === 'taken-over' && unsent === 2)
  expect(asked.filter((address) => address.endsWith(paths.push))).toEqual([])

  await desk.joinAnew(siteKey)
  await other.untilInStep(3)
  await desk.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  await desk.until(() => desk.desk.point.people.get(li.householdId) !== undefined)
})

test('a warehouse that can no longer open its key still has every point, and writes for it', async () => {
  const names = { warehouse: fresh('warehouse'), points: [fresh('east')] }
  const keys = await aWarehouse(site.centre(), names)
  const east = await site.deskAt(keys.points[0] ?? '')
  const warehouse = await site.deskAt(keys.warehouse)
  await warehouse.joinAnew(keys.warehouse)
  const at = () => warehouse.workplace.deskAt(east.desk.identity.siteId)
  await warehouse.until(() => at() !== undefined)
  await write(at() as never, floatOf(1))
  await east.untilInStep(1)

  await warehouse.close()
  warehouse.disk.loseKey()
  await warehouse.open()
  expect(at()?.point.seen).toEqual(east.desk.point.seen)
  expect(await write(at() as never, floatOf(2))).toMatchObject({ ok: true })
  await warehouse.joinAnew(keys.warehouse)
  await east.untilInStep(2)
})
