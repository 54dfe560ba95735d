import { expect, test } from 'vitest'
import { householdIdOf, householdKey } from '../../../../shared/intake/household/householdKey'
import { idOf, type SiteId } from '../../../../shared/kernel/ids'

const site = idOf<SiteId>('site-1')

test('a phone and a name are one household, however they are spelled and wherever it moved', () => {
  expect(householdKey('张 三', '13800138000', '3-2-501')).toBe(householdKey('张三', '13800138000', '搬走了'))
  expect(householdKey('张三', '13800138000', null)).not.toBe(householdKey('李四', '13800138000', null))
})

test('without a phone the room is the household, else the name', () => {
  expect(householdKey('张三', null, '3栋2单元501')).toBe(householdKey('张太太', null, '3-2-501室'))
  expect(householdKey('张三', null, '花木路')).toBe(householdKey('张三', null, null))
  expect(householdKey('🌹', null, null)).not.toBe(householdKey('🌻', null, null))
})

test('an id says nothing about the person and differs by site and secret', () => {
  const key = householdKey('张三', '13800138000', null)
  const id = householdIdOf(site, 'secret', key)
  expect(id).toMatch(/^h-[0-9a-f]{24}$/)
  expect(householdIdOf(site, 'secret', key)).toBe(id)
  expect(householdIdOf(site, 'other', key)).not.toBe(id)
  expect(householdIdOf(idOf<SiteId>('site-2'), 'secret', key)).not.toBe(id)
})
