import { expect, test } from 'vitest'
import { unsavedWork } from '../../../renderer/app/unsavedWork'
import { i18n, startLanguage } from '../../../renderer/i18n/index'
import {
  type ImportDraft,
  keepList,
  readLists,
  writeContent,
  writeDraft,
} from '../../../renderer/point/importDrafts'
import { eraseIdentities } from '../../../server/feed/keepIdentities'
import type { IdentityRow } from '../../../shared/contract/people'
import type { Identity } from '../../../shared/domain/identity'
import { withoutPeople } from '../../../shared/intake/import/keepable'
import type { KeptList } from '../../../shared/intake/import/keptLists'
import { type HouseholdId, idOf } from '../../../shared/kernel/ids'
import { round } from '../../builders/aDesk'
import { household } from '../../builders/aRound'
import type { ALinkedDesk } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { backupOfPeople } from './backupOfPeople'

const site = aSyncedSite()

const zhang = (version: number, more: Partial<Identity> = {}): Identity => ({
  householdId: household('zhang'),
  name: '张三',
  phone: '13800138000',
  address: null,
  note: null,
  version,
  ...more,
})

const nameAt = ({ desk }: ALinkedDesk) => desk.point.people.get(household('zhang'))?.name

test('who is entered at one desk is known at the other, and an edit too', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await second.desk.keepPeople([zhang(2, { name: '张三丰' })])
  await first.until(() => nameAt(first) === '张三丰')
  expect(second.disk.people.get(household('zhang'))).toEqual(first.disk.people.get(household('zhang')))
})

test('two desks apart edit the same person: the centre has one of them, the other is kept aside and said', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await first.until(() => !first.people.waits)
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
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  first.cutOff()
  await first.desk.keepPeople([zhang(1)])
  await first.close()
  first.reconnect()
  await first.open()
  await second.until(() => nameAt(second) === '张三')
})

test('who is erased at the centre is erased on every desk, and can be entered again when they order again', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await eraseIdentities(site.centre().centre.books, first.desk.identity.siteId, [household('zhang')])
  for (const desk of [first, second]) {
    desk.link.wake()
    await desk.until(() => nameAt(desk) === undefined)
    expect(desk.disk.people.size).toBe(0)
    expect(desk.desk.point.people.withPhoneTail('8000')).toEqual([])
  }
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  expect(first.link.view.lostPeople).toBe(0)
})

test('a centre that has fewer edits than the desk has seen is brought what it lost', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await first.until(() => !first.people.waits)
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
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await first.until(() => !first.people.waits)
  slowly(first, async () => {
    first.link.wake()
    await site.time.pass(400)
  })
  expect(await first.desk.keepPeople([zhang(2, { name: '张新' })])).toBeNull()
  await second.until(() => nameAt(second) === '张新')
  expect(nameAt(first)).toBe('张新')
})

test('an edit that is being written while the one before it is answered for goes next', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await first.until(() => !first.people.waits)
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
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await second.desk.keepPeople([zhang(2, { name: '张三丰' })])
  await first.until(() => nameAt(first) === '张三丰')
  expect(await first.desk.keepPeople([zhang(2, { name: '张小三' })])).toBe('edited-meanwhile')
  expect(nameAt(first)).toBe('张三丰')
  expect(first.people.waits).toBe(false)
})

test('who was erased after the backup stays erased when it is restored, at the centre and on every desk', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1), { ...zhang(1), householdId: household('li'), name: '李四' }])
  await second.until(() => nameAt(second) === '张三')
  await first.until(() => !first.people.waits)
  const { siteId } = first.desk.identity
  const restore = await backupOfPeople(site.centre().centre.sql, siteId)
  await eraseIdentities(site.centre().centre.books, siteId, [household('zhang')])
  for (const desk of [first, second]) {
    desk.link.wake()
    await desk.until(() => nameAt(desk) === undefined)
  }
  await restore()
  for (const desk of [first, second]) desk.link.wake()
  await site.time.pass(200_000)
  const third = await site.deskAt(siteKey)
  await third.until(() => third.desk.point.people.all().length > 0)
  for (const desk of [first, second, third]) {
    expect(nameAt(desk)).toBeUndefined()
    expect([...desk.disk.people.values()].map(({ name }) => name)).toEqual(['李四'])
    expect(desk.link.view.lostPeople).toBe(0)
  }
  const names = await site
    .centre()
    .centre.sql.query('select name from identities where site_id = $1 and not erased', [siteId])
  expect(names).toEqual([{ name: '李四' }])
})

test('who is erased at the centre before a desk has sent them is erased there too', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  first.cutOff()
  await first.desk.keepPeople([zhang(1)])
  await eraseIdentities(site.centre().centre.books, first.desk.identity.siteId, [household('zhang')])
  first.reconnect()
  await first.until(() => nameAt(first) === undefined)
  expect(first.disk.people.size).toBe(0)
  expect(first.link.view.lostPeople).toBe(0)
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
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
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
  expect(first.link.refusedPeople.map(({ name }) => name)).toEqual(['张三'])
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

test('who is erased at one desk, also offline, is erased everywhere: from lists and unfinished imports too, for good', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await first.desk.keepPeople([zhang(1), { ...zhang(1), householdId: household('li'), name: '李四' }])
  await second.until(() => nameAt(second) === '张三')
  await first.until(({ unsent }) => unsent === 0)
  const { local } = second.desk.point
  const line = {
    draftId: 'd',
    roundId: round,
    name: 'list',
    from: 'paste',
    savedAtMs: 1,
    waiting: 1,
  } as const
  const fixes = { rows: { 1: ['张三', '鸡蛋 2'], 2: ['李四', '1'] }, dropped: [] }
  await writeContent(local, 'd', { kind: 'text', text: '1. 张三 138-0013-8000 鸡蛋 2\n2. 李四 土豆\n' })
  await writeDraft(local, { draftId: 'd', fixes } as unknown as ImportDraft, line)
  const orders = ['zhang', 'li'].map((who) => ({ householdId: household(who) }))
  await keepList(local, round, { listId: '', source: 'jielong', orders } as unknown as KeptList)

  first.cutOff()
  const erased = { householdIds: [household('zhang')], reason: 'asked' } as const
  const answer = await first.desk.erasePeople(round, erased)
  expect(answer.ok).toBe(true)
  expect([nameAt(first), first.disk.people.size]).toEqual([undefined, 1])
  await first.until(({ peopleUnsent }) => peopleUnsent === 1)
  // The other desk edits meanwhile: an erasure wins all the same.
  await second.desk.keepPeople([zhang(2, { name: '张三丰' })])
  await first.close()
  await first.open()
  first.reconnect()
  await second.until(() => nameAt(second) === undefined)
  await first.until(({ unsent }) => unsent === 0)
  expect([...second.disk.people.values()].map(({ name }) => name)).toEqual(['李四'])
  expect(second.link.view.lostPeople).toBe(0)
  expect((await readLists(local, round))[0]?.orders).toHaveLength(1)
  if (answer.ok) expect(await first.desk.undo(round, answer.factIds, 'x')).toMatchObject({ ok: false })
})

test('an unfinished import keeps no row of whoever is erased, and every other one at its number', () => {
  const text = { kind: 'text', text: '1. 张三 138-0013-8000 鸡蛋\n2. 张三丰 土豆\n' } as const
  expect(withoutPeople(text, [zhang(1)])).toEqual({ kind: 'text', text: '\n2. 张三丰 土豆\n' })
  const rows = [
    { row: 2, cells: ['A1', '张三', ''] },
    { row: 3, cells: ['A2', '李四', '13800138001'] },
    { row: 4, cells: ['A3', '王五', '138 0013 8000'] },
  ]
  const grids = { kind: 'grids', grids: [{ sheetName: 'x', rows, warnings: [] }] } as const
  expect(withoutPeople(grids, [zhang(1)])).toMatchObject({ grids: [{ rows: [{ row: 3 }] }] })
})
