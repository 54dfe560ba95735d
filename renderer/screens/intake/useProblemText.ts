import type { Problem } from '../../../shared/intake/problem'
import { fileProblemSentence, problemSentence } from '../../../shared/intake/problemSentence'
import type { FileProblem } from '../../../shared/sheets/fileProblem'
import { useWords } from '../../i18n/index'

/** The sentence of a problem: where, what, and the next act. */
export function useProblemText(): {
  readonly ofRow: (problem: Problem) => string
  readonly ofFile: (problem: FileProblem) => string
} {
  const language = useWords().language === 'en' ? 'en' : 'zh'
  return {
    ofRow: (problem) => problemSentence(problem, language),
    ofFile: (problem) => fileProblemSentence(problem, language),
  }
}
