import { expect, test } from 'vitest'
import { round } from '../../builders/aDesk'
import { write } from '../../builders/aLiveDesk'
import { aBag, bag, handedOver, put, shelved, someGoods } from '../../builders/aRound'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

test('two desks of one site see what each other wrote', async () => {
  const { first, second } = await site.twoDesks()
  await write(first.desk, floatOf(1))
  await second.untilInStep(1)
  await write(second.desk, floatOf(2))
  await first.untilInStep(2)
  expect(first.desk.point.seen).toEqual(second.desk.point.seen)
  expect(await first.disk.entries.count()).toBe(2)
})

test('two desks cut off from each other hand over the same bag: both entries stay, and it is contested on both', async () => {
  const { first, second } = await site.twoDesks()
  const terms = aBag('1', 'zhang')
  await write(first.desk, put(terms, someGoods('rice', 2)))
  await write(first.desk, { kind: 'BagClosed', v: 1, bag: terms })
  await write(first.desk, shelved('1'))
  await second.untilInStep(3)
  first.cutOff()
  second.cutOff()
  await write(first.desk, handedOver('1', 'first'))
  await write(second.desk, handedOver('1', 'second'))
  for (const desk of [first, second]) expect(statusOn(desk)).toBe('handed-over')
  first.reconnect()
  second.reconnect()
  await first.untilInStep(5)
  await second.untilInStep(5)
  for (const desk of [first, second]) {
    expect(statusOn(desk)).toBe('contested')
    const doubles = desk.desk.point.picture.round(round)?.findings() ?? []
    expect(doubles.filter(({ kind }) => kind === 'double-handover')).toHaveLength(1)
  }
})

test('what a desk decides carries how far it knew the feed', async () => {
  const { first, second } = await site.twoDesks()
  await write(first.desk, floatOf(1))
  await second.untilInStep(1)
  const answer = await write(second.desk, floatOf(2))
  expect(answer).toMatchObject({ ok: true, entries: [{ basis: 1 }] })
})

test('two new desks do not stay counter 1 both, and each hears what the other is called from now on', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  await first.until(({ state }) => state === 'in-step')
  site.centre().clock.nowMs += 1
  const second = await site.deskAt(siteKey)
  const seenAt = ({ desk }: typeof first) => desk.point.settings.desks?.map(({ name }) => name)
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await site.time.pass(20)
  }
  await until(() => seenAt(first)?.join() === '1,2')
  expect([first, second].map(({ desk }) => desk.point.settings.counter)).toEqual(['1', '2'])
  await first.desk.point.changeSettings({ counter: 'A' })
  await until(() => seenAt(second)?.join() === 'A,2')
})

function statusOn({
  desk,
}: {
  desk: {
    point: {
      picture: {
        round(id: typeof round): { state(of: 'bag', id: string): { status: string } | undefined } | undefined
      }
    }
  }
}): string | undefined {
  return desk.point.picture.round(round)?.state('bag', bag('1'))?.status
}
