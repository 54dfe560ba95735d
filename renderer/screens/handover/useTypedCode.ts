import { classifyTyped } from '../../../shared/intake/codes/classifyScan'
import type { ScannedCode } from '../../../shared/intake/codes/scannedCode'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { useDesk } from '../../commands/deskContext'
import { useDeskSettings } from '../../queries/useLive'

/** What a typed text is, by this desk's code settings: a code, a phone tail, or words. */
export function useTypedCode(): (text: string) => ScannedCode {
  const desk = useDesk()
  const { inStoreLayouts } = useDeskSettings()
  return (text) => {
    const currentYear = Number(businessDayAt(desk.nowMs()).slice(0, 4))
    return classifyTyped(text, { currentYear, inStore: inStoreLayouts })
  }
}
