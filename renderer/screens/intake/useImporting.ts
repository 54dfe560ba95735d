import { useCallback, useSyncExternalStore } from 'react'
import type { Desk } from '../../commands/desk'
import { useDesk } from '../../commands/deskContext'
import { translate } from '../../i18n/index'
import { Importing, type ImportState } from './importing'

const ofDesk = new WeakMap<Desk, Importing>()

/** The one import this desk is at; it goes on while another screen is open. */
export function useImporting(): { readonly importing: Importing; readonly state: ImportState | null } {
  const desk = useDesk()
  let importing = ofDesk.get(desk)
  if (importing === undefined) {
    importing = new Importing(desk, () => translate()('intake.scans.household'))
    ofDesk.set(desk, importing)
  }
  const { subscribe } = importing
  const current = importing
  const state = useSyncExternalStore(
    subscribe,
    useCallback(() => current.state, [current]),
  )
  return { importing, state }
}
