import { strToU8, zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import type { Grid } from '../../../shared/intake/grid'
import { readSheet } from '../../../shared/intake/sheet/readSheet'
import type { FileReading } from '../../../shared/sheets/fileProblem'
import { readBytes } from '../../../shared/sheets/readBytes'
import { aWorkbook } from '../../renderer/intake/aWorkbook'

function gridOf(reading: FileReading): Grid {
  const grid = reading.ok ? reading.grids[0] : undefined
  if (grid === undefined) throw new Error(JSON.stringify(reading))
  return grid
}
const read = (bytes: Uint8Array, name = 'orders.csv'): Grid => gridOf(readBytes(bytes, name))
const refusal = (bytes: Uint8Array, name = 'orders.xlsx'): string => {
  const reading = readBytes(bytes, name)
  return reading.ok ? 'read' : reading.problem.code
}
const cellsOf = (grid: Grid): (readonly string[])[] => grid.rows.map((row) => row.cells)

// GBK of '姓名,商品,数量\n张三,土豆,2\n'
const gbk = new Uint8Array([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xc9, 0xcc, 0xc6, 0xb7, 0x2c, 0xca, 0xfd, 0xc1, 0xbf, 0x0a, 0xd5, 0xc5, 0xc8,
  0xfd, 0x2c, 0xcd, 0xc1, 0xb6, 0xb9, 0x2c, 0x32, 0x0a,
])
const csv = '姓名,商品,数量\n张三,土豆,2\n'
const wanted = [
  ['姓名', '商品', '数量'],
  ['张三', '土豆', '2'],
]

describe('a csv file', () => {
  const utf16 = (text: string, little: boolean): Uint8Array => {
    const bytes = new Uint8Array(text.length * 2)
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little)
    return bytes
  }

  test.each([
    ['UTF-8', strToU8(csv)],
    ['UTF-8 with its mark', strToU8(`\ufeff${csv}`)],
    ['GBK', gbk],
    ['UTF-16 little-endian with its mark', utf16(`\ufeff${csv}`, true)],
    ['UTF-16 big-endian with its mark', utf16(`\ufeff${csv}`, false)],
    ['semicolons', strToU8(csv.replaceAll(',', ';'))],
    ['tabs and Windows line ends', strToU8(csv.replaceAll(',', '\t').replaceAll('\n', '\r\n'))],
    ['a hint for Excel', strToU8(`sep=;\n${csv.replaceAll(',', ';')}`)],
  ])('in %s', (_name, bytes) => {
    expect(cellsOf(read(bytes))).toEqual(wanted)
  })

  test('one damaged byte does not turn a UTF-8 file into GBK', () => {
    const bytes = strToU8(`姓名,商品,数量\n${'张三,土豆,2\n'.repeat(50)}`)
    bytes[30] = 0xff
    expect(cellsOf(read(bytes))[40]).toEqual(wanted[1])
  })

  test('line ends and commas inside quotes; blank rows keep the numbers of the rows below', () => {
    const grid = read(strToU8('姓名,商品\n"张,三","土豆*2\n鸡蛋*1"\n\n李四,鸡蛋*1\n'))
    expect(grid.rows).toEqual([
      { row: 1, cells: ['姓名', '商品'] },
      { row: 2, cells: ['张,三', '土豆*2\n鸡蛋*1'] },
      { row: 4, cells: ['李四', '鸡蛋*1'] },
    ])
  })

  test('a quote that never closes costs one cell, not the rest of the file', () => {
    const grid = read(strToU8('姓名,商品,数量\n"张三,土豆,2\n李四,鸡蛋,1\n'))
    expect(grid.rows).toHaveLength(3)
    expect(grid.rows[2]?.cells).toEqual(['李四', '鸡蛋', '1'])
  })
})

describe('an xlsx file', () => {
  test('numbers, dates, text, booleans and rows by their own numbers', () => {
    const bytes = aWorkbook(
      `<sheetData>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>内&amp;联</t></is></c></row>
        <row r="5"><c r="A5"><v>1.38001380E10</v></c><c r="B5"><v>29.900000000000002</v></c><c r="C5" s="1"><v>46181.5</v></c>
          <c r="D5" s="1"><v>46181</v></c><c r="E5"><v>1.2345678901234568E+17</v></c><c r="F5" t="b"><v>1</v></c><c r="G5" t="str"><v>a_x000D_b</v></c><c r="H5" s="2"><v>46181</v></c></row>
      </sheetData>`,
      {
        strings:
          '<si><r><t>共</t></r><r><t xml:space="preserve">享 </t></r><rPh sb="0" eb="1"><t>gong</t></rPh></si>',
        styles:
          '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs>',
      },
    )
    expect(gridOf(readBytes(bytes, 'a.xlsx')).rows).toEqual([
      { row: 2, cells: ['共享 ', '', '内&联'] },
      {
        row: 5,
        cells: [
          '13800138000',
          '29.9',
          '2026-06-08 12:00:00',
          '2026-06-08',
          '1.2345678901234568E+17',
          'TRUE',
          'a\rb',
          '2026-06-08',
        ],
      },
    ])
  })

  test('merged cells stand for every row they cover, and it is said', () => {
    const text = (ref: string, value: string): string => `<c r="${ref}" t="str"><v>${value}</v></c>`
    const bytes = aWorkbook(
      `<sheetData><row r="1">${text('A1', '跟团号')}${text('B1', '收货人')}${text('C1', '商品')}${text('D1', '数量')}</row>
       <row r="2">${text('A2', '1')}${text('B2', '张三')}${text('C2', '土豆')}${text('D2', '2')}</row>
       <row r="3"><c r="A3"/><c r="B3"/>${text('C3', '鸡蛋')}${text('D3', '1')}</row></sheetData>
       <mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>`,
    )
    const grid = gridOf(readBytes(bytes, 'a.xlsx'))
    expect(grid.rows[2]?.cells).toEqual(['1', '张三', '鸡蛋', '1'])
    const reading = readSheet(grid)
    if (reading.status !== 'read') throw new Error('not read')
    expect(reading.preview.orders).toMatchObject([{ name: '张三', lines: [{ pieces: 2 }, { pieces: 1 }] }])
    expect(reading.preview.problems).toMatchObject([
      { code: 'merged-cells-filled', params: { count: 2, cell: 'A2:A3' } },
    ])
  })

  test('formulas give their last value; one without a value is named by its cell', () => {
    const bytes = aWorkbook(
      '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>NOW()</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>',
    )
    const grid = gridOf(readBytes(bytes, 'a.xlsx'))
    expect(grid.rows[0]?.cells).toEqual(['2', '', '#DIV/0!'])
    expect(grid.warnings).toEqual([
      { kind: 'formula-values-used', count: 2, first: 'A1' },
      { kind: 'formula-without-value', row: 1, cell: 'B1' },
    ])
  })

  test('reads what another reader reads in a workbook another writer wrote', async () => {
    const data = Array.from({ length: 300 }, (_, i) => [
      `姓名${i}`,
      13_800_138_000 + i,
      i / 10,
      i % 2 === 0 ? '土豆 & <蛋>' : ' x ',
    ])
    const buffer = await writeXlsxFile(data.map((row) => row.map((value) => ({ value })))).toBuffer()
    const theirs = await readXlsxFile(buffer)
    const ours = gridOf(readBytes(new Uint8Array(buffer), 'a.xlsx'))
    expect(ours.rows.map((row) => row.cells.map((cell) => cell.trim()))).toEqual(
      theirs[0]?.data.map((row) => row.map((cell) => String(cell ?? ''))),
    )
  })
})

describe('what is no readable file is refused with a reason', () => {
  const ole = (inside: string): Uint8Array => {
    const bytes = new Uint8Array(4096)
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    for (let i = 0; i < inside.length; i++) bytes[1024 + i * 2] = inside.charCodeAt(i)
    return bytes
  }

  test.each([
    ['an empty file', new Uint8Array(0), 'file-empty'],
    ['a workbook with a password', ole('EncryptedPackage'), 'file-password'],
    ['an old xls', ole('Workbook'), 'file-old-xls'],
    ['a Word document', zipSync({ 'word/document.xml': strToU8('<x/>') }), 'file-not-a-sheet'],
    ['a zip cut short', aWorkbook('<sheetData/>').slice(0, 300), 'file-damaged'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0]), 'file-not-a-sheet'],
    ['a web page named xls', strToU8('<html><table></table></html>'), 'file-not-a-sheet'],
    ['a workbook without a row', aWorkbook('<sheetData/>'), 'file-empty'],
  ])('%s', (_name, bytes, code) => {
    expect(refusal(bytes)).toBe(code)
  })

  test('a zip bomb is refused before anything is inflated', () => {
    const bomb = aWorkbook(`<sheetData>${' '.repeat(8 * 1024 * 1024)}</sheetData>`)
    expect(bomb.length).toBeLessThan(100_000)
    expect(refusal(bomb)).toBe('file-zip-bomb')
    // Whoever inflated it would stumble over this.
    const middle = bomb.length >> 1
    expect(refusal(bomb.slice().fill(0xff, middle, middle + 64))).toBe('file-zip-bomb')
  })

  test('a thousand mutants of a good workbook and a good csv never throw', () => {
    const workbook = aWorkbook(
      '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells>',
      { strings: '<si><t>土豆</t></si>' },
    )
    let seed = 20261121
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return seed % below
    }
    const answers = new Map<string, number>()
    for (let i = 0; i < 1000; i++) {
      const bytes = (i % 2 === 0 ? workbook : strToU8(csv.repeat(5))).slice()
      for (let n = 0; n <= next(6); n++) bytes[next(bytes.length)] = next(256)
      const cut = next(4) === 0 ? bytes.slice(0, next(bytes.length)) : bytes
      const answer = refusal(cut)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
    expect(answers.get('read')).toBeGreaterThan(100)
    expect(answers.get('file-damaged')).toBeGreaterThan(100)
  })
})
