import type { Fold } from '../../../shared/domain/fold/fold'
import { parseBagCode } from '../../../shared/domain/label/ownCodes'
import type { ScannedCode } from '../../../shared/intake/codes/scannedCode'
import { scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { Translate } from '../../i18n/index'
import { fenText } from '../../ui/index'

/** Everything a code says, each in a few words. */
export function scanWords(fold: Fold, site: Fold, code: ScannedCode, t: Translate): readonly string[] {
  switch (code.kind) {
    case 'bag': {
      const bag = parseBagCode(code.bagCode)
      if (!bag) return []
      const zone = t(`terms.zone.${bag.zone}`)
      return [t('settings.read.slot', { slot: bag.slot }), zone, t('settings.read.bag', { n: bag.n })]
    }
    case 'slot':
      return [t('settings.read.slot', { slot: code.slot })]
    case 'shelf':
      return [t('settings.read.shelf', code.place)]
    case 'pickup':
      return [code.pickupCode]
    case 'retail':
      return [t('settings.read.gtin', { gtin: code.gtin }), productWords(fold, site, code, t)]
    case 'in-store':
      return [...inStoreWords(code, t), productWords(fold, site, code, t)]
    case 'gs1':
      return [...gs1Words(code, t), productWords(fold, site, code, t)]
    case 'unknown':
      return [
        t(`frame.scanLine.doubt.${code.doubt}`),
        ...(code.candidates ? [t('settings.read.candidates', { n: code.candidates.length })] : []),
      ]
    default:
      return []
  }
}

function productWords(fold: Fold, site: Fold, code: ScannedCode, t: Translate): string {
  const productId = scannedGoods(fold, site, code)?.productId
  const name = productId && fold.state('product', productId)?.product?.name
  return name ? t('settings.read.product', { name }) : t('settings.read.noProduct')
}

function inStoreWords(code: Extract<ScannedCode, { kind: 'in-store' }>, t: Translate): string[] {
  return [
    t('settings.read.plu', { plu: code.plu }),
    ...(code.grams === undefined ? [] : [t('settings.read.grams', { n: code.grams })]),
    ...(code.amountFen === undefined ? [] : [t('settings.read.amount', { fen: fenText(code.amountFen) })]),
  ]
}

function gs1Words(code: Extract<ScannedCode, { kind: 'gs1' }>, t: Translate): string[] {
  const gtin = code.gtin ?? code.contentGtin
  const until = code.expiry ?? code.bestBefore ?? code.sellBy
  return [
    ...(gtin === undefined ? [] : [t('settings.read.gtin', { gtin })]),
    ...(code.count === undefined ? [] : [t('settings.read.count', { n: code.count })]),
    ...(code.grams === undefined ? [] : [t('settings.read.grams', { n: code.grams })]),
    ...(code.lot === undefined ? [] : [t('settings.read.lot', { lot: code.lot })]),
    ...(until === undefined ? [] : [t('settings.read.until', { day: until })]),
  ]
}
