import type { BagId, HouseholdId } from '../../kernel/ids'
import type { BagTerms } from '../facts'
import type { Fold } from '../fold/fold'
import { formatBagCode } from '../label/ownCodes'
import { currentRound } from '../round/currentRound'
import { slotOf } from '../sorting/needs'
import type { Zone } from '../terms'

const mostBagsPerZone = 9

/**
 * The bag that the household's next piece of this zone goes into: the open one, else the next number.
 * The id is the code printed on the bag, so two desks packing one household fill the same bag.
 */
export function bagFor(
  fold: Fold,
  householdId: HouseholdId,
  zone: Zone,
): BagTerms | 'no-slot' | 'too-many-bags' {
  const round = currentRound(fold)
  const slot = slotOf(fold, householdId)
  if (round?.opened == null || slot === undefined) return 'no-slot'
  const bags = fold
    .members(`bags-of:${householdId}`)
    .map((id) => fold.state('bag', id))
    .filter((bag) => bag?.bag?.zone === zone)
  const open = bags.find((bag) => bag?.status === 'open')
  if (open?.bag) return open.bag
  const bagNo = bags.reduce((most, bag) => Math.max(most, bag?.bag?.bagNo ?? 0), 0) + 1
  if (bagNo > mostBagsPerZone) return 'too-many-bags'
  const bagId = formatBagCode({ roundCode: round.opened.roundCode, slot, zone, n: bagNo }) as BagId
  return { bagId, roundId: round.roundId, householdId, slot, zone, bagNo }
}
