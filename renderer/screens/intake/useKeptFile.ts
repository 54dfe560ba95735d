import { useSaveFile } from '../../commands/saveFileContext'
import { useWords } from '../../i18n/index'
import { notify } from '../../session/useSession'

/** Keeps a text as a file of this machine; answers its name, or null when a person changed their mind. */
export function useKeptFile(): (name: string, text: string) => Promise<string | null> {
  const saveFile = useSaveFile()
  const { t } = useWords()
  return async (name, text) => {
    const plain = name.replace(/[^\p{L}\p{N}.\- ]+/gu, '-').slice(-100)
    const answer = await saveFile(plain, new TextEncoder().encode(text))
    if (answer === 'failed') notify({ tone: 'stop', title: t('intake.held.notExported') })
    return answer === 'saved' ? plain : null
  }
}
