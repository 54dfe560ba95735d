import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Workplace, WorkplaceView } from './workplace'

export const WorkplaceContext = createContext<Workplace | null>(null)

/** The sites of this device and where the person works now, anew with every change of that. */
export function useWorkplace(): { readonly workplace: Workplace; readonly view: WorkplaceView } {
  const workplace = useContext(WorkplaceContext)
  if (workplace === null) throw new Error('no workplace around this component')
  const view = useSyncExternalStore(workplace.subscribe, () => workplace.view)
  return { workplace, view }
}
