import { createContext, useContext } from 'react'
import type { DesktopBridge } from '../../shared/contract/desktopBridge'

type PrintPage = DesktopBridge['printPage']
export type Printed = Awaited<ReturnType<PrintPage>>

/** How this machine puts the page on paper; wired where the desk is composed. */
export const PrintContext = createContext<PrintPage | null>(null)

export function usePrintPage(): PrintPage {
  const printPage = useContext(PrintContext)
  if (printPage === null) throw new Error('no printing around this component')
  return printPage
}
