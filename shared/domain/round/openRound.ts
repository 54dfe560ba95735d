import type { BusinessDay } from '../../kernel/businessDay'
import { type Decide, facts, refuse } from '../decide'
import { currentRound } from './currentRound'

export interface OpenRound {
  readonly roundCode: string
  readonly title: string
  readonly pickupFrom: BusinessDay
  readonly pickupUntil: BusinessDay
}

export const openRound: Decide<OpenRound> = ({ fold, roundId }, args) => {
  if (currentRound(fold)?.opened) return refuse('round-already-open')
  return facts({ kind: 'RoundOpened', v: 1, roundId, ...args })
}
