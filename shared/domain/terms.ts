import type { BusinessDay } from '../kernel/businessDay'
import type { DeliveryId, HouseholdId, LotId, OrderId, ProductId, RoundId, SupplierId } from '../kernel/ids'
import type { Fen } from '../kernel/money'
import type { Grams, Pieces } from '../kernel/quantity'

/** 温区: never two in one bag. */
export const zones = ['ambient', 'chilled', 'frozen'] as const
export type Zone = (typeof zones)[number]

/** 计件 or 计重. `nominalGrams` is what one portion (份) was sold as. */
export type SaleTerms =
  | { readonly by: 'piece'; readonly unitPriceFen: Fen }
  | { readonly by: 'weight'; readonly fenPerKg: Fen; readonly nominalGrams: Grams }

/** One component of a kit (套餐). `valueFen` is this component's share of one kit's price. */
export interface KitComponent {
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly valueFen: Fen
}

/** A product as listed in one round. */
export interface ProductTerms {
  readonly productId: ProductId
  readonly roundId: RoundId
  /** The product's code in its source (商品编码), where it has one. */
  readonly code: string | null
  readonly name: string
  readonly spec: string
  readonly zone: Zone
  readonly sale: SaleTerms
  readonly supplierId: SupplierId | null
  readonly supplierName: string | null
  /** GTINs printed on the goods. */
  readonly barcodes: readonly string[]
  /** Number on the shop's own scale labels (店内码). */
  readonly plu: string | null
  readonly caseSize: Pieces | null
  readonly shelfLifeDays: number | null
  /** Days that must be left on arrival; null means two thirds of the shelf life. */
  readonly minLifeDays: number | null
  /** Empty unless the product is a kit: received as components, packed as one. */
  readonly components: readonly KitComponent[]
  readonly gift: boolean
  readonly limitPerHousehold: Pieces | null
}

export type OrderSource = 'centre' | 'sheet' | 'kuaituantuan' | 'qunjielong' | 'jielong' | 'phone' | 'sample'

/** One line of an order, complete in itself: a later change of the listing does not move it. */
export interface OrderLine {
  readonly productId: ProductId
  readonly pieces: Pieces
  /** What the household agreed to pay for the whole line. */
  readonly amountFen: Fen
  /** Copied from the listing, for goods settled by actual weight. */
  readonly weight: { readonly fenPerKg: Fen; readonly nominalGrams: Grams } | null
  readonly components: readonly KitComponent[]
  /** For a gift (赠品): index of the host line it hangs on. */
  readonly giftOf: number | null
}

export type Fulfilment = 'pickup' | 'door' | 'neighbour'

export interface OrderTerms {
  readonly orderId: OrderId
  readonly roundId: RoundId
  readonly householdId: HouseholdId
  readonly source: OrderSource
  readonly sourceNo: string
  /** 跟团号: running number inside the round; breaks every tie. */
  readonly participateNo: number
  /** When the household ordered, ms since 1970 UTC. */
  readonly placedAtMs: number
  readonly lines: readonly OrderLine[]
  readonly paidFen: Fen
  readonly fulfilment: Fulfilment
  readonly cancelled: boolean
}

/** An amount of one product. Goods sold by weight carry both; `grams` is null for goods sold by piece. */
export interface Goods {
  readonly productId: ProductId
  readonly lotId: LotId
  readonly pieces: Pieces
  readonly grams: Grams | null
}

/** Where goods are: what conservation adds up. */
export const places = ['floor', 'hold', 'bags', 'handed', 'written-off', 'returned'] as const
export type Place = (typeof places)[number]

export interface AnnouncedLine {
  readonly productId: ProductId
  readonly pieces: Pieces
  readonly grams: Grams | null
}

export interface DeliveryTerms {
  readonly deliveryId: DeliveryId
  readonly roundId: RoundId
  readonly supplierId: SupplierId | null
  readonly supplierName: string
  readonly dueDay: BusinessDay | null
  readonly lines: readonly AnnouncedLine[]
}

/** How counted goods arrived. Only 'good' ones may be packed; the rest are held apart. */
export const conditions = ['good', 'damaged', 'wrong', 'short-dated', 'unordered'] as const
export type Condition = (typeof conditions)[number]

/** The five checks at receiving (品控: 名称、规格、数量、生产日期、保质期). */
export const fiveChecks = ['name', 'spec', 'quantity', 'production-date', 'shelf-life'] as const
export type FiveCheck = (typeof fiveChecks)[number]

/** Who is shorted. */
export const allocationPolicies = [
  'order-time',
  'proportional',
  'equal-share',
  'complete-households',
  'priority',
] as const
export type AllocationPolicy = (typeof allocationPolicies)[number]

/** What one order line gets of one product. */
export interface Share {
  readonly orderId: OrderId
  readonly line: number
  readonly pieces: Pieces
  /** Set by a person; a re-run never moves it. */
  readonly locked: boolean
  /** What the line asked for when it was decided: an order amended since is to be decided again. */
  readonly asked?: Pieces
}

export const discrepancyKinds = [
  'short',
  'over',
  'damaged',
  'wrong',
  'short-dated',
  'unordered',
  'missing-in-bag',
  'balance',
  'refused',
  'double-handover',
  'packed-then-cancelled',
  'changed-after-handover',
  'order-differs',
  'overpaid',
  'cash',
  'other',
] as const
export type DiscrepancyKind = (typeof discrepancyKinds)[number]

export const discrepancyStages = [
  'open',
  'confirmed',
  'claimed',
  'accepted',
  'rejected',
  'settled',
  'written-off',
] as const
export type DiscrepancyStage = (typeof discrepancyStages)[number]

/** What a fact says of a photo; the picture itself lies apart, under the hash of its bytes. */
export interface PhotoTerms {
  /** Hex. */
  readonly sha256: string
  readonly bytes: number
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly mime: 'image/jpeg'
}

export const responsibles = ['supplier', 'warehouse', 'point', 'household', 'unknown'] as const
export type Responsible = (typeof responsibles)[number]
