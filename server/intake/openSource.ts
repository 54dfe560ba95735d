import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Grid } from '../../shared/intake/grid'
import type { ImportSource } from '../../shared/intake/import/importRequest'
import { fileProblemSentence, type SentenceLanguage } from '../../shared/intake/problemSentence'
import { decodeText } from '../../shared/sheets/decodeText'
import { FileRefused } from '../../shared/sheets/fileProblem'
import { pastedTable } from '../../shared/sheets/pastedTable'
import { readBytes } from '../../shared/sheets/readBytes'
import { fileRefused } from '../hq/fileRefused'
import { Refused } from '../hq/sites'

export interface OpenedSource {
  /** What it is called without its ending. */
  readonly name: string
  readonly source: ImportSource
}

/**
 * A file as the intake reads it: a sheet of a workbook or a csv, or the text of a 接龙 (`.txt`).
 * @param sheet the sheet to read; null takes the largest
 * @throws Refused with the sentence a person needs
 */
export async function openSource(
  path: string,
  sheet: string | null,
  language: SentenceLanguage,
): Promise<OpenedSource> {
  const file = basename(path)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileRefused(error, path, 'read')
  })
  const name = file.slice(0, file.length - extname(file).length)
  if (extname(file).toLowerCase() === '.txt') return { name, source: textSource(bytes, file, language) }
  const reading = readBytes(bytes, file)
  if (!reading.ok) throw new Refused(fileProblemSentence(reading.problem, language))
  return { name, source: { kind: 'grid', grid: chosen(reading.grids, sheet, file), mapping: null } }
}

function textSource(bytes: Uint8Array, file: string, language: SentenceLanguage): ImportSource {
  try {
    const text = decodeText(bytes)
    const table = pastedTable(text)
    return table ? { kind: 'grid', grid: table, mapping: null } : { kind: 'text', text, defaultItem: null }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    const { code, params } = error.problem
    throw new Refused(fileProblemSentence({ code, params: { ...params, file } }, language))
  }
}

function chosen(grids: readonly Grid[], sheet: string | null, file: string): Grid {
  const [first] = grids
  if (first === undefined) throw new Refused(`${file} has no sheet.`)
  if (sheet === null)
    return grids.reduce((most, one) => (one.rows.length > most.rows.length ? one : most), first)
  const found = grids.find(({ sheetName }) => sheetName === sheet)
  if (found) return found
  const names = grids.map(({ sheetName }) => `"${sheetName}"`).join(', ')
  throw new Refused(`${file} has no sheet "${sheet}", but ${names}.`)
}
