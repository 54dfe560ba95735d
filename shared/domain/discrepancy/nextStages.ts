import type { DiscrepancyKind, DiscrepancyStage } from '../terms'

/** What has to happen next with a discrepancy: how the list is grouped. */
export const waits = ['confirm', 'claim-or-settle', 'supplier-answer', 'settle', 'done'] as const
export type Wait = (typeof waits)[number]

export function waitOf(stage: DiscrepancyStage): Wait {
  switch (stage) {
    case 'open':
      return 'confirm'
    case 'confirmed':
      return 'claim-or-settle'
    case 'claimed':
      return 'supplier-answer'
    case 'accepted':
    case 'rejected':
      return 'settle'
    case 'settled':
    case 'written-off':
      return 'done'
  }
}

const claimable: readonly DiscrepancyKind[] = [
  'short',
  'over',
  'damaged',
  'wrong',
  'short-dated',
  'unordered',
  'missing-in-bag',
  'refused',
  'balance',
  'other',
]

/** The stages a person may choose now, the usual one first. Only what a supplier caused can be claimed. */
export function nextStages(kind: DiscrepancyKind, stage: DiscrepancyStage): readonly DiscrepancyStage[] {
  switch (waitOf(stage)) {
    case 'confirm':
      return ['confirmed', 'settled', 'written-off']
    case 'claim-or-settle':
      return claimable.includes(kind) ? ['claimed', 'settled', 'written-off'] : ['settled', 'written-off']
    case 'supplier-answer':
      return ['accepted', 'rejected']
    case 'settle':
      return ['settled', 'written-off']
    case 'done':
      return []
  }
}
