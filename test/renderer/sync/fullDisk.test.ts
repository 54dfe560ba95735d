import { expect, test } from 'vitest'
import { write } from '../../builders/aLiveDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

test('a desk without room for what comes does not say it is in step, and takes it once there is room', async () => {
  const siteKey = await site.newSite()
  const first = await site.deskAt(siteKey)
  const second = await site.deskAt(siteKey)
  await second.until(({ state }) => state === 'in-step')
  second.disk.entriesLeft = 0
  await write(first.desk, floatOf(1))
  await second.until(({ state }) => state === 'receiving')
  expect(second.desk.point.knownPosition).toBe(0)

  second.disk.entriesLeft = 10
  await second.untilInStep(1)
  expect(await second.disk.entries.count()).toBe(1)
})
