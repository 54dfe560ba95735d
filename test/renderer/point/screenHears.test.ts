import { expect, test } from 'vitest'
import { ADisk, write } from '../../builders/aLiveDesk'
import { aLine, anOrder, placed } from '../../builders/aRound'

test('a screen hears of what was written after the commands were answered, and once for all of it', async () => {
  const desk = await new ADisk().start()
  const heard: string[] = []
  const told = new Promise<void>((resolve) => {
    desk.point.subscribeScreen(() => {
      heard.push('screen')
      resolve()
    })
  })
  for (const no of ['1', '2']) {
    await write(desk, placed(anOrder(no, 'wang', [aLine('tomato', 2, 1000)])))
    heard.push(`answered ${no}`)
  }
  await told
  expect(heard).toEqual(['answered 1', 'answered 2', 'screen'])
})
