import type { Identity } from '../../shared/domain/identity'
import { household } from '../builders/aRound'

/** Who stands behind the household of that name. */
export function aPerson(name: string): Identity {
  return {
    householdId: household(name),
    name: '张三',
    phone: '13800138000',
    address: null,
    note: null,
    version: 1,
  }
}
