import { expect, test } from 'vitest'
import { OwnPast, type OwnPastParts } from '../../../renderer/sync/ownPast'
import type { MeAnswer } from '../../../shared/contract/sync'
import type { Entry } from '../../../shared/domain/entry/entry'
import { ADesk } from '../../builders/aDesk'
import { floatOf } from './theDay'

function aPast(written: number) {
  const desk = new ADesk('desk-a')
  const entries: Entry[] = Array.from({ length: written }, (_, i) => desk.write(i + 1, floatOf(i + 1)))
  const parts = {
    hasWholeHistory: () => true,
    desk: { deviceId: 'desk-a', ownHead: () => written, partFromTwin: async () => {} },
    entries: { ofDevice: async (_: string, from: number, to: number) => entries.slice(from - 1, to) },
  }
  return { past: new OwnPast(parts as unknown as OwnPastParts), entries }
}

test('a desk whose entries others brought back sends on from there; why else nothing is taken it asks once', async () => {
  const { past, entries } = aPast(4)
  const endOf = (n: number) => ({ seq: n, hash: entries[n - 1]?.hash ?? '' })
  past.went(entries.slice(0, 1))
  expect(past.last).toEqual(endOf(1))
  expect(await past.otherLast(endOf(3))).toBe('send')
  expect(past.last).toEqual(endOf(3))
  // The same once more, one that is not its own, and one that lies before: the centre has to be asked.
  expect(await past.otherLast(endOf(3))).toBe('ask')
  expect(await past.otherLast({ seq: 4, hash: 'of another' })).toBe('wait')
  past.went(entries.slice(3))
  expect(await past.otherLast(endOf(2))).toBe('ask')
  expect(await past.otherLast(null)).toBe('wait')
})

test('a desk that has noted that it has a twin sends nothing more in their name, though the centre has lost what the twin wrote', async () => {
  const { past } = aPast(1)
  expect(await past.compare({ last: { seq: 1, hash: 'of another', prevHash: '' } } as MeAnswer)).toBe(0)
  expect([past.hasTwin, past.mayPart]).toEqual([true, true])
  await past.compare({ last: null } as MeAnswer)
  expect(past.hasTwin).toBe(true)
})
