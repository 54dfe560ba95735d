import { createContext, useContext } from 'react'
import type { DesktopBridge } from '../../shared/contract/desktopBridge'

type SaveFile = DesktopBridge['saveFile']

/** How this machine keeps a file; wired where the desk is composed. */
export const SaveFileContext = createContext<SaveFile | null>(null)

export function useSaveFile(): SaveFile {
  const saveFile = useContext(SaveFileContext)
  if (saveFile === null) throw new Error('no saving of files around this component')
  return saveFile
}
