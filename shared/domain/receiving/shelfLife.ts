import { addDays, type BusinessDay, daysBetween } from '../../kernel/businessDay'

/** What is known of the dates of goods that just came. */
export interface DatedGoods {
  /** Whole life in days; null when the listing does not say. */
  readonly shelfLifeDays: number | null
  /** Days that must be left on arrival; null means two thirds of the whole life (允收期). */
  readonly minLifeDays: number | null
  readonly productionDay: BusinessDay | null
  /** The last good day; worked out from the production day where it is not printed. */
  readonly bestBefore: BusinessDay | null
}

/** The day goods are looked at and the last day a household may fetch them. */
export interface ArrivalDays {
  readonly today: BusinessDay
  readonly pickupUntil: BusinessDay
}

/** The worst that can be said, in this order. `daysLeft` counts from today to the last good day. */
export type LifeVerdict =
  | { readonly verdict: 'expired'; readonly bestBefore: BusinessDay; readonly daysLeft: number }
  | { readonly verdict: 'expires-before-pickup'; readonly bestBefore: BusinessDay; readonly daysLeft: number }
  | {
      readonly verdict: 'too-short-life'
      readonly bestBefore: BusinessDay
      readonly daysLeft: number
      readonly daysNeeded: number
    }
  | {
      readonly verdict: 'near-expiry'
      readonly bestBefore: BusinessDay
      readonly daysLeft: number
      readonly nearFrom: number
    }
  | { readonly verdict: 'ok'; readonly bestBefore: BusinessDay; readonly daysLeft: number }
  /** Loose vegetables and the like carry no day. */
  | { readonly verdict: 'undated' }

/** Five checks, last two: may these goods be taken in for this round? (domain §3.4, design §5) */
export function lifeVerdict(goods: DatedGoods, { today, pickupUntil }: ArrivalDays): LifeVerdict {
  const bestBefore = bestBeforeFrom(goods)
  if (bestBefore === null) return { verdict: 'undated' }
  const left = { bestBefore, daysLeft: daysBetween(today, bestBefore) }
  if (left.daysLeft < 0) return { verdict: 'expired', ...left }
  // Bread that was fresh in the morning can run out while it waits on the shelf.
  if (daysBetween(pickupUntil, bestBefore) < 0) return { verdict: 'expires-before-pickup', ...left }
  const daysNeeded = minLifeOf(goods)
  if (left.daysLeft < daysNeeded) return { verdict: 'too-short-life', ...left, daysNeeded }
  const nearFrom = goods.shelfLifeDays === null ? 0 : nearExpiryDays(goods.shelfLifeDays)
  return left.daysLeft <= nearFrom
    ? { verdict: 'near-expiry', ...left, nearFrom }
    : { verdict: 'ok', ...left }
}

/** The printed day, else production day plus shelf life; null when neither is known. */
export function bestBeforeFrom({ bestBefore, productionDay, shelfLifeDays }: DatedGoods): BusinessDay | null {
  if (bestBefore !== null) return bestBefore
  return productionDay === null || shelfLifeDays === null ? null : addDays(productionDay, shelfLifeDays)
}

/** Days that must be left on arrival; 0 when nothing is known. */
export function minLifeOf({ shelfLifeDays, minLifeDays }: DatedGoods): number {
  if (minLifeDays !== null) return minLifeDays
  return shelfLifeDays === null ? 0 : Math.ceil((shelfLifeDays * 2) / 3)
}

/** Longest whole life first: goods of at least `life` days are near expiry (临期) from `near` days before the end. */
const ladder = [
  { life: 365, near: 45 },
  { life: 180, near: 20 },
  { life: 90, near: 15 },
  { life: 30, near: 10 },
  { life: 16, near: 5 },
] as const

/** How many days before the end goods of a whole life of `shelfLifeDays` count as near expiry (临期). */
export function nearExpiryDays(shelfLifeDays: number): number {
  const step = ladder.find(({ life }) => shelfLifeDays >= life)
  return step ? step.near : Math.max(1, Math.min(4, Math.floor(shelfLifeDays / 4)))
}
