import { expect, test } from 'vitest'
import { aheadMs, stampMs } from '../../../shared/kernel/stamp'
import { ADesk, morningMs, site } from '../../builders/aDesk'
import { ADisk, write } from '../../builders/aLiveDesk'
import { aLine, anOrder, paid, placed } from '../../builders/aRound'

const yearMs = 365 * 86_400_000
const order = placed(anOrder('1', 'wang', [aLine('tomato', 2, 1000)]))

test('a desk whose clock is a year ahead moves no other desk’s clock, and that is known at this one', async () => {
  const disk = new ADisk()
  await (await disk.start()).point.changeSettings({ siteId: site })
  const desk = await disk.start()
  const theirs = new ADesk('desk-b', yearMs).write(morningMs, order)
  await disk.entries.append(theirs)
  await desk.point.follow([theirs])
  const answer = await write(desk, paid('wang', 300))
  if (!answer.ok) throw new Error(answer.refusal)

  expect(answer.entries.map(({ stamp }) => stampMs(stamp) - morningMs < 60_000)).toEqual([true])
  expect(aheadMs(desk.point.clock, desk.nowMs())).toBeGreaterThan(yearMs - 60_000)
  expect(aheadMs((await disk.start()).point.clock, desk.nowMs())).toBeGreaterThan(yearMs - 60_000)
})
