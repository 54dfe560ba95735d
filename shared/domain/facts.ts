import type { BusinessDay } from '../kernel/businessDay'
import type {
  BagId,
  DeliveryId,
  DiscrepancyId,
  FactId,
  HouseholdId,
  ProductId,
  RoundId,
  VisitId,
} from '../kernel/ids'
import type { Fen } from '../kernel/money'
import type { Grams, Pieces } from '../kernel/quantity'
import type {
  AllocationPolicy,
  Condition,
  DeliveryTerms,
  DiscrepancyKind,
  DiscrepancyStage,
  FiveCheck,
  Goods,
  OrderTerms,
  PhotoTerms,
  ProductTerms,
  Responsible,
  Share,
  Zone,
} from './terms'

/** A fact is past tense, versioned, complete in itself and never edited; a mistake is a later fact. */
export type Fact =
  | RoundFact
  | OrderFact
  | DeliveryFact
  | ProductFact
  | BagFact
  | AccountFact
  | DiscrepancyFact
  | SiteFact
  | IdentityRevealed
  | IdentityErased
  | FactVoided

/** 团期: opened, cut off (截团), released after the balance, closed. */
export type RoundFact =
  | {
      readonly kind: 'RoundOpened'
      readonly v: 1
      readonly roundId: RoundId
      /** Four characters [0-9A-Z], printed in every bag code of the round. */
      readonly roundCode: string
      readonly title: string
      readonly pickupFrom: BusinessDay
      readonly pickupUntil: BusinessDay
    }
  | { readonly kind: 'RoundCutOff'; readonly v: 1; readonly roundId: RoundId }
  | {
      /** Sort slots 1…N; later assignments only add. */
      readonly kind: 'SlotsAssigned'
      readonly v: 1
      readonly roundId: RoundId
      readonly slots: readonly { readonly householdId: HouseholdId; readonly slot: number }[]
    }
  | {
      readonly kind: 'HouseholdsMerged'
      readonly v: 1
      readonly roundId: RoundId
      readonly from: HouseholdId
      readonly into: HouseholdId
    }
  | {
      /** Theory equals actual, or a person said why it was let go all the same. */
      readonly kind: 'RoundReleased'
      readonly v: 1
      readonly roundId: RoundId
      readonly overrideReason: string | null
    }
  | { readonly kind: 'RoundClosed'; readonly v: 1; readonly roundId: RoundId }

export type OrderFact =
  | { readonly kind: 'OrderPlaced'; readonly v: 1; readonly order: OrderTerms }
  | {
      /** Carries the whole order as it now stands. */
      readonly kind: 'OrderAmended'
      readonly v: 1
      readonly order: OrderTerms
      readonly reason: string
      /** True where the order's own source says so now; left out where a person changed it here. */
      readonly fromSource?: boolean
    }

export type DeliveryFact =
  | { readonly kind: 'DeliveryAnnounced'; readonly v: 1; readonly delivery: DeliveryTerms }
  | {
      /** One scan or one typed count; always what was added, so that two desks counting add up. May be negative. */
      readonly kind: 'GoodsCounted'
      readonly v: 1
      readonly deliveryId: DeliveryId
      readonly goods: Goods
      readonly condition: Condition
      readonly productionDay: BusinessDay | null
      readonly bestBefore: BusinessDay | null
      readonly how: 'scan' | 'count'
    }
  | {
      readonly kind: 'InspectionRecorded'
      readonly v: 1
      readonly deliveryId: DeliveryId
      readonly productId: ProductId
      /** Checks that differ from what was sold, with what was found. */
      readonly differs: readonly { readonly check: FiveCheck; readonly found: string }[]
      /** 抽检: pieces looked at and pieces that failed; null when none was made. */
      readonly sample: { readonly looked: Pieces; readonly failed: Pieces } | null
    }
  | { readonly kind: 'DeliveryClosed'; readonly v: 1; readonly deliveryId: DeliveryId }

export type ProductFact =
  | { readonly kind: 'ProductListed'; readonly v: 1; readonly product: ProductTerms }
  | {
      readonly kind: 'AllocationDecided'
      readonly v: 1
      readonly productId: ProductId
      readonly policy: AllocationPolicy
      /** Good pieces there were when it was decided. */
      readonly available: Pieces
      readonly shares: readonly Share[]
    }
  | {
      /** Over-receipt is never given away silently: a person chose. */
      readonly kind: 'OverReceiptDecided'
      readonly v: 1
      readonly productId: ProductId
      readonly pieces: Pieces
      readonly as: 'return' | 'surplus' | 'substitute'
      readonly forProductId: ProductId | null
    }
  | {
      /** A household went without while packing (缺), with the reason. */
      readonly kind: 'ItemShorted'
      readonly v: 1
      readonly productId: ProductId
      readonly householdId: HouseholdId
      readonly pieces: Pieces
      readonly reason: 'none-left' | 'damaged' | 'wrong'
    }
  | {
      /** 结存: what was counted on the floor against what the books said. */
      readonly kind: 'BalanceChecked'
      readonly v: 1
      readonly productId: ProductId
      readonly theoryPieces: Pieces
      readonly theoryGrams: Grams | null
      readonly countedPieces: Pieces
      readonly countedGrams: Grams | null
    }
  | {
      /** Moved between the floor and the held-apart corner. */
      readonly kind: 'GoodsSetAside'
      readonly v: 1
      readonly goods: Goods
      readonly to: 'hold' | 'floor'
      readonly reason: string
    }
  | {
      /** 报损. */
      readonly kind: 'GoodsWrittenOff'
      readonly v: 1
      readonly goods: Goods
      readonly from: 'floor' | 'hold'
      readonly reason: 'damaged' | 'expired' | 'missing' | 'loss' | 'other'
    }
  | {
      /** 溢余: more on the floor than the books said. */
      readonly kind: 'GoodsFound'
      readonly v: 1
      readonly goods: Goods
      readonly reason: string
    }
  | {
      readonly kind: 'GoodsReturned'
      readonly v: 1
      readonly goods: Goods
      readonly from: 'floor' | 'hold'
      readonly reason: string
    }

/** Names a bag completely, so that any of its facts can come first. */
export interface BagTerms {
  readonly bagId: BagId
  readonly roundId: RoundId
  readonly householdId: HouseholdId
  readonly slot: number
  readonly zone: Zone
  /** 1, 2, 3 … of this household and zone. */
  readonly bagNo: number
}

export const handoverProofs = ['bag-code', 'pickup-code', 'phone-tail', 'name', 'room', 'known-face'] as const
export type HandoverProof = (typeof handoverProofs)[number]

/** Who took the bag: a closed list, so that no name of a third person enters a fact. */
export const receivers = ['self', 'family', 'neighbour', 'courier', 'leader'] as const
export type Receiver = (typeof receivers)[number]

export const refusalReasons = ['damaged', 'spoiled', 'wrong', 'short-dated', 'changed-mind'] as const
export type RefusalReason = (typeof refusalReasons)[number]

export type BagFact =
  | {
      readonly kind: 'ItemPut'
      readonly v: 1
      readonly bag: BagTerms
      readonly goods: Goods
      /** 'nominal' until the portion was weighed; null for goods sold by piece. */
      readonly weight: 'actual' | 'nominal' | null
      readonly how: 'sow' | 'pick'
    }
  | {
      /** The weight of nominally weighed portions, now read from the scale. */
      readonly kind: 'PortionsWeighed'
      readonly v: 1
      readonly bagId: BagId
      readonly productId: ProductId
      readonly grams: Grams
    }
  | { readonly kind: 'BagClosed'; readonly v: 1; readonly bag: BagTerms }
  | { readonly kind: 'BagReopened'; readonly v: 1; readonly bagId: BagId; readonly reason: string }
  | {
      readonly kind: 'BagShelved'
      readonly v: 1
      readonly bagId: BagId
      /** 货架-层, such as 'A-2'. */
      readonly place: string
      /** 货架-层-序; one per household and round. */
      readonly pickupCode: string
    }
  | {
      readonly kind: 'BagHandedOver'
      readonly v: 1
      readonly bagId: BagId
      readonly visitId: VisitId
      readonly proof: HandoverProof
      readonly receiver: Receiver
    }
  | {
      readonly kind: 'LineRefused'
      readonly v: 1
      readonly bagId: BagId
      readonly visitId: VisitId
      readonly goods: Goods
      readonly reason: RefusalReason
    }

export type PayMethod = 'cash' | 'qr'

export type AccountFact =
  | {
      readonly kind: 'PaymentTaken'
      readonly v: 1
      readonly roundId: RoundId
      readonly householdId: HouseholdId
      readonly visitId: VisitId
      readonly fen: Fen
      readonly method: PayMethod
      readonly businessDay: BusinessDay
    }
  | {
      readonly kind: 'RefundPaid'
      readonly v: 1
      readonly roundId: RoundId
      readonly householdId: HouseholdId
      readonly visitId: VisitId
      readonly fen: Fen
      readonly method: PayMethod
      readonly businessDay: BusinessDay
    }
  | {
      readonly kind: 'DueWaived'
      readonly v: 1
      readonly roundId: RoundId
      readonly householdId: HouseholdId
      readonly visitId: VisitId
      readonly fen: Fen
      readonly reason: string
    }

export type DiscrepancyFact =
  | {
      readonly kind: 'DiscrepancyNoted'
      readonly v: 1
      readonly discrepancyId: DiscrepancyId
      readonly roundId: RoundId
      readonly what: DiscrepancyKind
      readonly productId: ProductId | null
      readonly householdId: HouseholdId | null
      readonly bagId: BagId | null
      readonly deliveryId: DeliveryId | null
      readonly pieces: Pieces | null
      readonly grams: Grams | null
      readonly reason: string
      readonly responsible: Responsible
    }
  | {
      /** Also the next step of a discrepancy that the fold found by itself. */
      readonly kind: 'DiscrepancyAdvanced'
      readonly v: 1
      readonly discrepancyId: DiscrepancyId
      readonly roundId: RoundId
      readonly to: DiscrepancyStage
      readonly responsible: Responsible
      readonly note: string
    }
  | {
      readonly kind: 'PhotoAttached'
      readonly v: 1
      readonly discrepancyId: DiscrepancyId
      readonly roundId: RoundId
      readonly photo: PhotoTerms
    }

/** What belongs to the site and to no single round. */
export type SiteFact =
  | {
      readonly kind: 'BarcodeAttached'
      readonly v: 1
      readonly barcode: string
      readonly productId: ProductId
      /** Name and spec as `skuOf` joins them: the next round's listing is found by it. */
      readonly sku: string
    }
  | { readonly kind: 'FloatSet'; readonly v: 1; readonly businessDay: BusinessDay; readonly fen: Fen }
  | {
      readonly kind: 'DayClosed'
      readonly v: 1
      readonly businessDay: BusinessDay
      readonly expectedCashFen: Fen
      readonly countedCashFen: Fen
      readonly reason: string | null
      readonly unsentEntries: number
    }

/** Why somebody's name, phone or address is looked at in full: a closed list, so that nothing personal enters a fact. */
export const revealReasons = ['verify', 'call', 'deliver', 'correct'] as const
export type RevealReason = (typeof revealReasons)[number]

/** What was masked was shown. Who and when stand in the entry; it is never taken back. */
export interface IdentityRevealed {
  readonly kind: 'IdentityRevealed'
  readonly v: 1
  readonly householdId: HouseholdId
  readonly reason: RevealReason
}

/** Why somebody's name, phone, address and note are erased; a closed list as well. */
export const eraseReasons = ['asked', 'left', 'mistaken'] as const
export type EraseReason = (typeof eraseReasons)[number]

/** That a household's name, phone, address and note were erased, for good; the household's orders stay. */
export interface IdentityErased {
  readonly kind: 'IdentityErased'
  readonly v: 1
  readonly householdId: HouseholdId
  readonly reason: EraseReason
}

/** Undo: the named facts no longer count. Who and when stand in the entry, why stands here. */
export interface FactVoided {
  readonly kind: 'FactVoided'
  readonly v: 1
  readonly factIds: readonly FactId[]
  readonly reason: string
}

export type FactKind = Fact['kind']
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>
