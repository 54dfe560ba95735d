import type { ProductTerms } from '../../../shared/domain/terms'
import { scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import { useWords } from '../../i18n/index'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'

/** While goods are being entered, a scanned product is entered too; other codes do what they do everywhere. */
export function useScannedProduct(onProduct: (product: ProductTerms) => void): void {
  const { t } = useWords()
  const { fold, site } = useRound()
  useScan(({ code, text }) => {
    const goods = scannedGoods(fold, site, code)
    const product = goods?.productId && fold.state('product', goods.productId)?.product
    if (!product) return 'pass'
    onProduct(product)
    playSound('ok')
    showScan({ text, did: t('intake.phone.scanned', { name: product.name }), tone: 'ok', undoable: false })
    return undefined
  })
}
