import { useHashLocation } from 'wouter/use-hash-location'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { notify } from '../../session/useSession'
import { ActButton, ProgressLine, Screen, StatePanel } from '../../ui/index'
import { useChooseFile } from './FileWay'
import { ImportPreview } from './ImportPreview'
import styles from './Intake.module.css'
import type { Importing, ImportState } from './importing'
import { MappingStep } from './MappingStep'
import { useProblemText } from './useProblemText'

/** One import on its way in: being opened, refused, mapped, or previewed. */
export function ImportStage({ importing, state }: { importing: Importing; state: ImportState }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const choose = useChooseFile()
  const [path, go] = useHashLocation()
  const leave = () => {
    if (state.opening !== null)
      notify({
        tone: 'info',
        title: problemText.ofFile({ code: 'file-cancelled', params: { file: state.name } }),
      })
    // What could be read waits until the desk may take in households again.
    const unreadable = state.fileProblem !== null && state.fileProblem.code !== 'file-secret-lost'
    if (unreadable) void importing.discard()
    else importing.leave()
    if (path !== '/intake') go('/intake')
  }
  useKeys('intake', { putDown: leave })
  const { proposal, fileProblem, opening, name } = state
  if (proposal?.status === 'read')
    return (
      <ImportPreview
        key={state.draftId}
        importing={importing}
        state={state}
        proposal={proposal}
        onLeave={leave}
      />
    )
  if (proposal?.status === 'needs-mapping')
    return (
      <MappingStep
        key={`${state.draftId}/${state.sheet}`}
        importing={importing}
        state={state}
        asked={proposal}
        onLeave={leave}
      />
    )
  const failed = fileProblem !== null || proposal?.status === 'empty'
  return (
    <Screen title={t('intake.title')} note={name}>
      {failed ? (
        <StatePanel
          tone="stop"
          title={t('intake.failed.title')}
          detail={fileProblem ? problemText.ofFile(fileProblem) : t('intake.failed.empty', { name })}
        >
          <ActButton weight="main" keys="F" onAct={choose}>
            {t('intake.failed.again')}
          </ActButton>
          <ActButton keys="Esc" onAct={leave}>
            {t('intake.home.back')}
          </ActButton>
        </StatePanel>
      ) : (
        <div className={styles['openingStage']}>
          <h2>{t('intake.opening.title', { name })}</h2>
          <ProgressLine
            label={t('intake.opening.reading')}
            done={Math.round((opening ?? 1) * 100)}
            total={100}
            onCancel={leave}
          />
          <p>{t('intake.opening.detail')}</p>
        </div>
      )}
    </Screen>
  )
}
