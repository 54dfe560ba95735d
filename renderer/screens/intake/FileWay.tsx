import { createContext, type DragEvent, type ReactNode, useContext, useRef, useState } from 'react'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { Icon } from '../../ui/index'
import styles from './Intake.module.css'

const ChooseFile = createContext<() => void>(() => {})

/** Opens the system's own file choice. */
export function useChooseFile(): () => void {
  return useContext(ChooseFile)
}

/** A file dropped anywhere on the screen, or chosen with F. */
export function FileWay({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const choose = () => input.current?.click()
  useKeys('intake', { chooseFile: choose })
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  return (
    <ChooseFile value={choose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way of what the key F does */}
      <div
        className={styles['dropStage']}
        onDragOver={(event) => {
          if (!hasFiles(event)) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
        }}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          const [file] = event.dataTransfer.files
          if (file) onFile(file)
        }}
      >
        <input
          ref={input}
          type="file"
          accept=".xlsx,.xlsm,.csv,.tsv,.txt,.xls"
          className={styles['fileInput']}
          aria-label={t('intake.ways.file.title')}
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file) onFile(file)
          }}
        />
        {children}
        {over && (
          <div className={styles['dropHint']}>
            <Icon name="intake" size="4rem" />
            <p>{t('intake.ways.file.drop')}</p>
          </div>
        )}
      </div>
    </ChooseFile>
  )
}
