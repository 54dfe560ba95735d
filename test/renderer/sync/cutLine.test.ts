import { expect, test } from 'vitest'
import { write } from '../../builders/aLiveDesk'
import { household } from '../../builders/aRound'
import type { Way } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

const aPerson = (n: number) => ({
  householdId: household(`household-${n}`),
  name: `住户 ${n}`,
  phone: `138${String(n).padStart(8, '0')}`,
  address: '3栋2单元501',
  note: null,
  version: 1,
})

test('over a line that cuts every answer at twenty thousand bytes, a feed and its people come in smaller pages', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  for (let n = 1; n <= 120; n++) await write(first.desk, floatOf(n))
  await first.desk.keepPeople(Array.from({ length: 180 }, (_, n) => aPerson(n)))
  await first.untilInStep(120)
  await first.until(() => !first.people.waits)

  const second = await site.deskAt(siteKey)
  let cut = 0
  const cuts: Way = async (address, init, centre) => {
    const response = await centre(address, init)
    const text = await response.text()
    if (text.length > 20_000) cut += 1
    return new Response(text.slice(0, 20_000), response)
  }
  second.way = cuts
  await site.time.pass(180_000)
  expect(second.link.view).toMatchObject({ state: 'in-step', keptOut: 0 })
  expect(second.desk.point.knownPosition).toBe(120)
  expect(second.desk.point.people.all()).toHaveLength(180)
  expect(cut).toBeGreaterThan(2)
})
