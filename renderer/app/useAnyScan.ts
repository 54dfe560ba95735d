import { useHashLocation } from 'wouter/use-hash-location'
import { currentRound } from '../../shared/domain/round/currentRound'
import type { BagId } from '../../shared/kernel/ids'
import { useWords } from '../i18n/index'
import type { CodeScan } from '../input/codeScan'
import { useRound } from '../queries/useLive'
import { look, showScan } from '../session/useSession'
import { playSound } from '../sound/playSound'

/**
 * What a scan does where the open screen takes none: a bag or a pickup code goes to the counter (or to the
 * shelves before the round is released), goods go to sorting. Never silence.
 */
export function useAnyScan(): (scan: CodeScan) => void {
  const { t } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  return (scan) => {
    const { code } = scan
    switch (code.kind) {
      case 'bag': {
        look({ openBag: code.bagCode as BagId })
        const released = currentRound(fold)?.released
        go(released ? '/handover' : '/sort')
        playSound('ok')
        showScan({ text: scan.text, did: t('frame.scanLine.idle'), tone: 'info', undoable: false })
        return
      }
      default:
        playSound('unknown')
        showScan({ text: scan.text, did: t('frame.scanLine.notHere'), tone: 'attention', undoable: false })
    }
  }
}
