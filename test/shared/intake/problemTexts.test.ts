import { expect, test } from 'vitest'
import { fileProblemCodes, problemCodes } from '../../../shared/intake/problem'
import { problemTexts } from '../../../shared/intake/problemTexts'

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

test('every problem has one sentence in both languages, naming the same things', () => {
  for (const code of [...problemCodes, ...fileProblemCodes]) {
    expect(placeholders(problemTexts.en[code]), code).toEqual(placeholders(problemTexts.zh[code]))
    expect(problemTexts.zh[code], code).toMatch(/。|：\{\{\w+\}\}$/)
    expect(problemTexts.en[code], code).toMatch(/[.:]|\{\{\w+\}\}$/)
  }
})
