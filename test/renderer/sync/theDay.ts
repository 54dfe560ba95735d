import type { Fact } from '../../../shared/domain/facts'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { fen } from '../../../shared/kernel/money'
import { morningMs } from '../../builders/aDesk'

/** The drawer's float counted anew: the smallest thing a desk can write. */
export const floatOf = (n: number): Fact => ({
  kind: 'FloatSet',
  v: 1,
  businessDay: businessDayAt(morningMs),
  fen: fen(n),
})
