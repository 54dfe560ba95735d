import type { Need } from '../../../shared/domain/sorting/needs'
import type { SortingObstacle } from '../../../shared/domain/sorting/sortingObstacle'
import type { BagId, HouseholdId, LotId, ProductId } from '../../../shared/kernel/ids'
import { type Grams, type Pieces, pieces } from '../../../shared/kernel/quantity'
import type { Tone } from '../../ui/index'

/** The product the person holds, and from which slot on it goes round. */
export interface Hand {
  readonly productId: ProductId
  /** From the scanned best-before day; null takes what expires first. */
  readonly lotId: LotId | null
  /** From the weight label of the portion in the hand; null without one. */
  readonly grams: Grams | null
  readonly afterSlot: number
  /** The weight looked unusual and was asked about: the next confirm takes it. */
  readonly unusualAsked: boolean
}

/** Portions put at the weight they were sold as, waiting for the scale. */
export interface Weighing {
  readonly bagId: BagId
  readonly slot: number
  readonly householdId: HouseholdId
  readonly pieces: Pieces
  readonly unusual: Grams | null
}

/** What the stage shows. Never what happened: that is in the fold. */
export type SowStage =
  | { readonly at: 'idle' }
  | { readonly at: 'sow'; readonly hand: Hand }
  | { readonly at: 'short'; readonly hand: Hand; readonly need: Need; readonly pieces: Pieces }
  | { readonly at: 'weigh'; readonly hand: Hand; readonly weighing: Weighing }
  | { readonly at: 'obstacle'; readonly productId: ProductId; readonly obstacle: SortingObstacle }
  | { readonly at: 'unknown'; readonly barcode: string; readonly raw: string }

/** One line across the stage about the last thing tried; gone with the next. */
export interface Said {
  readonly tone: Tone
  readonly title: string
  readonly detail?: string
}

export interface SowView {
  readonly stage: SowStage
  readonly said: Said | null
}

export function handOf(stage: SowStage): Hand | null {
  return 'hand' in stage ? stage.hand : null
}

/** '1.25' is kilograms, '1250' is grams: nobody weighs goods to the thousandth of a gram. */
export function gramsOfText(text: string): number | null {
  if (!/^\d+(\.\d*)?$/.test(text)) return null
  return text.includes('.') ? Math.round(Number(text) * 1000) : Number(text)
}

/** A number of pieces typed before the key or the scan; null when none was, or no such number. */
export function typedPieces(text: string): Pieces | null {
  return /^\d{1,4}$/.test(text) ? pieces(Number(text)) : null
}

/** A labelled portion is one; otherwise all that the slot still needs. */
export function piecesFor(hand: Hand, need: Need, typed: Pieces | null): Pieces {
  return typed ?? (hand.grams === null ? need.left : pieces(1))
}
