import { useCallback, useEffect } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { useWords } from '../i18n/index'
import { useKeys } from '../input/useKeys'
import { useScan } from '../input/useScan'
import { Frame } from '../screens/frame/Frame'
import type { RailStep } from '../screens/frame/frameView'
import { HelpPanel } from '../screens/frame/HelpPanel'
import { Rail } from '../screens/frame/Rail'
import { ScanLine } from '../screens/frame/ScanLine'
import { stepOfPath } from '../screens/screenRoutes'
import { useAct } from '../screens/useAct'
import { dismissNotice, look, useSession } from '../session/useSession'
import { DeskParted } from './DeskParted'
import { DeskStatus } from './DeskStatus'
import { ScreenAt } from './ScreenAt'
import { useAnyScan } from './useAnyScan'
import { useAsked } from './useAsked'
import { useOtherSites } from './useOtherSites'
import { useSteps } from './useSteps'

/**
 * The frame around whatever screen is open. It follows no entry itself: each part of it does, so that a scan draws
 * what it changed and not the whole desk.
 */
export function DeskScreens() {
  const { t } = useWords()
  const [path, go] = useHashLocation()
  const notices = useSession((s) => s.notices)
  const helpOpen = useSession((s) => s.helpOpen)
  const { undoLast } = useAct()
  const toggleHelp = () => look({ helpOpen: !helpOpen })
  useKeys('app', {
    showHelp: toggleHelp,
    ...goToStep(go),
    undoLast: () => void undoLast(),
    backToScan: () => (document.activeElement as HTMLElement | null)?.blur(),
  })
  useEffect(() => {
    if (path === '/' || path === '') go('/today')
  }, [path, go])
  return (
    <Frame
      strip={<DeskStatus />}
      band={<DeskParted />}
      rail={<DeskRail current={stepOfPath(path)} />}
      line={<LastScan onUndo={() => void undoLast()} onHelp={toggleHelp} />}
      slideIns={notices}
      onSlideInLeave={dismissNotice}
      side={helpOpen && <HelpPanel step={stepOfPath(path)} onClose={() => look({ helpOpen: false })} />}
    >
      <DeskHears />
      <ScreenAt path={path} missing={t('words.state.unknown')} />
    </Frame>
  )
}

/** What the desk does that no screen shows. */
function DeskHears() {
  useAsked()
  useOtherSites()
  useScan(useAnyScan(), { level: 'app' })
  return null
}

function DeskRail({ current }: { current: RailStep | null }) {
  const [, go] = useHashLocation()
  const onStep = useCallback((step: RailStep) => go(`/${step}`), [go])
  return <Rail steps={useSteps()} current={current} onStep={onStep} />
}

function LastScan(props: { onUndo: () => void; onHelp: () => void }) {
  const scan = useSession((s) => s.lastScan)
  return <ScanLine scan={scan} {...props} />
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
