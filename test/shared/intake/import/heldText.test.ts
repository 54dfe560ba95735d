import { expect, test } from 'vitest'
import { heldText } from '../../../../shared/intake/import/heldText'
import { readJielong } from '../../../../shared/intake/jielong/readJielong'
import { parseBusinessDay } from '../../../../shared/kernel/businessDay'

const today = parseBusinessDay('2026-06-08') as NonNullable<ReturnType<typeof parseBusinessDay>>

test('behind a numbered menu the held entries are still orders, under their own numbers', () => {
  const note =
    '周二团\n1. 西红柿 3.5元\n2. 土豆 4元\n\n1. 张三 西红柿2份\n2. 李四 西红柿0份\n3王五 土豆99999份\n'
  const held = readJielong(note, { today }).skipped.filter(({ reason }) => reason === 'problem')
  expect(held.map(({ row }) => row)).toEqual([6, 7])
  const text = heldText(
    note,
    held.map(({ row, cells }) => ({ row, cells, problems: [] })),
  )
  const again = readJielong(text.replace('0份', '3份').replace('99999份', '1份'), { today })
  expect(again.orders.map(({ name, participateNo }) => [name, participateNo])).toEqual([
    ['李四', 2],
    ['王五', 3],
  ])
  expect(again.menu.map(({ name }) => name)).toEqual(['西红柿', '土豆'])
})
