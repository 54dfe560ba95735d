import { useHashLocation } from 'wouter/use-hash-location'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { FileWay } from './FileWay'
import { ImportStage } from './ImportStage'
import { IntakeHome } from './IntakeHome'
import { useImporting } from './useImporting'
import { usePastedText } from './usePastedText'

/** 导入: whatever the orders come in, they are seen before anything is written. */
export function IntakeScreen() {
  const { t } = useWords()
  const { importing, state } = useImporting()
  const { roundId } = useRound()
  const [path, go] = useHashLocation()
  // A round of its own was asked for: nothing of the open one is used.
  const forRound = path === '/intake/new' ? null : roundId
  const openText = (text: string) => {
    go(forRound === null ? '/intake/new' : '/intake')
    void importing.openText(text, t('intake.paste.name'), forRound)
  }
  usePastedText(openText)
  useKeys('intake', { pasteText: () => go('/intake/paste') }, { open: state === null })
  return (
    <FileWay onFile={(file) => void importing.openFile(file, forRound)}>
      {state !== null ? (
        <ImportStage importing={importing} state={state} />
      ) : (
        <IntakeHome path={path} onText={openText} onResume={(id) => void importing.resume(id)} />
      )}
    </FileWay>
  )
}
