import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { RoundId } from '../../shared/kernel/ids'
import type { Desk } from '../commands/desk'
import { DeskContext } from '../commands/deskContext'
import { HostContext } from '../commands/hostContext'
import { PrintContext } from '../commands/printContext'
import { SaveFileContext } from '../commands/saveFileContext'
import { useWorkplace, WorkplaceContext } from '../commands/workplaceContext'
import { setLanguage, translate } from '../i18n/index'
import { PointProvider, usePoint } from '../point/pointContext'
import { CentreContext, type DeskCentre } from '../queries/useCentre'
import { useDeskSettings } from '../queries/useLive'
import { leaveWordsUnsaid, openRound as lookAtRound, notify, useSession } from '../session/useSession'
import { playSound, setVolume } from '../sound/playSound'
import { Appearance } from '../ui/index'
import { DeskInput } from './DeskInput'
import { DeskScreens } from './DeskScreens'
import { desktop } from './desktop'
import { NotADesk, useStarted } from './StartUp'
import { styleNonce } from './styleNonce'

export function App() {
  const { started, progress } = useStarted()
  if (started?.status !== 'ready')
    return (
      <Appearance look="light" nonce={styleNonce}>
        <NotADesk started={started} progress={progress} />
      </Appearance>
    )
  return (
    <WorkplaceContext value={started.workplace}>
      <OpenDesk centre={started.centre} />
    </WorkplaceContext>
  )
}

/** The desk at the site where the person works: everything inside is of that site. */
function OpenDesk({ centre }: { centre: DeskCentre }) {
  const { desk } = useWorkplace().workplace
  const openRound = useSession((s) => s.openRound)
  // It may have come from another desk just now.
  const newest = useSyncExternalStore(desk.point.subscribe, () => newestOpenRound(desk))
  useEffect(() => {
    if (openRound === null && newest !== null) lookAtRound(newest)
  }, [openRound, newest])
  return (
    <DeskContext value={desk}>
      <PrintContext value={desktop().printPage}>
        <SaveFileContext value={desktop().saveFile}>
          <HostContext value={desktop().host}>
            <PointProvider point={desk.point} openRound={openRound} onUnread={sayUnread}>
              <CentreContext value={centre}>
                <Dressed />
              </CentreContext>
            </PointProvider>
          </HostContext>
        </SaveFileContext>
      </PrintContext>
    </DeskContext>
  )
}

/** Back to the round that is being worked on: an old one that cannot be read is never shown as an empty one. */
function sayUnread(): void {
  const t = translate()
  playSound('stop')
  notify({ tone: 'stop', title: t('refusals.title'), detail: t('refusals.round-unread') })
  lookAtRound(null)
}

function newestOpenRound(desk: Desk): RoundId | null {
  return desk.point.rounds().find((round) => round.closedAt === null)?.roundId ?? null
}

/** Language, look and loudness follow the settings of this device. Another site's screens begin anew. */
function Dressed() {
  const { language, look, volume } = useDeskSettings()
  const { siteId } = usePoint()
  const spoken = useRef(language)
  useEffect(() => {
    setLanguage(language)
    if (spoken.current !== language) leaveWordsUnsaid()
    spoken.current = language
  }, [language])
  useEffect(() => setVolume(volume), [volume])
  return (
    <Appearance look={look} nonce={styleNonce}>
      <DeskInput>
        <DeskScreens key={siteId} />
      </DeskInput>
    </Appearance>
  )
}
