import { useEffect } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import type { OperatorId } from '../../shared/kernel/ids'
import { useDesk } from '../commands/deskContext'
import { setLanguage, useWords } from '../i18n/index'
import { useKeys } from '../input/useKeys'
import { useScan } from '../input/useScan'
import { choosable } from '../point/operators'
import { useLive } from '../queries/useLive'
import { Frame } from '../screens/frame/Frame'
import type { StatusView } from '../screens/frame/frameView'
import { HelpPanel } from '../screens/frame/HelpPanel'
import { stepOfPath } from '../screens/screenRoutes'
import { useSettings } from '../screens/settings/useSettings'
import { useAct } from '../screens/useAct'
import { dismissNotice, look, openRound, useSession } from '../session/useSession'
import { ScreenAt } from './ScreenAt'
import { useAnyScan } from './useAnyScan'
import { useAsked } from './useAsked'
import { useConnection } from './useConnection'
import { useOtherSites, useSiteChoices } from './useOtherSites'
import { useSteps } from './useSteps'

/** The frame around whatever screen is open. */
export function DeskScreens() {
  const { t } = useWords()
  const { change } = useSettings()
  const [path, go] = useHashLocation()
  const steps = useSteps()
  const sites = useSiteChoices()
  const status = useStatus(sites)
  const lastScan = useSession((s) => s.lastScan)
  const notices = useSession((s) => s.notices)
  const helpOpen = useSession((s) => s.helpOpen)
  const { undoLast } = useAct()
  useAsked()
  useOtherSites()
  useScan(useAnyScan(), { level: 'app' })
  useKeys('app', {
    showHelp: () => look({ helpOpen: !helpOpen }),
    ...goToStep(go),
    undoLast: () => void undoLast(),
    backToScan: () => (document.activeElement as HTMLElement | null)?.blur(),
  })
  useEffect(() => {
    if (path === '/' || path === '') go('/today')
  }, [path, go])

  return (
    <Frame
      status={status}
      on={{
        onSite: sites.goTo,
        onRound: (id) => openRound(id as Parameters<typeof openRound>[0]),
        onNewRound: () => go('/intake/new'),
        onOperator: (id) => void change({ operatorId: id as OperatorId }),
        onSettings: () => go('/settings'),
        onLanguage: (language) => {
          void change({ language })
          setLanguage(language)
        },
      }}
      steps={steps}
      current={stepOfPath(path)}
      onStep={(step) => go(`/${step}`)}
      lastScan={lastScan}
      onUndo={() => void undoLast()}
      onHelp={() => look({ helpOpen: !helpOpen })}
      slideIns={notices}
      onSlideInLeave={dismissNotice}
      side={helpOpen && <HelpPanel step={stepOfPath(path)} onClose={() => look({ helpOpen: false })} />}
    >
      <ScreenAt path={path} missing={t('words.state.unknown')} />
    </Frame>
  )
}

/** Alt with a digit goes along the rail. */
function goToStep(go: (path: string) => void) {
  return {
    openToday: () => go('/today'),
    openIntake: () => go('/intake'),
    openReceiving: () => go('/receive'),
    openAllocation: () => go('/allocate'),
    openSorting: () => go('/sort'),
    openBalance: () => go('/balance'),
    openShelving: () => go('/shelve'),
    openHandover: () => go('/handover'),
    openDiscrepancies: () => go('/discrepancies'),
    openDayClose: () => go('/dayClose'),
  }
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
