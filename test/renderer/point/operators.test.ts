import { expect, test } from 'vitest'
import { choosable, namedByCentre, withCentreOperators } from '../../../renderer/point/operators'
import { mayWrite } from '../../../shared/domain/operator/roles'
import { idOf, type OperatorId } from '../../../shared/kernel/ids'

const id = (text: string) => idOf<OperatorId>(text)
const own = { operatorId: id('operator-1'), name: '店员 1' }
const wang = { operatorId: 'w', name: '小王', role: 'clerk', removed: false }
const li = { operatorId: 'l', name: '老李', role: 'packer', removed: false }
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name)

test('a desk without a centre chooses among its own', () => {
  expect(names(choosable({ operators: [own], operatorId: own.operatorId }))).toEqual(['店员 1'])
})

test('once the centre names people, they are chosen; whoever is at the desk stays until somebody else is', () => {
  const operators = withCentreOperators([own], [wang, li]) ?? []
  expect(namedByCentre(operators)).toBe(true)
  expect(names(choosable({ operators, operatorId: own.operatorId }))).toEqual(['小王', '老李', '店员 1'])
  expect(names(choosable({ operators, operatorId: id('w') }))).toEqual(['小王', '老李'])
  expect(withCentreOperators(operators, [wang, li])).toBeNull()
})

test('who was removed at the centre can no longer be chosen, and the name stands under what was written', () => {
  const operators = withCentreOperators([own], [wang, { ...li, removed: true }]) ?? []
  expect(names(choosable({ operators, operatorId: id('l') }))).toEqual(['小王'])
  expect(names(operators)).toContain('老李')
  // Without anybody left at the centre the desk has its own again.
  const none = withCentreOperators(operators, [{ ...wang, removed: true }]) ?? []
  expect(names(choosable({ operators: none, operatorId: id('w') }))).toEqual(['店员 1'])
})

test('a packer takes no money and hands nothing over; a clerk gives nothing away; what is new bars nobody', () => {
  const kinds = (...list: string[]) => list.map((kind) => ({ kind }))
  expect(mayWrite('packer', kinds('ItemPut', 'BagClosed'))).toBe(true)
  expect(mayWrite('packer', kinds('ItemPut', 'PaymentTaken'))).toBe(false)
  expect(mayWrite('clerk', kinds('BagHandedOver', 'PaymentTaken'))).toBe(true)
  expect(mayWrite('clerk', kinds('DueWaived'))).toBe(false)
  expect(mayWrite('leader', kinds('DueWaived', 'RoundClosed'))).toBe(true)
  for (const role of ['packer', 'a role of tomorrow', '__proto__', null])
    expect(mayWrite(role, kinds('SomethingLater'))).toBe(true)
})
