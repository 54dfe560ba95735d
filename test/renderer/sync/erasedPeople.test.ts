import { expect, test } from 'vitest'
import {
  type ImportDraft,
  keepList,
  readLists,
  writeContent,
  writeDraft,
} from '../../../renderer/point/importDrafts'
import { eraseIdentities } from '../../../server/feed/keepIdentities'
import { withoutPeople } from '../../../shared/intake/import/keepable'
import type { KeptList } from '../../../shared/intake/import/keptLists'
import { round } from '../../builders/aDesk'
import { household } from '../../builders/aRound'
import { aSyncedSite } from './aSyncedSite'
import { backupOfPeople } from './backupOfPeople'
import { nameAt, zhang } from './knownPerson'

const site = aSyncedSite()

test('who is erased at the centre is erased on every desk, and can be entered again when they order again', async () => {
  const { first, second } = await site.twoDesks()
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

test('who was erased after the backup stays erased when it is restored, at the centre and on every desk', async () => {
  const { siteKey, first, second } = await site.twoDesks()
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

test('who is erased at one desk, also offline, is erased everywhere: from lists and unfinished imports too, for good', async () => {
  const { first, second } = await site.twoDesks()
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
