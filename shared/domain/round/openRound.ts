import { addDays, type BusinessDay } from '../../kernel/businessDay'
import { type Decide, facts, refuse } from '../decide'
import { currentRound } from './currentRound'

export interface OpenRound {
  readonly roundCode: string
  readonly title: string
  readonly pickupFrom: BusinessDay
  readonly pickupUntil: BusinessDay
}

const pickupDays = 2

/** Goods come the next day and are fetched until two days after. */
export function usualPickup(
  openedOn: BusinessDay,
  pickupFrom: BusinessDay = addDays(openedOn, 1),
): Pick<OpenRound, 'pickupFrom' | 'pickupUntil'> {
  return { pickupFrom, pickupUntil: addDays(pickupFrom, pickupDays) }
}

export const openRound: Decide<OpenRound> = ({ fold, roundId }, args) => {
  if (currentRound(fold)?.opened) return refuse('round-already-open')
  return facts({ kind: 'RoundOpened', v: 1, roundId, ...args })
}
