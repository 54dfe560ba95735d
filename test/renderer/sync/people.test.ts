import { expect, test } from 'vitest'
import { unsavedWork } from '../../../renderer/app/unsavedWork'
import { i18n, startLanguage } from '../../../renderer/i18n/index'
import type { IdentityRow } from '../../../shared/contract/people'
import { type HouseholdId, idOf } from '../../../shared/kernel/ids'
import { household } from '../../builders/aRound'
import type { ALinkedDesk } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { bothKnowZhang, nameAt, zhang } from './knownPerson'

const site = aSyncedSite()

test('who is entered at one desk is known at the other, and an edit too', async () => {
  const { first, second } = await site.twoDesks()
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await second.desk.keepPeople([zhang(2, { name: '张三丰' })])
  await first.until(() => nameAt(first) === '张三丰')
  expect(second.disk.people.get(household('zhang'))).toEqual(first.disk.people.get(household('zhang')))
})

test('two desks apart edit the same person: the centre has one of them, the other is kept aside and said', async () => {
  const { first, second } = await site.twoDesks()
  await bothKnowZhang(first, second)
  second.cutOff()
  await second.desk.keepPeople([zhang(2, { name: '张小三' })])
  await first.desk.keepPeople([zhang(2, { name: '张大三' })])
  await first.until(() => !first.people.waits)
  second.reconnect()
  await second.until(({ lostPeople }) => lostPeople === 1)
  expect(nameAt(second)).toBe('张大三')
  expect(second.people.lost.map(({ identity }) => identity.name)).toEqual(['张小三'])
  expect(nameAt(first)).toBe('张大三')
})

test('an edit made offline survives a restart of the desk and is sent', async () => {
  const { first, second } = await site.twoDesks()
  first.cutOff()
  await first.desk.keepPeople([zhang(1)])
  await first.close()
  first.reconnect()
  await first.open()
  await second.until(() => nameAt(second) === '张三')
})

test('a centre that has fewer edits than the desk has seen is brought what it lost', async () => {
  const { siteKey, first, second } = await site.twoDesks()
  await bothKnowZhang(first, second)
  const { siteId } = first.desk.identity
  const { sql } = site.centre().centre
  await sql.query('delete from identities where site_id = $1', [siteId])
  await sql.query('update feeds set identities = 0 where site_id = $1', [siteId])
  const third = await site.deskAt(siteKey)
  first.link.wake()
  await third.until(() => nameAt(third) === '张三')
  expect(first.link.view.lostPeople).toBe(0)
})

/** The disk takes as long for the next edit as a test wants. */
function slowly(desk: ALinkedDesk, meanwhile: () => Promise<void>): void {
  const { identities } = desk.disk
  const { putAll } = identities
  identities.putAll = async (...given) => {
    identities.putAll = putAll
    await meanwhile()
    return putAll.apply(identities, given)
  }
}

test('an edit whose write takes long is sent as it was saved, also when everything is looked at meanwhile', async () => {
  const { first, second } = await site.twoDesks()
  await bothKnowZhang(first, second)
  slowly(first, async () => {
    first.link.wake()
    await site.time.pass(400)
  })
  expect(await first.desk.keepPeople([zhang(2, { name: '张新' })])).toBeNull()
  await second.until(() => nameAt(second) === '张新')
  expect(nameAt(first)).toBe('张新')
})

test('an edit that is being written while the one before it is answered for goes next', async () => {
  const { first, second } = await site.twoDesks()
  await bothKnowZhang(first, second)
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  let isAsked = false
  first.way = async (address, init, centre) => {
    const response = await centre(address, init)
    if (init.method === 'POST' && address.endsWith('/identities')) {
      isAsked = true
      await answered
    }
    return response
  }
  await first.desk.keepPeople([zhang(2, { name: '张二' })])
  await first.until(() => isAsked)
  slowly(first, async () => {
    answer()
    await site.time.pass(400)
  })
  expect(await first.desk.keepPeople([zhang(3, { name: '张三改' })])).toBeNull()
  await second.until(() => nameAt(second) === '张三改')
})

test('what another desk said of a person meanwhile is not overwritten unseen', async () => {
  const { first, second } = await site.twoDesks()
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await second.desk.keepPeople([zhang(2, { name: '张三丰' })])
  await first.until(() => nameAt(first) === '张三丰')
  expect(await first.desk.keepPeople([zhang(2, { name: '张小三' })])).toBe('edited-meanwhile')
  expect(nameAt(first)).toBe('张三丰')
  expect(first.people.waits).toBe(false)
})

test('an edit counts as unsent from the moment it is saved until the centre has it, and is asked about at closing', async () => {
  startLanguage('zh-CN')
  const desk = await site.deskAt(await site.newSite())
  await desk.until(({ state }) => state === 'in-step')
  desk.cutOff()
  await desk.desk.keepPeople([zhang(1)])
  await desk.until(({ unsent }) => unsent === 1)
  await site.time.pass(120_000)
  const { view } = desk.link
  expect(view).toMatchObject({ peopleUnsent: 1, unsent: 1 })
  expect(site.time.trueMs - (view.oldestUnsentMs ?? 0)).toBeGreaterThanOrEqual(120_000)
  await desk.close()
  await desk.open()
  expect(desk.link.view).toMatchObject({ peopleUnsent: 1, unsent: 1 })
  expect(unsavedWork(desk.link.view, site.time.trueMs, i18n.getFixedT('zh-CN')).count).toBe(1)
  desk.reconnect()
  await desk.until(({ unsent, state }) => unsent === 0 && state === 'in-step')
})

test('whom the centre cannot read is told, kept and not sent again; written anew they go out', async () => {
  const { first, second } = await site.twoDesks()
  let asked = 0
  first.way = (address, init, centre) => {
    if (init.method === 'POST' && address.endsWith('/identities')) asked += 1
    return centre(address, init)
  }
  const li = { ...zhang(1), householdId: household('li'), name: '李四' }
  await first.desk.keepPeople([zhang(1, { note: 'half \ud800' }), li])
  await first.until(({ refusedPeople, unsent }) => refusedPeople === 1 && unsent === 0)
  await second.until(() => second.desk.point.people.get(household('li')) !== undefined)
  const before = asked
  await site.time.pass(300_000)
  await first.close()
  await first.open()
  await site.time.pass(300_000)
  expect(asked).toBe(before)
  expect(first.link.people.refused.map(({ name }) => name)).toEqual(['张三'])
  expect(nameAt(first)).toBe('张三')
  await first.desk.keepPeople([zhang(2, { note: null })])
  await second.until(() => nameAt(second) === '张三')
  await first.until(({ refusedPeople, unsent }) => refusedPeople + unsent === 0)
})

test('people the centre will not take all at once go in smaller parts; one it never takes holds up no other', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  first.way = async (address, init, centre) => {
    const isPush = init.method === 'POST' && address.endsWith('/identities')
    const { rows } = isPush ? JSON.parse(String(init.body)) : { rows: [] }
    const isTooLarge = rows.length > 3 || rows.some((row: IdentityRow) => row.identity.householdId === 'h-5')
    if (!isTooLarge) return centre(address, init)
    return new Response(JSON.stringify({ code: 'too-large' }), { status: 413 })
  }
  const many = Array.from({ length: 12 }, (_, i) => zhang(1, { householdId: idOf<HouseholdId>(`h-${i}`) }))
  await first.desk.keepPeople(many)
  await first.until(({ refusedPeople, unsent }) => refusedPeople === 1 && unsent === 0)
  const second = await site.deskAt(siteKey)
  await second.until(() => second.desk.point.people.all().length === 11)
})
