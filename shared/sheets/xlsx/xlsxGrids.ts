import { unzipSync } from 'fflate'
import type { Grid } from '../../intake/grid'
import { FileRefused, type OnProgress } from '../fileProblem'
import { readFormats } from './cellText'
import { attributeOf, scanXml } from './scanXml'
import { readSharedStrings, sheetGrid } from './sheetGrid'
import { listZip, refuseBomb } from './zipGuard'

/** Every visible sheet of an xlsx workbook. @throws FileRefused with the reason */
export function xlsxGrids(bytes: Uint8Array, onProgress: OnProgress): Grid[] {
  const entries = listZip(bytes)
  const names = new Set(entries.map((entry) => entry.name))
  if (names.has('EncryptedPackage')) throw new FileRefused('file-password')
  if (!names.has('xl/workbook.xml')) throw new FileRefused('file-not-a-sheet')
  const wanted = (name: string): boolean =>
    /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/i.test(
      name,
    )
  refuseBomb(entries.filter((entry) => wanted(entry.name)))
  const parts = unzipSync(bytes, { filter: (file) => wanted(file.name) })
  onProgress(0.3)
  const partNamed = (name: string): string => {
    const part = parts[name]
    return part === undefined ? '' : new TextDecoder().decode(part)
  }
  const workbook = readWorkbook(partNamed('xl/workbook.xml'), partNamed('xl/_rels/workbook.xml.rels'))
  const strings = readSharedStrings(partNamed('xl/sharedStrings.xml'))
  onProgress(0.4)
  const formats = readFormats(partNamed('xl/styles.xml'), workbook.from1904)
  const sheets = workbook.sheets.filter((sheet) => parts[sheet.path] !== undefined)
  const listed = sheets.length > 0 ? sheets : unlisted(Object.keys(parts))
  if (listed.length === 0) throw new FileRefused('file-damaged')
  return listed.map((sheet, i) => {
    const grid = sheetGrid(partNamed(sheet.path), sheet.name, strings, formats)
    onProgress(0.4 + (0.5 * (i + 1)) / listed.length)
    return grid
  })
}

interface SheetPart {
  readonly name: string
  readonly path: string
}

function readWorkbook(workbookXml: string, relationsXml: string): { sheets: SheetPart[]; from1904: boolean } {
  const targets = new Map<string, string>()
  scanXml(relationsXml, {
    open: (name, tag) => {
      if (name === 'Relationship') targets.set(attributeOf(tag, 'Id') ?? '', attributeOf(tag, 'Target') ?? '')
    },
    close: () => {},
  })
  const sheets: SheetPart[] = []
  let from1904 = false
  scanXml(workbookXml, {
    open: (name, tag) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributeOf(tag, 'date1904') ?? '')
      if (name !== 'sheet' || /hidden/i.test(attributeOf(tag, 'state') ?? '')) return
      const target = targets.get(attributeOf(tag, 'id') ?? '') ?? ''
      sheets.push({
        name: attributeOf(tag, 'name') ?? '',
        path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
      })
    },
    close: () => {},
  })
  return { sheets, from1904 }
}

function unlisted(names: readonly string[]): SheetPart[] {
  const paths = names.filter((name) => name.startsWith('xl/worksheets/')).sort()
  return paths.map((path, i) => ({ name: `Sheet${i + 1}`, path }))
}
