import { expect, test } from 'vitest'
import { openSettings } from '../../../renderer/point/deskSettings'
import { partedAs, whoWrote, withCentreDesks } from '../../../renderer/point/desks'
import type { DeskLine } from '../../../shared/contract/deskLine'
import { type DeviceId, idOf, type OperatorId } from '../../../shared/kernel/ids'
import { ADisk } from '../../builders/aLiveDesk'

const first = { newId: () => 'x', language: 'zh-CN', firstOperator: '店员 1' } as const
const settings = {
  ...(await openSettings(new ADisk().local, first)),
  siteId: idOf<never>('garden'),
  deviceId: idOf<DeviceId>('b'),
}
const aDesk = (deviceId: string, name: string, more: Partial<DeskLine> = {}): DeskLine => ({
  deviceId,
  name,
  siteId: 'garden',
  siteName: '阳光花园',
  removed: false,
  ...more,
})
const operatorId = idOf<OperatorId>('operator-1')
const by = (deviceId: string, desks: readonly DeskLine[]) =>
  whoWrote({ ...settings, desks }, { operatorId, deviceId: idOf<DeviceId>(deviceId) })

test('of two new PCs the later one becomes counter 2, and one that is gone keeps no number', () => {
  expect(withCentreDesks(settings, [aDesk('a', '1'), aDesk('b', '1')])?.counter).toBe('2')
  expect(withCentreDesks(settings, [aDesk('a', '1'), aDesk('b', '1'), aDesk('c', '2')])?.counter).toBe('3')
  expect(withCentreDesks(settings, [aDesk('b', '1'), aDesk('a', '1')])?.counter).toBe('1')
  expect(withCentreDesks(settings, [aDesk('a', '1', { removed: true }), aDesk('b', '1')])?.counter).toBe('1')
  expect(withCentreDesks(settings, [aDesk('a', '1', { siteId: 'depot' }), aDesk('b', '1')])?.counter).toBe(
    '1',
  )
  const desks = [aDesk('b', '1'), aDesk('a', '2')]
  expect(withCentreDesks({ ...settings, desks }, desks)).toBeNull()
})

test('a desk that parted from its twin says which counter it is as soon as the centre has named both, until it is read', () => {
  const parted = { ...settings, saysParted: true, desks: [aDesk('old', '1')] }
  expect(partedAs(parted)).toEqual({ counter: null })
  const named = withCentreDesks(parted, [aDesk('old', '1'), aDesk('a', '2'), aDesk('b', '1')])
  expect(partedAs({ ...parted, ...named })).toEqual({ counter: '3' })
  expect(partedAs({ ...parted, ...named, saysParted: false })).toBeNull()
})

test('a clerk that another desk has of its own is never called by the name this desk has under the same id', () => {
  const desks = [
    aDesk('b', '1'),
    aDesk('a', '2'),
    aDesk('d', '1', { siteId: 'depot', siteName: '东仓' }),
    aDesk('old', '1', { removed: true }),
  ]
  expect(by('b', desks)).toEqual({ operator: '店员 1', desk: { counter: '1', elsewhere: null } })
  expect(by('a', desks)).toEqual({ operator: null, desk: { counter: '2', elsewhere: null } })
  expect(by('d', desks)).toEqual({ operator: null, desk: { counter: '1', elsewhere: '东仓' } })
  // The PC whose place this one took.
  expect(by('old', desks).operator).toBe('店员 1')
  const operators = [{ operatorId, name: '小王', role: 'clerk' }]
  const named = whoWrote({ ...settings, desks, operators }, { operatorId, deviceId: idOf<DeviceId>('a') })
  expect(named).toEqual({ operator: '小王', desk: { counter: '2', elsewhere: null } })
})

test('where there is one desk, or no centre that names any, the name alone is said', () => {
  for (const desks of [[], [aDesk('b', '1')]])
    expect(by('b', desks)).toEqual({ operator: '店员 1', desk: null })
})
