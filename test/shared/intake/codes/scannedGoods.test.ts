import { expect, test } from 'vitest'
import { Fold } from '../../../../shared/domain/fold/fold'
import { attachBarcode } from '../../../../shared/domain/site/attachBarcode'
import { classifyScan } from '../../../../shared/intake/codes/classifyScan'
import { defaultCodeSettings } from '../../../../shared/intake/codes/codeSettings'
import { scannedGoods } from '../../../../shared/intake/codes/scannedGoods'
import { ACounter } from '../../../builders/aCounter'
import { aProduct, product } from '../../../builders/aRound'
import { byWeight } from '../../../builders/aSorting'
import { inStoreLabel } from '../../../builders/inStoreLabel'

const counter = new ACounter(
  { kind: 'ProductListed', v: 1, product: aProduct('tea', { barcodes: ['6901234567892'] }) },
  { kind: 'ProductListed', v: 1, product: aProduct('grapes', { sale: byWeight, plu: '10048' }) },
)
const scanned = (raw: string, site = new Fold()) =>
  scannedGoods(counter.fold, site, classifyScan(raw, defaultCodeSettings(2026)))

test('a barcode, a GS1 string and a scale label each name the product, with what the label says besides', () => {
  expect(scanned('6901234567892')).toMatchObject({ productId: product('tea'), grams: null, bestBefore: null })
  expect(scanned('(01)06901234567892(17)260601')).toMatchObject({
    productId: product('tea'),
    bestBefore: '2026-06-01',
  })
  expect(scanned(inStoreLabel('10048', 512))).toMatchObject({ productId: product('grapes'), grams: 512 })
})

test('goods nobody knows come with the code a person may attach; our own labels are no goods', () => {
  expect(scanned('6900000000014')).toMatchObject({ productId: undefined, barcode: '6900000000014' })
  expect(scanned(inStoreLabel('20001', 300))).toMatchObject({ productId: undefined, barcode: 'plu:20001' })
  expect(scanned('S0034')).not.toMatchObject({ productId: expect.anything() })
})

test('a scale number that was attached means its product, whatever the weight', () => {
  const attached = attachBarcode(counter.at(), { barcode: 'plu:20001', productId: product('grapes') })
  if (!attached.ok) throw new Error(attached.refusal)
  const site = new ACounter(...attached.facts).fold
  expect(scanned(inStoreLabel('20001', 777), site)).toMatchObject({
    productId: product('grapes'),
    grams: 777,
  })
})
