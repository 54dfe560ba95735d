import { useState } from 'react'
import { useWords } from '../../i18n/index'
import { ActButton, Panel } from '../../ui/index'
import styles from './Intake.module.css'

/** A place to paste into and to type, for whoever does not know that pasting works anywhere here. */
export function PastePanel({ onText, onClose }: { onText: (text: string) => void; onClose: () => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const empty = text.trim() === ''
  return (
    <Panel
      fill
      title={t('intake.paste.title')}
      acts={
        <>
          <ActButton keys="Esc" onAct={onClose}>
            {t('intake.home.back')}
          </ActButton>
          <ActButton
            weight="main"
            keys="Ctrl+Enter"
            unless={empty ? t('intake.paste.empty') : undefined}
            onAct={() => onText(text)}
          >
            {t('intake.paste.read')}
          </ActButton>
        </>
      }
    >
      <textarea
        className={styles['pasteBox']}
        // biome-ignore lint/a11y/noAutofocus: this panel is a question for the clipboard
        autoFocus
        value={text}
        placeholder={t('intake.paste.hint')}
        aria-label={t('intake.paste.title')}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain')
          if (!empty || pasted.trim() === '') return
          event.preventDefault()
          onText(pasted)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && !empty) onText(text)
        }}
      />
    </Panel>
  )
}
