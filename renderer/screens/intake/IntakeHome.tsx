import { useHashLocation } from 'wouter/use-hash-location'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { dayText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { Column, Screen } from '../../ui/index'
import { OpenDrafts } from './OpenDrafts'
import { PastePanel } from './PastePanel'
import { RoundPanel } from './RoundPanel'
import { WaysIn } from './WaysIn'

interface IntakeHomeProps {
  readonly path: string
  readonly onText: (text: string) => void
  readonly onResume: (draftId: string) => void
}

/** The ways in, and where the round stands. */
export function IntakeHome({ path, onText, onResume }: IntakeHomeProps) {
  const { t, language } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  const opened = path === '/intake/new' ? null : (currentRound(fold)?.opened ?? null)
  const back = () => go('/intake')
  useKeys('intake', {
    pasteText: () => go('/intake/paste'),
    orderByPhone: () => go('/intake/phone'),
    enterDelivery: () => go('/intake/delivery'),
    ...(path === '/intake' ? {} : { putDown: back }),
  })
  return (
    <Screen
      title={t('intake.title')}
      body="split"
      note={
        opened === null
          ? t('intake.round.openedByImport')
          : `${opened.title} · ${t('intake.home.pickup', {
              from: dayText(opened.pickupFrom, language),
              until: dayText(opened.pickupUntil, language),
            })}`
      }
    >
      <Column share={1.7}>
        {path === '/intake/paste' ? <PastePanel onText={onText} onClose={back} /> : <WaysIn go={go} />}
      </Column>
      <Column share={1}>
        <RoundPanel isNew={opened === null} />
        <OpenDrafts onResume={onResume} />
      </Column>
    </Screen>
  )
}
