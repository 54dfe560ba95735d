import { useWords } from '../../i18n/index'
import { useScan } from '../../input/useScan'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'

/** While a product is being completed, the code on the goods is scanned instead of typed. */
export function useScannedBarcode(onBarcode: (gtin: string) => void): void {
  const { t } = useWords()
  useScan(
    ({ code, text }) => {
      const gtin = code.kind === 'retail' ? code.gtin : code.kind === 'gs1' ? code.gtin : undefined
      if (gtin === undefined) return 'pass'
      onBarcode(gtin)
      playSound('ok')
      showScan({ text, did: t('intake.product.barcodeTaken'), tone: 'ok', undoable: false })
      return undefined
    },
    { level: 'panel' },
  )
}
