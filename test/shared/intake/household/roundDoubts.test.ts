import { expect, test } from 'vitest'
import type { Identity } from '../../../../shared/domain/identity'
import { roundDoubts } from '../../../../shared/intake/household/roundDoubts'
import { pieces } from '../../../../shared/kernel/quantity'
import { aComponent, aLine, anOrder, aProduct, household, product } from '../../../builders/aRound'

function who(key: string, name: string, phone: string | null, address: string | null): Identity {
  return { householdId: household(key), name, phone, address, note: null, version: 1 }
}

const eggs = aProduct('eggs', { limitPerHousehold: pieces(3) })

function doubts(people: readonly Identity[], count = 1): string[] {
  const known = new Map(people.map((one) => [one.householdId, one]))
  const orders = people.map((one, i) =>
    anOrder(String(i), '', [aLine('eggs', count, 500)], {
      householdId: one.householdId,
      participateNo: i + 1,
    }),
  )
  return roundDoubts(orders, new Map([[product('eggs'), eggs]]), (id) => known.get(id)).map((doubt) =>
    [doubt.kind, doubt.householdId, 'other' in doubt ? doubt.other : ''].filter(Boolean).join(' '),
  )
}

test('a household that can be found by phone or room is no doubt', () => {
  expect(doubts([who('a', '张三', '13800138000', '3栋2单元501'), who('b', '李雷', null, '3#502')])).toEqual(
    [],
  )
})

test('no phone and no room, a wrong phone, an address without a room: each is named', () => {
  expect(
    doubts([
      who('a', '张三', null, null),
      who('b', '李雷', '12345', '3#501'),
      who('c', '王五', '13900139000', '花园东门'),
    ]),
  ).toEqual(['phone-missing h-a', 'phone-bad h-b', 'address-bad h-c'])
})

test('an extension is a good phone', () => {
  expect(doubts([who('a', '张三', '17012345678x1234', '3#501')])).toEqual([])
})

test('two households that look like one stand side by side once, by their surest sign', () => {
  expect(
    doubts([who('a', '张三', '13800138000', '3#501'), who('b', '张三丰', '13800138000', '3#501')]),
  ).toEqual(['phone-shared h-b h-a'])
  expect(
    doubts([who('a', '张三', '13800138000', '3#501'), who('b', '李雷', '13900139000', '3#501')]),
  ).toEqual(['room-shared h-b h-a'])
  expect(doubts([who('a', '张三', '13800138000', '3#501'), who('b', '张三', null, '5#101')])).toEqual([
    'name-shared h-b h-a',
  ])
  expect(
    doubts([who('a', '张三', '13800138000', '3#501'), who('b', '张伟', '13911118000', '5#101')]),
  ).toEqual(['looks-alike h-b h-a'])
})

test('one name with two phone numbers is two people', () => {
  expect(
    doubts([who('a', '张伟', '13800138001', '3#501'), who('b', '张伟', '13911118000', '5#101')]),
  ).toEqual([])
})

test('more than the limit is named once per household and product', () => {
  expect(doubts([who('a', '张三', '13800138000', '3#501')], 4)).toEqual(['over-limit h-a'])
})

test('the limit counts over all orders of a household, also what a kit brings; a cancelled order asks for nothing', () => {
  const basket = aProduct('basket', { components: [aComponent('eggs', 2, 800)] })
  const listed = new Map([eggs, basket].map((one) => [one.productId, one]))
  const first = anOrder('1', 'zhang', [aLine('eggs', 2, 1_000)])
  const second = anOrder('2', 'zhang', [aLine('basket', 1, 800, { components: basket.components })])
  const over = { kind: 'over-limit', householdId: household('zhang'), productId: eggs.productId, limit: 3 }
  expect(roundDoubts([first, second], listed, () => undefined)).toEqual([{ ...over, pieces: 4 }])
  expect(roundDoubts([first], listed, () => undefined)).toEqual([])
})
