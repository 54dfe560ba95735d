import type { Grid } from '../intake/grid'
import { csvGrid } from './csvGrid'
import { decodeText } from './decodeText'
import { type FileReading, FileRefused, type OnProgress } from './fileProblem'
import { fileLimits } from './limits'
import { xlsxGrids } from './xlsx/xlsxGrids'

/** Reads the bytes of an xlsx, csv or tsv file into sheets. Never throws: whatever happens becomes a problem. */
export function readBytes(
  bytes: Uint8Array,
  fileName: string,
  onProgress: OnProgress = () => {},
): FileReading {
  try {
    const grids = gridsOf(bytes, fileName, onProgress)
    onProgress(1)
    return { ok: true, grids }
  } catch (error) {
    if (error instanceof FileRefused)
      return { ok: false, problem: { ...error.problem, params: { ...error.problem.params, file: fileName } } }
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, problem: { code: 'file-damaged', params: { file: fileName, detail } } }
  }
}

function gridsOf(bytes: Uint8Array, fileName: string, onProgress: OnProgress): Grid[] {
  if (bytes.length === 0) throw new FileRefused('file-empty')
  if (bytes.length > fileLimits.fileBytes) {
    const megabytes = 1024 * 1024
    throw new FileRefused('file-too-big', {
      megabytes: Math.round(bytes.length / megabytes),
      limit: fileLimits.fileBytes / megabytes,
    })
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new FileRefused(isEncrypted(bytes) ? 'file-password' : 'file-old-xls')
  const isZip = startsWith(bytes, [0x50, 0x4b])
  const grids = isZip ? xlsxGrids(bytes, onProgress) : [textGrid(bytes, fileName, onProgress)]
  if (grids.every((grid) => grid.rows.length === 0)) throw new FileRefused('file-empty')
  return grids
}

function textGrid(bytes: Uint8Array, fileName: string, onProgress: OnProgress): Grid {
  if (isPicture(bytes)) throw new FileRefused('file-not-a-sheet')
  const text = decodeText(bytes)
  onProgress(0.4)
  if (/^\s*(?:<!doctype html|<html|<table|<\?xml|\{|%PDF|\{\\rtf)/i.test(text.slice(0, 400)))
    throw new FileRefused('file-not-a-sheet')
  return csvGrid(text, fileName.replace(/\.[^.]*$/, ''), onProgress)
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte)
}

function isPicture(bytes: Uint8Array): boolean {
  return [
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x47, 0x49, 0x46, 0x38],
    [0x25, 0x50, 0x44, 0x46],
    [0x52, 0x61, 0x72, 0x21],
    [0x37, 0x7a, 0xbc, 0xaf],
    [0x1f, 0x8b],
  ].some((mark) => startsWith(bytes, mark))
}

/** A workbook with a password is an OLE file that holds a stream named EncryptedPackage (in UTF-16). */
function isEncrypted(bytes: Uint8Array): boolean {
  const mark = [...'EncryptedPackage'].flatMap((character) => [character.charCodeAt(0), 0])
  const first = mark[0] ?? 0
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (mark.every((byte, i) => bytes[at + i] === byte)) return true
  return false
}
