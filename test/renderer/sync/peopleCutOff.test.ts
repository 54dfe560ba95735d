import { expect, test } from 'vitest'
import { household } from '../../builders/aRound'
import type { ALinkedDesk, Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { backupOfPeople } from './backupOfPeople'
import { bothKnowZhang, nameAt, zhang } from './knownPerson'

const site = aSyncedSite()

const lostAt = ({ people }: ALinkedDesk) => people.lost.map(({ identity }) => identity.name)

/** Two desks that know 张三, and the second is cut off. */
async function desksApart(): Promise<readonly [ALinkedDesk, ALinkedDesk]> {
  const { first, second } = await site.twoDesks()
  await bothKnowZhang(first, second)
  second.cutOff()
  return [first, second]
}

/** Both edit: the second's is the one that loses. */
async function bothEdit([first, second]: readonly [ALinkedDesk, ALinkedDesk]): Promise<void> {
  await second.desk.keepPeople([zhang(2, { name: '张小三' })])
  await first.desk.keepPeople([zhang(2, { name: '张大三' })])
  await first.until(() => !first.people.waits)
}

/** Its disk takes nothing more until the desk is closed and opened again. */
function powerCut({ disk }: ALinkedDesk): () => void {
  const { local, identities } = disk
  const before = [{ ...local }, { ...identities }] as const
  const off = async () => {
    throw new Error('the power is off')
  }
  Object.assign(local, { writeSetting: off, writeDraft: off, deleteDraft: off })
  Object.assign(identities, { putAll: off, replaceAll: off, erase: off })
  return () => {
    Object.assign(local, before[0])
    Object.assign(identities, before[1])
  }
}

async function openAgain(desk: ALinkedDesk, powerIsBack: () => void): Promise<void> {
  await desk.close()
  powerIsBack()
  desk.reconnect()
  await desk.open()
}

const isPush: (...asked: Parameters<Way>) => boolean = (address, { method }) =>
  address.endsWith('/identities') && method === 'POST'

test('an edit that lost is still shown where the power went off in the moment in which it was replaced', async () => {
  const desks = await desksApart()
  const [, second] = desks
  await bothEdit(desks)
  const { identities } = second.disk
  const { replaceAll } = identities
  const cut = new Promise<() => void>((isCut) => {
    identities.replaceAll = async (people) => {
      await replaceAll.call(identities, people)
      // What was agreed upon comes before what was not.
      if (people.length === 0) return
      identities.replaceAll = replaceAll
      isCut(powerCut(second))
    }
  })
  second.reconnect()
  await second.until(() => second.disk.people.get(household('zhang'))?.name === '张大三')
  await openAgain(second, await cut)
  await second.until(() => !second.people.waits)
  expect(lostAt(second)).toEqual(['张小三'])
})

test('who was erased while an edit that lost was on its way is erased everywhere', async () => {
  const [first, second] = await desksApart()
  await first.desk.keepPeople([zhang(2, { name: '张大三' })])
  await first.until(() => !first.people.waits)
  // The other edit comes while this one is being saved: it is stepped over.
  let edited = false
  second.way = async (address, init, centre) => {
    const answer = await centre(address, init)
    if (isPush(address, init, centre)) {
      second.reconnect()
      await second.desk.people.erase([household('zhang')])
    } else if (address.includes('/identities') && !edited) {
      edited = true
      await second.desk.keepPeople([zhang(2, { name: '张小三' })])
    }
    return answer
  }
  second.link.wake()
  await second.until(() => nameAt(second) === undefined && !second.people.waits)
  first.link.wake()
  await first.until(() => nameAt(first) === undefined)
})

test('of who is erased no lost edit stays, also where the power goes off in the midst of it', async () => {
  const desks = await desksApart()
  const [first, second] = desks
  await bothEdit(desks)
  second.reconnect()
  await second.until(() => lostAt(second).length === 1)
  await first.desk.people.erase([household('zhang')])
  const { local } = second.disk
  const { deleteDraft } = local
  const cut = new Promise<() => void>((isCut) => {
    local.deleteDraft = async (key) => {
      local.deleteDraft = deleteDraft
      isCut(powerCut(second))
      await local.deleteDraft(key)
    }
  })
  await second.until(() => nameAt(second) === undefined)
  await openAgain(second, await cut)
  await second.until(({ state }) => state === 'in-step')
  expect(lostAt(second)).toEqual([])
  expect(JSON.stringify([...second.disk.drafts])).not.toContain('张小三')
})

test('who is entered again before the desk heard that its erasure arrived is known everywhere', async () => {
  const [first, second] = await desksApart()
  second.reconnect()
  first.way = async (address, init, centre) => {
    await centre(address, init)
    throw new TypeError('lost on the way back')
  }
  await first.desk.people.erase([household('zhang')])
  await second.until(() => nameAt(second) === undefined)
  first.cutOff()
  await first.desk.keepPeople([zhang(1, { name: '张三丰' })])
  first.reconnect()
  await second.until(() => nameAt(second) === '张三丰')
  expect(lostAt(first)).toEqual([])
})

test('an edit of somebody who is still to be brought to a restored centre is not replaced without a word', async () => {
  const { first, second } = await site.twoDesks()
  const restore = await backupOfPeople(site.centre().centre.sql, first.desk.identity.siteId)
  await bothKnowZhang(first, second)
  second.cutOff()
  await second.desk.keepPeople([zhang(2, { name: '张小三' })])
  await restore()
  first.way = (address, init, centre) => {
    if (isPush(address, init, centre)) throw new TypeError('lost on the way there')
    return centre(address, init)
  }
  first.link.wake()
  await first.until(() => first.people.waits)
  await first.desk.keepPeople([zhang(2, { name: '张大三' })])
  first.reconnect()
  await first.until(() => !first.people.waits)
  second.reconnect()
  await second.until(() => !second.people.waits)
  expect([nameAt(first), nameAt(second), lostAt(second)]).toEqual(['张大三', '张大三', ['张小三']])
})

test('a centre that is restored again while a desk brings it what it lost is brought it again', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const restore = await backupOfPeople(site.centre().centre.sql, first.desk.identity.siteId)
  await first.desk.keepPeople([zhang(1)])
  await first.until(() => !first.people.waits)
  await restore()
  let brought = false
  first.way = (address, init, centre) => {
    brought ||= isPush(address, init, centre)
    if (address.includes('/identities?after=0') && !address.includes('epoch='))
      throw new TypeError('lost on the way there')
    return centre(address, init)
  }
  first.link.wake()
  await first.until(() => brought && !first.people.waits)
  await restore()
  first.reconnect()
  const second = await site.deskAt(siteKey)
  await second.until(() => nameAt(second) === '张三')
})

/** What it asks about people arrives, and no answer comes back. */
function answersGetLost(desk: ALinkedDesk): { asked: number } {
  const seen = { asked: 0 }
  desk.way = async (address, init, centre) => {
    const answer = await centre(address, init)
    if (!isPush(address, init, centre)) return answer
    seen.asked += 1
    throw new TypeError('lost on the way back')
  }
  return seen
}

/** The first desk's edit is at the centre, and the desk has not heard of it. */
async function firstEditUnanswered(): Promise<readonly [ALinkedDesk, ALinkedDesk]> {
  const { first, second } = await site.twoDesks()
  await bothKnowZhang(first, second)
  answersGetLost(first)
  await first.desk.keepPeople([zhang(2, { phone: '13800138001' })])
  await second.until(() => phoneAt(second) === '13800138001')
  first.cutOff()
  return [first, second]
}

const phoneAt = ({ desk }: ALinkedDesk) => desk.point.people.get(household('zhang'))?.phone

test('who is corrected a second time before the answer to the first came keeps the second correction', async () => {
  const [first, second] = await firstEditUnanswered()
  await first.desk.keepPeople([zhang(3, { phone: '13800138002' })])
  const seen = answersGetLost(first)
  first.link.wake()
  await first.until(() => seen.asked > 0)
  first.cutOff()
  await first.desk.keepPeople([zhang(4, { phone: '13800138003' })])
  first.reconnect()
  await first.until(({ unsent }) => unsent === 0)
  expect([phoneAt(first), first.link.view.lostPeople]).toEqual(['13800138003', 0])
  await second.until(() => phoneAt(second) === '13800138003')
})

test('a second correction is kept also where the desk was closed before the answer to the first came', async () => {
  const [first, second] = await firstEditUnanswered()
  await first.close()
  await first.open()
  await first.desk.keepPeople([zhang(3, { phone: '13800138002' })])
  await first.close()
  await first.open()
  first.reconnect()
  await first.until(({ unsent }) => unsent === 0)
  expect([phoneAt(first), first.link.view.lostPeople]).toEqual(['13800138002', 0])
  await second.until(() => phoneAt(second) === '13800138002')
  expect(JSON.stringify([...first.disk.drafts])).not.toContain('1380013800')
})

test('a second correction that another desk has contradicted meanwhile is kept aside and said', async () => {
  const [first, second] = await firstEditUnanswered()
  await second.desk.keepPeople([zhang(3, { phone: '13800138009' })])
  await second.until(() => !second.people.waits)
  await first.desk.keepPeople([zhang(3, { phone: '13800138002' })])
  first.reconnect()
  await first.until(({ lostPeople }) => lostPeople === 1)
  expect(first.people.lost.map(({ identity }) => identity.phone)).toEqual(['13800138002'])
  expect([phoneAt(first), phoneAt(second)]).toEqual(['13800138009', '13800138009'])
})

test('who is corrected while being entered again, and the centre had more of them than the desk knew, keeps the correction', async () => {
  const { first, second } = await site.twoDesks()
  await bothKnowZhang(first, second)
  first.cutOff()
  await first.desk.people.erase([household('zhang')])
  await first.desk.keepPeople([zhang(1, { phone: '13800138001' })])
  for (const version of [2, 3]) {
    await second.desk.keepPeople([zhang(version, { note: `${version}` })])
    await second.until(() => !second.people.waits)
  }
  first.reconnect()
  first.way = async (address, init, centre) => {
    const answer = await centre(address, init)
    if (isPush(address, init, centre)) {
      first.reconnect()
      await first.desk.keepPeople([zhang(2, { phone: '13800138002' })])
    }
    return answer
  }
  await first.until(({ unsent }) => unsent === 0)
  expect([phoneAt(first), first.link.view.lostPeople]).toEqual(['13800138002', 0])
  await second.until(() => phoneAt(second) === '13800138002')
})

test('of who is erased nothing stays of what the centre was asked and did not answer', async () => {
  const [first, second] = await firstEditUnanswered()
  await first.desk.people.erase([household('zhang')])
  expect(JSON.stringify([...first.disk.drafts])).not.toContain('1380013800')
  await first.close()
  await first.open()
  first.reconnect()
  await second.until(() => nameAt(second) === undefined)
  await first.until(({ unsent }) => unsent === 0)
  expect(nameAt(first)).toBeUndefined()
})
