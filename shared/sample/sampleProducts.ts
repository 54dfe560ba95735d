import type { ProductTerms } from '../domain/terms'
import { gs1CheckDigit } from '../intake/codes/checkDigit'
import { idOf, type ProductId, type RoundId, type SupplierId } from '../kernel/ids'
import { fen } from '../kernel/money'
import { grams, pieces } from '../kernel/quantity'
import {
  type SampleGoods,
  sampleGifts,
  sampleGoods,
  sampleKit,
  sampleKitParts,
  sampleSuppliers,
} from './sampleGoods'

/** 60 products: 45 by piece, 12 by weight, 1 kit, 2 gifts. */
export function sampleProducts(roundId: RoundId): readonly ProductTerms[] {
  const own = sampleGoods.map((goods, i) => productOf(roundId, goods, i + 1))
  const kit = kitOf(roundId, own, own.length + 1)
  const gifts = sampleGifts.map((gift, i) => ({
    ...productOf(
      roundId,
      { ...gift, priceFen: 0, portionGrams: null, caseSize: null, limit: null },
      own.length + 2 + i,
    ),
    gift: true,
  }))
  return [...own, kit, ...gifts]
}

/** The kit and its five vegetables, and nothing else. */
export function sampleKitProducts(roundId: RoundId): readonly ProductTerms[] {
  const parts = sampleGoods
    .slice(0, sampleKitParts.length)
    .map((goods, i) => productOf(roundId, goods, i + 1))
  return [...parts, kitOf(roundId, parts, parts.length + 1)]
}

export function sampleSupplierId(supplier: number): SupplierId {
  return idOf(`sample-supplier-${supplier + 1}`)
}

function productOf(roundId: RoundId, goods: SampleGoods, no: number): ProductTerms {
  const weighed = goods.portionGrams
  return {
    productId: productIdOf(roundId, no),
    roundId,
    code: `SP${String(no).padStart(4, '0')}`,
    name: goods.name,
    spec: goods.spec,
    zone: goods.zone,
    sale:
      weighed === null
        ? { by: 'piece', unitPriceFen: fen(goods.priceFen) }
        : { by: 'weight', fenPerKg: fen(goods.priceFen), nominalGrams: grams(weighed) },
    supplierId: sampleSupplierId(goods.supplier),
    supplierName: sampleSuppliers[goods.supplier],
    barcodes: weighed === null ? [barcodeOf(goods.supplier, no)] : [],
    plu: weighed === null ? null : String(10_000 + no),
    caseSize: goods.caseSize === null ? null : pieces(goods.caseSize),
    shelfLifeDays: goods.shelfLifeDays,
    minLifeDays: null,
    components: [],
    gift: false,
    limitPerHousehold: goods.limit === null ? null : pieces(goods.limit),
  }
}

function kitOf(roundId: RoundId, parts: readonly ProductTerms[], no: number): ProductTerms {
  const goods = { ...sampleKit, zone: 'ambient', supplier: 0, shelfLifeDays: null } as const
  return {
    ...productOf(roundId, { ...goods, portionGrams: null, caseSize: null, limit: null }, no),
    supplierId: null,
    supplierName: null,
    barcodes: [],
    components: sampleKitParts.flatMap(({ name, valueFen }) =>
      parts
        .filter((part) => part.name === name)
        .map(({ productId }) => ({ productId, pieces: pieces(1), valueFen: fen(valueFen) })),
    ),
  }
}

function productIdOf(roundId: RoundId, no: number): ProductId {
  return idOf(`${roundId}/p${String(no).padStart(2, '0')}`)
}

/** 69x of China, a maker per supplier, and a check digit that is right. */
function barcodeOf(supplier: number, no: number): string {
  const digits = `69${2 + supplier}5${String(4_100 + supplier)}${String(no * 7).padStart(4, '0')}`
  return digits + gs1CheckDigit(digits)
}
