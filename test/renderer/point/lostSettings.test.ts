import { expect, test } from 'vitest'
import type { Desk } from '../../../renderer/commands/desk'
import { keepSiteSecret, siteSecret } from '../../../renderer/point/siteSecret'
import { chainFault, emptyChain } from '../../../shared/domain/entry/entry'
import { idOf } from '../../../shared/kernel/ids'
import { ADesk, morningMs } from '../../builders/aDesk'
import { ADisk, write } from '../../builders/aLiveDesk'
import { aLine, anOrder, aProduct, household, paid, placed } from '../../builders/aRound'

const wangsOrder = placed(anOrder('1', 'wang', [aLine('tomato', 2, 1000)]))
const wang = {
  householdId: household('wang'),
  name: '王',
  phone: null,
  address: null,
  note: null,
  version: 1,
}
const secretOf = (disk: ADisk, desk: Desk) => siteSecret(disk.local, () => desk.newId())

/** A desk with an order of a household whose id was made with the secret. */
async function aDeskWithAnOrder(disk: ADisk): Promise<Desk> {
  const desk = await disk.start()
  await secretOf(disk, desk)
  await desk.keepPeople([wang])
  await write(desk, wangsOrder)
  return desk
}

/** What lies beside the log is gone; the log is there. */
function loseWhatIsLocal(disk: ADisk): void {
  disk.settings.clear()
  disk.drafts.clear()
  disk.snapshots.clear()
}

test('a desk whose settings are lost goes on as the desk the log knows, in one chain', async () => {
  const disk = new ADisk()
  const before = await aDeskWithAnOrder(disk)
  loseWhatIsLocal(disk)
  const after = await disk.start()

  expect(after.identity).toEqual(before.identity)
  expect(await write(after, paid('wang', 300))).toMatchObject({ ok: true })
  let head = emptyChain
  for (const entry of await disk.entries.ofDevice(before.identity.deviceId, 1, 99)) {
    expect(chainFault(entry, head)).toBeNull()
    head = entry
  }
})

test('a lost secret is not replaced: the same people would get other ids; the centre gives it back', async () => {
  const disk = new ADisk()
  const secret = await secretOf(disk, await aDeskWithAnOrder(disk))
  loseWhatIsLocal(disk)
  const after = await disk.start()
  expect(await secretOf(disk, after)).toBeNull()
  expect(await secretOf(disk, await disk.start())).toBeNull()

  await keepSiteSecret(disk.local, String(secret))
  expect(await secretOf(disk, after)).toBe(secret)
})

test('a secret whose key cannot be opened today is there again when the key is', async () => {
  const disk = new ADisk()
  const desk = await aDeskWithAnOrder(disk)
  const secret = await secretOf(disk, desk)
  disk.loseKey()
  expect(await secretOf(disk, desk)).toBeNull()
  disk.findKey()
  expect(await secretOf(disk, desk)).toBe(secret)
})

test('settings lost before anybody ordered cost nothing but their making', async () => {
  const disk = new ADisk()
  const before = await disk.start()
  await write(before, { kind: 'ProductListed', v: 1, product: aProduct('tomato') })
  loseWhatIsLocal(disk)
  const after = await disk.start()
  expect(after.identity).toEqual(before.identity)
  expect(await secretOf(disk, after)).toEqual(expect.any(String))
})

test('where several desks wrote the log and nothing says which this one was, it is a new desk of the same site', async () => {
  const disk = new ADisk()
  const before = await aDeskWithAnOrder(disk)
  await disk.entries.append(new ADesk('desk-b').write(morningMs, paid('wang', 300)))
  loseWhatIsLocal(disk)
  const after = await disk.start()
  expect(after.identity.siteId).toBe(before.identity.siteId)
  expect([before.identity.deviceId, idOf('desk-b')]).not.toContain(after.identity.deviceId)
})
