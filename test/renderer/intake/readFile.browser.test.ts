import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../renderer/intake/readFile'
import { aWorkbook } from './aWorkbook'

const csv = '姓名,商品,数量\n张三,土豆,2\n'

function workbookOf(rows: number): Uint8Array {
  let xml = ''
  for (let row = 1; row <= rows; row++) {
    xml += `<row r="${row}">`
    for (let column = 0; column < 4; column++)
      xml += `<c r="${String.fromCharCode(65 + column)}${row}" t="inlineStr"><is><t>格${row}-${column}</t></is></c>`
    xml += '</row>'
  }
  return aWorkbook(`<sheetData>${xml}</sheetData>`, { level: 0 })
}

const blobOf = (bytes: Uint8Array): Blob => new Blob([bytes.slice()])

describe('a file dropped on the desk is read beside the screen', { timeout: 120_000 }, () => {
  const large = blobOf(workbookOf(50_000))

  test('csv and xlsx come back as sheets', async () => {
    expect(await readFile(new Blob([csv]), '订单.csv')).toMatchObject({
      ok: true,
      grids: [{ sheetName: '订单', rows: [{ row: 1 }, { row: 2, cells: ['张三', '土豆', '2'] }] }],
    })
    expect(await readFile(blobOf(workbookOf(3)), 'a.xlsx')).toMatchObject({
      ok: true,
      grids: [{ sheetName: '订单' }],
    })
  })

  test('50,000 rows are read with progress, while the screen goes on', async () => {
    const progress: number[] = []
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 20)
    const reading = await readFile(large, 'big.xlsx', { onProgress: (done) => progress.push(done) })
    clearInterval(timer)
    expect(reading.ok && reading.grids[0]?.rows.length).toBe(50_000)
    expect(progress[progress.length - 1]).toBe(1)
    expect(ticks).toBeGreaterThan(3)
  })

  test('a reading that is stopped says so and brings nothing in', async () => {
    const stop = new AbortController()
    const reading = readFile(large, 'big.xlsx', {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    expect(await reading).toEqual({
      ok: false,
      problem: { code: 'file-cancelled', params: { file: 'big.xlsx' } },
    })
  })

  test('GBK is decoded as Chinese Excel wrote it', async () => {
    const gbk = new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x31, 0x0a])
    expect(await readFile(blobOf(gbk), 'a.csv')).toMatchObject({
      ok: true,
      grids: [{ rows: [{ cells: ['姓名', '1'] }] }],
    })
  })

  test('what is no sheet is refused with its reason', async () => {
    expect(await readFile(blobOf(zipSync({ 'word/document.xml': strToU8('<x/>') })), 'a.docx')).toMatchObject(
      { ok: false, problem: { code: 'file-not-a-sheet', params: { file: 'a.docx' } } },
    )
  })
})
