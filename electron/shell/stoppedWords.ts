/** What is said where the page cannot say it itself, for it does not run. */
export interface StoppedWords {
  readonly message: string
  readonly detail: string
  readonly again: string
  readonly quit: string
}

/** @param locale what the system speaks, chosen as the page chooses: Chinese for every kind of Chinese, else English */
export function stoppedWords(locale: string): StoppedWords {
  return locale.toLowerCase().startsWith('zh') ? zh : en
}

const zh: StoppedWords = {
  message: '团点的页面接连停了几次',
  detail:
    '说过“已保存”的都在这台电脑上。请重新打开；如果又停了，退出团点，重启电脑再试，仍不行请联系管理员。',
  again: '重新打开',
  quit: '退出',
}

const en: StoppedWords = {
  message: 'The page of Tuandian stopped several times in a row',
  detail:
    'What said "saved" is on this computer. Open it again. If it stops once more, quit Tuandian and restart the computer; if that does not help, ask for support.',
  again: 'Open again',
  quit: 'Quit',
}
