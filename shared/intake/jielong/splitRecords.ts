import { type Problem, problem } from '../problem'
import type { SkippedRow } from '../proposal'
import { findAddress } from '../text/addressText'
import { scanSegment } from './itemText'
import { readMenuLine } from './jielongTitle'
import { isJielongHeader, type JielongRecord, linesOf, readNumbered, type TextLine } from './splitJielong'

export interface JielongSplit {
  readonly hasHeader: boolean
  readonly title: readonly TextLine[]
  readonly menu: readonly TextLine[]
  readonly records: readonly JielongRecord[]
  readonly skipped: readonly SkippedRow[]
  readonly problems: readonly Problem[]
}

const example = /^\s*(?:例如?|示例|样例|格式|模板|e\.?g\.?)\s*[::.、\s]/i
const remark =
  /^\s*(?:截止|接龙?截止|注意|温馨提示|谢谢|感谢|以上|@|[-—=_*~]{3,}|[.…]{2,}|付款|收款|自提(?:点|时间|地点)|(?:周|星期)[一二三四五六日天].{0,6}(?:取|提|送|到))/

/** Cuts a pasted text into its title, its menu and one record per participant. Linear. */
export function splitRecords(text: string): JielongSplit {
  const all = linesOf(text)
  const problems: Problem[] = []
  const skipped: SkippedRow[] = []
  const headers = all.filter((line) => isJielongHeader(line.text))
  const header = headers[headers.length - 1]
  if (headers.length > 1 && header)
    problems.push(problem('several-jielong', { row: header.row, raw: header.raw }, { count: headers.length }))
  const start = header ? all.indexOf(header) : 0
  for (const line of all.slice(0, start)) skip(skipped, line, 'title')
  const lines = all.slice(start)
  const runs = runsOf(lines)
  const chosen = chooseRun(runs)
  if (chosen === undefined) return unnumbered(lines, skipped, problems, header !== undefined)
  const from = lines.indexOf(chosen.first)
  const before = lines.slice(0, from)
  const menuRows = new Set(runs.filter((run) => run !== chosen).flatMap((run) => run.rows))
  const title: TextLine[] = []
  const menu: TextLine[] = []
  for (const line of before) {
    if (example.test(line.text)) skip(skipped, line, 'example')
    else if (menuRows.has(line.row)) {
      menu.push(line)
      skip(skipped, line, 'menu')
    } else if (line.text.trim() !== '') {
      title.push(line)
      skip(skipped, line, 'title')
    }
  }
  const records = recordsOf(lines.slice(from), chosen.rows, skipped)
  return { hasHeader: header !== undefined, title, menu, records, skipped, problems }
}

interface Run {
  readonly first: TextLine
  readonly rows: number[]
  readonly indents: number[]
  amounts: number
  prices: number
}

/** Numbered lines in stretches: counting that starts again at 1 starts a new one. */
function runsOf(lines: readonly TextLine[]): Run[] {
  const runs: Run[] = []
  let previous = 0
  for (const line of lines) {
    if (isJielongHeader(line.text) || example.test(line.text)) continue
    const read = readNumbered(line.text, previous + 1)
    if (read === undefined) continue
    const restart = read.number === 1 && previous >= 1
    let run = runs[runs.length - 1]
    if (run === undefined || (restart && previous > 1) || (restart && read.indent !== run.indents[0])) {
      run = { first: line, rows: [], indents: [], amounts: 0, prices: 0 }
      runs.push(run)
    }
    run.rows.push(line.row)
    run.indents.push(read.indent)
    if (readMenuLine(read.body, true)?.priceFen != null) run.prices += 1
    else if (hasAmount(read.body)) run.amounts += 1
    previous = read.number
  }
  return runs
}

function hasAmount(body: string): boolean {
  return body.split(/[\s,;+]+/).some((part) => scanSegment(part).some((item) => item.amount !== null))
}

/** The orders are the last stretch; stretches before it are menus, unless they too say who wants how many. */
function chooseRun(runs: readonly Run[]): Run | undefined {
  const last = runs[runs.length - 1]
  if (last === undefined) return undefined
  if (runs.length === 1) return last.prices > last.rows.length / 2 && last.amounts === 0 ? undefined : last
  const isMenu = (run: Run): boolean => run.amounts * 2 < run.rows.length
  const from = runs.findIndex((run) => !isMenu(run))
  if (from < 0) return last
  const orders = runs.slice(from)
  const first = orders[0] ?? last
  return { ...first, rows: orders.flatMap((run) => run.rows) }
}

function recordsOf(
  lines: readonly TextLine[],
  rows: readonly number[],
  skipped: SkippedRow[],
): JielongRecord[] {
  const numberedRows = new Set(rows)
  const records: JielongRecord[] = []
  let previous = 0
  let afterBlank = false
  for (const line of lines) {
    const text = line.text.trim()
    const read = numberedRows.has(line.row)
      ? (readNumbered(line.text, previous + 1) ?? loose(line.text))
      : undefined
    const current = records[records.length - 1]
    if (read !== undefined) {
      previous = read.number
      records.push({
        number: read.number,
        row: line.row,
        indent: read.indent,
        lines: [read.body],
        raw: [line.raw],
      })
    } else if (text === '') afterBlank = true
    else if (example.test(text)) skip(skipped, line, 'example')
    else if (remark.test(text) || (afterBlank && !isLabelled(text))) skip(skipped, line, 'remark')
    else if (current === undefined || startsNewRoom(text, current))
      records.push({ number: null, row: line.row, indent: 0, lines: [text], raw: [line.raw] })
    else {
      current.lines.push(text)
      current.raw.push(line.raw)
    }
    if (read !== undefined) afterBlank = false
  }
  return records
}

function loose(text: string): { number: number; indent: number; body: string } | undefined {
  const match = /^ *\(?(\d{1,4})[\s.、):,]*(.*)$/.exec(text)
  return match ? { number: Number(match[1]), indent: 0, body: (match[2] ?? '').trim() } : undefined
}

function isLabelled(text: string): boolean {
  return /^(?:收|联系|电话|手机|地址|姓名|备注|\(|1[3-9]\d{9})/.test(text) || findAddress(text)?.start === 0
}

/** A line that starts with a room and has its own quantities is the next household, not more of this one. */
function startsNewRoom(text: string, current: JielongRecord): boolean {
  const room = findAddress(text)
  if (room?.start !== 0) return false
  return hasAmount(text.slice(room.end)) && current.lines.some((line) => hasAmount(line))
}

/** Shape E without numbers: a line is a record when it starts with a room or says how many. */
function unnumbered(
  lines: readonly TextLine[],
  skipped: SkippedRow[],
  problems: Problem[],
  hasHeader: boolean,
): JielongSplit {
  const title: TextLine[] = []
  const records: JielongRecord[] = []
  for (const line of lines) {
    const text = line.text.trim()
    if (text === '') continue
    const room = findAddress(text)?.start === 0
    const isMenu = readMenuLine(text, false) !== undefined
    if (example.test(text)) skip(skipped, line, 'example')
    else if (
      isJielongHeader(text) ||
      (!room && (isMenu || !hasAmount(text) || (records.length === 0 && isTitle(text))))
    ) {
      if (records.length > 0 && !room) skip(skipped, line, 'remark')
      else {
        title.push(line)
        skip(skipped, line, 'title')
      }
    } else records.push({ number: null, row: line.row, indent: 0, lines: [text], raw: [line.raw] })
  }
  return { hasHeader, title, menu: [], records, skipped, problems }
}

function isTitle(text: string): boolean {
  return /接龙|团购|预[定订购]|报名|截止|开团/.test(text)
}

function skip(skipped: SkippedRow[], line: TextLine, reason: SkippedRow['reason']): void {
  if (line.raw.trim() !== '') skipped.push({ row: line.row, cells: [line.raw], reason })
}
