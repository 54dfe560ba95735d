import type { FileProblemCode, Problem } from './problem'
import { problemTexts } from './problemTexts'

export type SentenceLanguage = keyof typeof problemTexts

/** What is wrong with a row, or with all of it: where, what, and the next act. */
export function problemSentence(
  { code, row, column, raw, params }: Problem,
  language: SentenceLanguage,
): string {
  const values = { row: row ?? '', column: column ?? '', raw: shortened(raw), ...params }
  return filled(problemTexts[language][code], values)
}

/** Why a file could not be read at all. */
export function fileProblemSentence(
  { code, params }: { readonly code: FileProblemCode; readonly params: Problem['params'] },
  language: SentenceLanguage,
): string {
  return filled(problemTexts[language][code], params)
}

function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  const valueIn = (name: string): string => String(values[name] ?? '')
  return text
    .replace(/\[\[(.*?\{\{(\w+)\}\}.*?)\]\]/g, (_, part: string, name: string) =>
      valueIn(name) === '' ? '' : part,
    )
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => valueIn(name))
}

const longest = 60

function shortened(raw: string): string {
  const line = raw.replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
