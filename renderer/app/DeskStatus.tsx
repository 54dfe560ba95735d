import { useMemo } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import type { OperatorId } from '../../shared/kernel/ids'
import { useDesk } from '../commands/deskContext'
import { setLanguage } from '../i18n/index'
import { choosable } from '../point/operators'
import { useLive } from '../queries/useLive'
import type { StatusIntents, StatusView } from '../screens/frame/frameView'
import { StatusStrip } from '../screens/frame/StatusStrip'
import { useSettings } from '../screens/settings/useSettings'
import { openRound, useSession } from '../session/useSession'
import { useConnection } from './useConnection'
import { useSiteChoices } from './useOtherSites'

/** Where this desk stands, who works at it, and on which round. */
export function DeskStatus() {
  const { change } = useSettings()
  const sites = useSiteChoices()
  const { goTo } = sites
  const [, go] = useHashLocation()
  const on = useMemo(
    (): StatusIntents => ({
      onSite: goTo,
      onRound: (id) => openRound(id as Parameters<typeof openRound>[0]),
      onNewRound: () => go('/intake/new'),
      onOperator: (id) => void change({ operatorId: id as OperatorId }),
      onSettings: () => go('/settings'),
      onLanguage: (language) => {
        void change({ language })
        setLanguage(language)
      },
    }),
    [change, goTo, go],
  )
  return <StatusStrip view={useStatus(sites)} on={on} />
}

function useStatus({ choices, at }: ReturnType<typeof useSiteChoices>): StatusView {
  const desk = useDesk()
  const openId = useSession((s) => s.openRound)
  const connection = useConnection()
  return useLive((point) => {
    const { settings } = point
    return {
      site: settings.siteName || null,
      sites: choices,
      atSite: at,
      rounds: point.rounds().map(({ roundId, title }) => ({ id: roundId, title })),
      openRound: openId,
      connection,
      storageTrouble: desk.broken ? 'broken' : desk.full ? 'full' : null,
      counter: settings.counter,
      operators: choosable(settings).map(({ operatorId, name }) => ({ id: operatorId, name })),
      operator: settings.operatorId,
      language: settings.language,
    }
  })
}
