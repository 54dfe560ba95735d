import { beforeAll, describe, expect, test } from 'vitest'
import { searchHouseholds } from '../../../renderer/queries/householdSearch'
import { loadSpelling, type SpellName, soundsLike } from '../../../renderer/queries/spellName'
import type { Identity } from '../../../shared/domain/identity'
import { classifyTyped } from '../../../shared/intake/codes/classifyScan'
import { defaultCodeSettings } from '../../../shared/intake/codes/codeSettings'
import { household } from '../../builders/aRound'

const lives = (id: string, name: string, phone: string | null, address: string | null): Identity => ({
  householdId: household(id),
  name,
  phone,
  address,
  note: null,
  version: 1,
})
const people = [
  lives('1', '张三', '13800135678', '3栋2单元501'),
  lives('2', '张珊', '13900135678', '3栋1单元501'),
  lives('3', '李雷', '13700131201', '12栋1201室'),
  lives('4', '单雄信', '13600130000', '1280弄12号603室'),
  lives('5', 'Lily王', null, null),
]
let spell: SpellName

beforeAll(async () => {
  spell = await loadSpelling()
})

const found = (typed: string, dictionary: 'loaded' | 'missing' = 'loaded') =>
  searchHouseholds(classifyTyped(typed, defaultCodeSettings(2026)), {
    households: people.map(({ householdId }) => householdId),
    identitiesOf: (householdId) => people.filter((one) => one.householdId === householdId),
    withPickupCode: (code) => (code === 'A-2-0034' ? [household('3')] : []),
    spell: dictionary === 'loaded' ? spell : undefined,
  }).map(({ householdId, by }) => `${householdId.slice(2)} ${by}`)

describe('finding a household at the counter', () => {
  test('a phone tail finds everyone who has it, in a steady order', () => {
    expect(found('5678')).toEqual(['1 phone-tail', '2 phone-tail'])
    expect(found('9999')).toEqual([])
  })

  test('four digits that are also a room find both', () => {
    expect(found('1201')).toEqual(['3 phone-tail'])
    expect(found('603')).toEqual(['4 room'])
    expect(found('501')).toEqual(['1 room', '2 room'])
  })

  test('a name is found by characters, pinyin, initials, and half of each', () => {
    for (const typed of ['张三', 'zhangsan', 'zs', 'zhangs', 'zsan']) expect(found(typed)).toContain('1 name')
    expect(found('张')).toEqual(['1 name', '2 name'])
    expect(found('lilei')).toEqual(['3 name'])
    expect(found('lily')).toEqual(['5 name'])
  })

  test('a character of two readings answers to both', () => {
    expect(found('sxx')).toEqual(['4 name'])
    expect(found('danxx')).toEqual(['4 name'])
  })

  test('a room is found however it is said', () => {
    for (const typed of ['3-2-501', '3栋2单元501', '3号楼2单元501室', '03栋2单元501'])
      expect(found(typed)).toEqual(['1 room'])
    expect(found('3栋501')).toEqual(['1 room', '2 room'])
    expect(found('1280弄12号603')).toEqual(['4 room'])
  })

  test('a pickup code, typed or spoken, finds its household alone', () => {
    expect(found('A-2-0034')).toEqual(['3 pickup-code'])
    expect(found('a架2层0034')).toEqual(['3 pickup-code'])
  })

  test('a pickup code of digits that names no bag is looked for as a room', () => {
    expect(found('3-2-0501')).toEqual(['1 room'])
    expect(found('12-1201')).toEqual(['3 room'])
  })

  test('more digits are a part of the number somebody reads out', () => {
    expect(found('13700131201')).toEqual(['3 phone-tail'])
    expect(found('37001')).toEqual(['3 phone-tail'])
  })

  test('one or two digits are the beginning of something: nothing is shown yet', () => {
    expect(found('5')).toEqual([])
    expect(found('56')).toEqual([])
  })

  test('before the dictionary is there, characters still find a name', () => {
    expect(found('张三', 'missing')).toEqual(['1 name'])
    expect(found('zs', 'missing')).toEqual([])
  })
})

test('letters stand for characters one after the other, never skipping one', () => {
  const spelling = [['zhang'], ['xiao'], ['san']]
  expect(['zhangxiaosan', 'zxs', 'xs', 'xiaos', 'zhxs'].map((text) => soundsLike(spelling, text))).toEqual(
    Array(5).fill(true),
  )
  expect(['zs', 'zsan', 'hang', 'zhangg'].map((text) => soundsLike(spelling, text))).toEqual(
    Array(4).fill(false),
  )
})
