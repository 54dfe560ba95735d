import { z } from 'zod'
import { parseBusinessDay } from '../kernel/businessDay'
import { isIdText } from '../kernel/ids'
import {
  eraseReasons,
  type FactKind,
  handoverProofs,
  receivers,
  refusalReasons,
  revealReasons,
} from './facts'
import {
  allocationPolicies,
  conditions,
  discrepancyKinds,
  discrepancyStages,
  fiveChecks,
  responsibles,
  zones,
} from './terms'

// What a fact from outside must look like. Loose objects: a member added by a newer program is kept.

const id = z.string().refine(isIdText, 'not an id')
const int = z.int()
const count = z.int().min(0).max(100_000_000)
const day = z.string().refine((text) => parseBusinessDay(text) !== undefined, 'not a day')
const words = z.string().max(500)
const fact = <T extends z.ZodRawShape>(kind: FactKind, shape: T) =>
  z.looseObject({ kind: z.literal(kind), v: z.literal(1), ...shape })

const components = z.array(z.looseObject({ productId: id, pieces: count, valueFen: int })).max(100)
const product = z.looseObject({
  productId: id,
  roundId: id,
  code: words.nullable(),
  name: words.min(1),
  spec: words,
  zone: z.enum(zones),
  sale: z.discriminatedUnion('by', [
    z.looseObject({ by: z.literal('piece'), unitPriceFen: count }),
    z.looseObject({ by: z.literal('weight'), fenPerKg: count, nominalGrams: count.min(1) }),
  ]),
  supplierId: id.nullable(),
  supplierName: words.nullable(),
  barcodes: z.array(words).max(50),
  plu: words.nullable(),
  caseSize: count.nullable(),
  shelfLifeDays: count.nullable(),
  minLifeDays: count.nullable(),
  components,
  gift: z.boolean(),
  limitPerHousehold: count.nullable(),
})
const order = z.looseObject({
  orderId: id,
  roundId: id,
  householdId: id,
  source: z.enum(['centre', 'sheet', 'kuaituantuan', 'qunjielong', 'jielong', 'phone', 'sample']),
  sourceNo: words,
  participateNo: int,
  placedAtMs: z.number(),
  lines: z
    .array(
      z.looseObject({
        productId: id,
        pieces: count,
        amountFen: int,
        weight: z.looseObject({ fenPerKg: count, nominalGrams: count.min(1) }).nullable(),
        components,
        giftOf: int.nullable(),
      }),
    )
    .max(1000),
  paidFen: int,
  fulfilment: z.enum(['pickup', 'door', 'neighbour']),
  cancelled: z.boolean(),
})
const goods = z.looseObject({ productId: id, lotId: id, pieces: int, grams: int.nullable() })
const bag = z.looseObject({
  bagId: id,
  roundId: id,
  householdId: id,
  slot: count,
  zone: z.enum(zones),
  bagNo: count.min(1),
})
const payment = {
  roundId: id,
  householdId: id,
  visitId: id,
  fen: int,
  method: z.enum(['cash', 'qr']),
  businessDay: day,
}
const photo = z.looseObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: count.min(1),
  width: count.min(1),
  height: count.min(1),
  mime: z.literal('image/jpeg'),
})
const responsible = z.enum(responsibles)

export const factSchemas = {
  RoundOpened: fact('RoundOpened', {
    roundId: id,
    roundCode: z.string().regex(/^[0-9A-Z]{4}$/),
    title: words,
    pickupFrom: day,
    pickupUntil: day,
  }),
  RoundCutOff: fact('RoundCutOff', { roundId: id }),
  SlotsAssigned: fact('SlotsAssigned', {
    roundId: id,
    slots: z.array(z.looseObject({ householdId: id, slot: count.min(1) })).max(100_000),
  }),
  HouseholdsMerged: fact('HouseholdsMerged', { roundId: id, from: id, into: id }),
  RoundReleased: fact('RoundReleased', { roundId: id, overrideReason: words.nullable() }),
  RoundClosed: fact('RoundClosed', { roundId: id }),
  OrderPlaced: fact('OrderPlaced', { order }),
  OrderAmended: fact('OrderAmended', { order, reason: words, fromSource: z.boolean().optional() }),
  DeliveryAnnounced: fact('DeliveryAnnounced', {
    delivery: z.looseObject({
      deliveryId: id,
      roundId: id,
      supplierId: id.nullable(),
      supplierName: words,
      dueDay: day.nullable(),
      lines: z.array(z.looseObject({ productId: id, pieces: count, grams: count.nullable() })).max(5000),
    }),
  }),
  GoodsCounted: fact('GoodsCounted', {
    deliveryId: id,
    goods,
    condition: z.enum(conditions),
    productionDay: day.nullable(),
    bestBefore: day.nullable(),
    how: z.enum(['scan', 'count']),
  }),
  InspectionRecorded: fact('InspectionRecorded', {
    deliveryId: id,
    productId: id,
    differs: z.array(z.looseObject({ check: z.enum(fiveChecks), found: words })).max(5),
    sample: z.looseObject({ looked: count, failed: count }).nullable(),
  }),
  DeliveryClosed: fact('DeliveryClosed', { deliveryId: id }),
  ProductListed: fact('ProductListed', { product }),
  AllocationDecided: fact('AllocationDecided', {
    productId: id,
    policy: z.enum(allocationPolicies),
    available: count,
    shares: z
      .array(
        z.looseObject({
          orderId: id,
          line: count,
          pieces: count,
          locked: z.boolean(),
          asked: count.optional(),
        }),
      )
      .max(100_000),
  }),
  OverReceiptDecided: fact('OverReceiptDecided', {
    productId: id,
    pieces: count,
    as: z.enum(['return', 'surplus', 'substitute']),
    forProductId: id.nullable(),
  }),
  ItemShorted: fact('ItemShorted', {
    productId: id,
    householdId: id,
    pieces: count,
    reason: z.enum(['none-left', 'damaged', 'wrong']),
  }),
  BalanceChecked: fact('BalanceChecked', {
    productId: id,
    theoryPieces: int,
    theoryGrams: int.nullable(),
    countedPieces: count,
    countedGrams: count.nullable(),
  }),
  GoodsSetAside: fact('GoodsSetAside', { goods, to: z.enum(['hold', 'floor']), reason: words }),
  GoodsWrittenOff: fact('GoodsWrittenOff', {
    goods,
    from: z.enum(['floor', 'hold']),
    reason: z.enum(['damaged', 'expired', 'missing', 'loss', 'other']),
  }),
  GoodsFound: fact('GoodsFound', { goods, reason: words }),
  GoodsReturned: fact('GoodsReturned', { goods, from: z.enum(['floor', 'hold']), reason: words }),
  ItemPut: fact('ItemPut', {
    bag,
    goods,
    weight: z.enum(['actual', 'nominal']).nullable(),
    how: z.enum(['sow', 'pick']),
  }),
  PortionsWeighed: fact('PortionsWeighed', { bagId: id, productId: id, grams: count }),
  BagClosed: fact('BagClosed', { bag }),
  BagReopened: fact('BagReopened', { bagId: id, reason: words }),
  BagShelved: fact('BagShelved', { bagId: id, place: words.min(1), pickupCode: words.min(1) }),
  BagHandedOver: fact('BagHandedOver', {
    bagId: id,
    visitId: id,
    proof: z.enum(handoverProofs),
    receiver: z.enum(receivers),
  }),
  LineRefused: fact('LineRefused', {
    bagId: id,
    visitId: id,
    goods,
    reason: z.enum(refusalReasons),
  }),
  PaymentTaken: fact('PaymentTaken', payment),
  RefundPaid: fact('RefundPaid', payment),
  DueWaived: fact('DueWaived', {
    roundId: id,
    householdId: id,
    visitId: id,
    fen: int,
    reason: words,
  }),
  DiscrepancyNoted: fact('DiscrepancyNoted', {
    discrepancyId: id,
    roundId: id,
    what: z.enum(discrepancyKinds),
    productId: id.nullable(),
    householdId: id.nullable(),
    bagId: id.nullable(),
    deliveryId: id.nullable(),
    pieces: int.nullable(),
    grams: int.nullable(),
    reason: words,
    responsible,
  }),
  DiscrepancyAdvanced: fact('DiscrepancyAdvanced', {
    discrepancyId: id,
    roundId: id,
    to: z.enum(discrepancyStages),
    responsible,
    note: words,
  }),
  PhotoAttached: fact('PhotoAttached', { discrepancyId: id, roundId: id, photo }),
  BarcodeAttached: fact('BarcodeAttached', {
    barcode: z.string().min(1).max(100),
    productId: id,
    sku: words.min(1),
  }),
  FloatSet: fact('FloatSet', { businessDay: day, fen: int }),
  DayClosed: fact('DayClosed', {
    businessDay: day,
    expectedCashFen: int,
    countedCashFen: int,
    reason: words.nullable(),
    unsentEntries: count,
  }),
  IdentityRevealed: fact('IdentityRevealed', { householdId: id, reason: z.enum(revealReasons) }),
  IdentityErased: fact('IdentityErased', { householdId: id, reason: z.enum(eraseReasons) }),
  FactVoided: fact('FactVoided', { factIds: z.array(id).min(1).max(10_000), reason: words }),
} satisfies Record<FactKind, z.ZodType>
