import { type ReactNode, useMemo } from 'react'
import { businessDayAt } from '../../shared/kernel/businessDay'
import { useDesk } from '../commands/deskContext'
import { InputProvider } from '../input/InputProvider'
import { useLive } from '../queries/useLive'

/** The one listener of the window, with this device's scanner and code settings. */
export function DeskInput({ children }: { children: ReactNode }) {
  const desk = useDesk()
  const { scanner, inStoreLayouts } = useLive((point) => point.settings)
  const settings = useMemo(() => {
    const currentYear = Number(businessDayAt(desk.nowMs()).slice(0, 4))
    return { scanner, codes: { currentYear, inStore: inStoreLayouts } }
  }, [desk, scanner, inStoreLayouts])
  return <InputProvider settings={settings}>{children}</InputProvider>
}
