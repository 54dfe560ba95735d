import type { Problem } from '../../../shared/intake/problem'
import { useWords } from '../../i18n/index'
import { problemTexts } from '../../i18n/problemTexts'
import type { FileProblem } from '../../intake/fileProblem'

/** The sentence of a problem: where, what, and the next act. */
export function useProblemText(): {
  readonly ofRow: (problem: Problem) => string
  readonly ofFile: (problem: FileProblem) => string
} {
  const { language } = useWords()
  const texts = problemTexts[language === 'en' ? 'en' : 'zh']
  return {
    ofRow: ({ code, row, column, raw, params }) =>
      filled(texts[code], { row: row ?? '', column: column ?? '', raw: shortened(raw), ...params }),
    ofFile: ({ code, params }) => filled(texts[code], params),
  }
}

function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

const longest = 60

function shortened(raw: string): string {
  const line = raw.replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
