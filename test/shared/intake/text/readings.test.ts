import { describe, expect, test } from 'vitest'
import { parseAddress, roomKeyOf } from '../../../../shared/intake/text/addressText'
import { cleanText, headerKey } from '../../../../shared/intake/text/cleanText'
import { readDate, readTime, weekdayContradiction } from '../../../../shared/intake/text/dateText'
import { readYuan } from '../../../../shared/intake/text/moneyText'
import { readNumeral } from '../../../../shared/intake/text/numerals'
import { readPhone } from '../../../../shared/intake/text/phoneText'
import { readQuantity } from '../../../../shared/intake/text/quantityText'
import { parseBusinessDay } from '../../../../shared/kernel/businessDay'

describe('phones', () => {
  test.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['+86 13800138000', '13800138000'],
    ['+8613800138000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['13800138000.0', '13800138000'],
    ["'13800138000", '13800138000'],
    ['电话：13800138000', '13800138000'],
    ['17012345678转1234', '17012345678x1234'],
    ['17012345678,1234', '17012345678x1234'],
    ['17012345678，1234', '17012345678x1234'],
    ['17012345678-1234', '17012345678x1234'],
    ['170-1234-5678-1234', '17012345678x1234'],
    ['17012345678 转 1234', '17012345678x1234'],
    ['021-62345678', '02162345678'],
    ['0512-6234567', '05126234567'],
    ['021-62345678转801', '02162345678x801'],
    ['62345678', '62345678'],
    ['4008001234', '4008001234'],
    ['+852 91234567', '85291234567'],
  ])('%s is %s', (raw, phone) => {
    expect(readPhone(raw)).toEqual({ ok: true, phone })
  })

  test.each([
    ['', 'phone-missing'],
    ['无', 'phone-missing'],
    ['1380013800', 'phone-bad'],
    ['12800138000', 'phone-bad'],
    ['138001380001', 'phone-bad'],
    ['微信联系', 'phone-bad'],
    ['1.38E+10', 'phone-bad'],
    ['138****8000', 'phone-masked'],
  ])('%j is %s', (raw, code) => {
    expect(readPhone(raw)).toEqual({ ok: false, code })
  })
})

describe('addresses', () => {
  test.each([
    ['3-2-501', '-3-2-501'],
    ['3栋2单元501', '-3-2-501'],
    ['3栋2单元501室', '-3-2-501'],
    ['03栋２单元501', '-3-2-501'],
    ['3#501', '-3--501'],
    ['8#1201', '-8--1201'],
    ['3号楼502', '-3--502'],
    ['1280弄12号603室', '1280-12--603'],
    ['1280弄12-603', '1280-12--603'],
    ['上海市浦东新区花木路1弄2号303室', '1-2--303'],
    ['广东省深圳市福田区莲花路88号3栋2单元501', '-3-2-501'],
    ['A座1201', '-A--1201'],
    ['12幢402', '-12--402'],
  ])('%s', (raw, room) => {
    const address = parseAddress(raw)
    expect(address && roomKeyOf(address)).toBe(room)
  })

  test.each(['花木路', '3栋', '周三8号20盒', '2-3份', '13800138000', ''])('%j names no room', (raw) => {
    expect(parseAddress(raw)).toBeUndefined()
  })
})

describe('money', () => {
  test.each([
    ['12', 1200],
    ['¥1,234.50', 123450],
    ['￥12', 1200],
    ['12.5元', 1250],
    ['１２．５', 1250],
    ['29.900000000000002', 2990],
    ['0', 0],
    ['12.00元/份', 1200],
  ])('%s is %i fen', (raw, fen) => {
    expect(readYuan(raw)).toEqual({ ok: true, fen })
  })

  test.each([
    ['-5', 'money-negative'],
    ['三块', 'money-unreadable'],
    ['1.234', 'money-unreadable'],
    ['99999999999', 'money-unreadable'],
    ['', 'money-missing'],
  ])('%j is %s', (raw, code) => {
    expect(readYuan(raw)).toEqual({ ok: false, code })
  })
})

describe('quantities', () => {
  test.each([
    ['半斤', 250],
    ['两斤半', 1250],
    ['1.5kg', 1500],
    ['三两', 150],
    ['300克', 300],
    ['２公斤', 2000],
  ])('%s is %i g', (raw, grams) => {
    expect(readQuantity(raw)).toEqual({ ok: true, pieces: 1, grams })
  })

  test('every numeral up to 99 is read', () => {
    const digits = [...'一二三四五六七八九']
    for (let n = 1; n <= 99; n++) {
      const tens = Math.floor(n / 10)
      const text = `${tens > 1 ? digits[tens - 1] : ''}${tens > 0 ? '十' : ''}${n % 10 > 0 ? digits[(n % 10) - 1] : ''}`
      expect(readNumeral(text), text).toBe(n)
    }
  })

  test.each(['十十', '一一', '百', '张', ''])('%j is no numeral', (text) => {
    expect(readNumeral(text)).toBeUndefined()
  })
})

describe('dates', () => {
  test.each([
    ['2026-06-08 10:29:52', Date.UTC(2026, 5, 8, 2, 29, 52)],
    ['2026/6/8 10:29', Date.UTC(2026, 5, 8, 2, 29)],
    ['2026年6月8日', Date.UTC(2026, 5, 7, 16)],
    ['46181.5', Date.UTC(2026, 5, 8, 4)],
    ['1780885792000', 1780885792000],
  ])('%s', (raw, atMs) => {
    expect(readDate(raw)).toBe(atMs)
  })

  test.each(['2026-02-30', '昨天', '6/8', '2026-06-08 25:00'])('%s is no date', (raw) => {
    expect(readDate(raw)).toBeUndefined()
  })

  test('a time of day to the millisecond', () => {
    expect(readTime('10:29:52.28')).toBe(((10 * 60 + 29) * 60 + 52) * 1000 + 280)
    expect(readTime('24:00')).toBeUndefined()
  })

  test('a title date is held against its weekday in the nearest year', () => {
    const today = parseBusinessDay('2026-06-07')
    if (today === undefined) throw new Error('no day')
    expect(weekdayContradiction('6.8号星期一晚餐', today)).toBeUndefined()
    expect(weekdayContradiction('6.13号星期五晚餐', today)).toMatchObject({
      weekday: '六',
      day: '2026-06-13',
    })
    expect(weekdayContradiction('1月2日 周五', parseBusinessDay('2025-12-30') ?? today)).toBeUndefined()
  })
})

test('titles are compared without brackets, width and spaces', () => {
  expect(headerKey('房号（如606）')).toBe('房号')
  expect(headerKey(' Ｐｈｏｎｅ Number ')).toBe('phonenumber')
  expect(cleanText('\ufeff\u200b王\u0000五\r\n')).toBe('王五')
})
