import type { Identity } from '../../domain/identity'
import type { Grid } from '../grid'

/** What a person brought to be imported, as it is kept until that is finished. Holds personal data: sealed. */
export type Keepable =
  | { readonly kind: 'grids'; readonly grids: readonly Grid[] }
  | { readonly kind: 'text'; readonly text: string }

/** The same without the rows and lines that name one of these people or their phone. */
export function withoutPeople(content: Keepable, people: readonly Identity[]): Keepable {
  if (content.kind === 'text') {
    const lines = content.text.split(/(?<=\n)/)
    return { ...content, text: lines.map((line) => (names(line, people) ? lineEnd(line) : line)).join('') }
  }
  const grids = content.grids.map((grid) => ({
    ...grid,
    rows: grid.rows.filter(({ cells }) => !cells.some((cell) => names(cell, people))),
  }))
  return { ...content, grids }
}

/** Whether a cell or a line of text names one of them: their phone however it is written, or their whole name. */
export function names(text: string, people: readonly Identity[]): boolean {
  const words = text.split(/[\s,，、;；:：.。()（）/|+＋*×-]+/u)
  const digits = text.replace(/[\s-]/g, '')
  return people.some(({ name, phone }) => {
    const number = phone?.split('x')[0] ?? ''
    if (number.length >= 7 && digits.includes(number)) return true
    return words.includes(name) || (/\s/.test(name) && text.includes(name))
  })
}

/** Rows are called by their number: an empty line takes the place of the one that is gone. */
function lineEnd(line: string): string {
  return line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : ''
}
