import type { FactKind } from '../facts'

/** What an operator is at a site. Given once: another role is another operator, so that no entry is judged anew. */
export const roles = ['leader', 'clerk', 'packer'] as const
export type Role = (typeof roles)[number]

const givesAway: readonly FactKind[] = ['DueWaived', 'RoundClosed', 'IdentityErased']
const atTheCounter: readonly FactKind[] = [
  'OrderPlaced',
  'OrderAmended',
  'HouseholdsMerged',
  'RoundOpened',
  'RoundCutOff',
  'RoundReleased',
  'AllocationDecided',
  'OverReceiptDecided',
  'BagHandedOver',
  'LineRefused',
  'PaymentTaken',
  'RefundPaid',
  'FloatSet',
  'DayClosed',
  'IdentityRevealed',
]

/** What each role may not write. Whatever is not named here, also what this version does not know, everybody may. */
const barred: Readonly<Record<Role, ReadonlySet<string>>> = {
  leader: new Set(),
  clerk: new Set(givesAway),
  packer: new Set([...givesAway, ...atTheCounter]),
}

/** @param role as it was named; one that this version does not know, or none, bars nothing */
export function mayWrite(role: string | null, facts: readonly { readonly kind: string }[]): boolean {
  const kinds = role !== null && Object.hasOwn(barred, role) ? barred[role as Role] : undefined
  return kinds === undefined || facts.every(({ kind }) => !kinds.has(kind))
}
