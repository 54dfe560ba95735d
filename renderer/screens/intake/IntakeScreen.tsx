import { useHashLocation } from 'wouter/use-hash-location'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { DeliveryEntry } from './DeliveryEntry'
import { FileWay } from './FileWay'
import { ImportStage } from './ImportStage'
import { IntakeHome } from './IntakeHome'
import { PhoneOrder } from './PhoneOrder'
import { useImporting } from './useImporting'
import { usePastedText } from './usePastedText'

/** 导入: whatever the orders come in, they are seen before anything is written. */
export function IntakeScreen() {
  const { t } = useWords()
  const { importing, state } = useImporting()
  const { roundId } = useRound()
  const [path, go] = useHashLocation()
  // A round of its own was asked for: nothing of the open one is used.
  const isNew = path.startsWith('/intake/new') || roundId === null
  const forRound = isNew ? null : roundId
  const openText = (text: string) => void importing.openText(text, t('intake.paste.name'), forRound)
  usePastedText(openText)
  const leave = () => go(isNew ? '/intake/new' : '/intake')
  return (
    <FileWay onFile={(file) => void importing.openFile(file, forRound)}>
      {state !== null ? (
        <ImportStage importing={importing} state={state} />
      ) : path.endsWith('/phone') ? (
        <PhoneOrder onLeave={leave} isNew={isNew} />
      ) : path === '/intake/delivery' ? (
        <DeliveryEntry onLeave={leave} />
      ) : (
        <IntakeHome
          path={path}
          isNew={isNew}
          onText={openText}
          onResume={(draftId) => void importing.resume(draftId)}
        />
      )}
    </FileWay>
  )
}
