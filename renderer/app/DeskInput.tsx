import { type ReactNode, useMemo } from 'react'
import { businessDayAt } from '../../shared/kernel/businessDay'
import { useDesk } from '../commands/deskContext'
import { useWords } from '../i18n/index'
import type { CodeScan } from '../input/codeScan'
import { InputProvider } from '../input/InputProvider'
import { useDeskSettings } from '../queries/useLive'
import { showScan } from '../session/useSession'
import { playSound } from '../sound/playSound'

/** The one listener of the window, with this device's scanner and code settings. */
export function DeskInput({ children }: { children: ReactNode }) {
  const desk = useDesk()
  const { scanner, inStoreLayouts } = useDeskSettings()
  const settings = useMemo(() => {
    const currentYear = Number(businessDayAt(desk.nowMs()).slice(0, 4))
    return { scanner, codes: { currentYear, inStore: inStoreLayouts } }
  }, [desk, scanner, inStoreLayouts])
  const { t } = useWords()
  const notHere = ({ text }: CodeScan) => {
    playSound('unknown')
    showScan({ text, did: t('frame.scanLine.notHere'), tone: 'attention', undoable: false })
  }
  return (
    <InputProvider settings={settings} onUnclaimedScan={notHere}>
      {children}
    </InputProvider>
  )
}
