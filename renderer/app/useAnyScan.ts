import { useHashLocation } from 'wouter/use-hash-location'
import { scannedGoods } from '../../shared/intake/codes/scannedGoods'
import { useWords } from '../i18n/index'
import type { CodeScan } from '../input/codeScan'
import type { ScanHandler } from '../input/inputLayers'
import { useRound } from '../queries/useLive'
import { look, showScan } from '../session/useSession'
import { playSound } from '../sound/playSound'
import { screenForScan } from './screenForScan'

/**
 * What a scan does where the open screen leaves it: it opens the screen that knows what to do with it, and is
 * handed on there. Never silence.
 */
export function useAnyScan(): ScanHandler {
  const { t } = useWords()
  const { fold, site } = useRound()
  const [path, go] = useHashLocation()
  const say = ({ text }: CodeScan, did: string) => {
    playSound('unknown')
    showScan({ text, did, tone: 'attention', undoable: false })
    return undefined
  }
  return (scan) => {
    const { code } = scan
    const to = screenForScan(fold, site, code)
    if (to !== null && to.path !== path) {
      if (to.delivery !== undefined) look({ openDelivery: to.delivery })
      go(to.path)
      return 'again'
    }
    if (code.kind === 'unknown') return say(scan, t(`frame.scanLine.doubt.${code.doubt}`))
    const goods = scannedGoods(fold, site, code)
    const known = goods?.productId !== undefined
    return say(
      scan,
      t(to !== null || known || !goods ? 'frame.scanLine.notHere' : 'frame.scanLine.notListed'),
    )
  }
}
