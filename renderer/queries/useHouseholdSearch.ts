import { useEffect, useState } from 'react'
import type { Fold } from '../../shared/domain/fold/fold'
import type { ScannedCode } from '../../shared/intake/codes/scannedCode'
import type { HouseholdId } from '../../shared/kernel/ids'
import type { LivePoint } from '../point/livePoint'
import { usePoint } from '../point/pointContext'
import { type Hit, searchHouseholds } from './householdSearch'
import { loadSpelling, spellingIfLoaded } from './spellName'

/** Searches the households of a round; answers anew once the dictionary of names is there. */
export function useHouseholdSearch(fold: Fold): (code: ScannedCode) => readonly Hit[] {
  const point = usePoint()
  const [, learn] = useState(false)
  useEffect(() => {
    let gone = false
    // A desk without the dictionary still finds names by their characters.
    void loadSpelling().then(
      () => !gone && learn(true),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [])
  return (code) => searchRound(point, fold, code)
}

export function searchRound(point: LivePoint, fold: Fold, code: ScannedCode): readonly Hit[] {
  const members = membersOf(fold)
  return searchHouseholds(code, {
    households: [...members.keys()],
    identitiesOf: (householdId) =>
      (members.get(householdId) ?? []).flatMap((member) => point.people.get(member) ?? []),
    withPickupCode: (pickupCode) => fold.members(`pickup:${pickupCode}`).map((id) => id as HouseholdId),
    spell: spellingIfLoaded(),
  })
}

/** Households of the round with every record that was merged into them. */
export function membersOf(fold: Fold): ReadonlyMap<HouseholdId, readonly HouseholdId[]> {
  const versions = [fold.indexVersion('households'), fold.indexVersion('bags'), fold.indexVersion('orders')]
  return fold.memo('searched-households', versions, () => {
    const members = new Map<HouseholdId, HouseholdId[]>()
    const add = (member: HouseholdId) => {
      const household = fold.householdOf(member)
      members.set(household, [...(members.get(household) ?? []), member])
    }
    const named = new Set<HouseholdId>(fold.members('households').map((id) => id as HouseholdId))
    for (const id of fold.members('orders')) {
      const order = fold.state('order', id)?.order
      if (order) named.add(order.householdId)
    }
    for (const id of fold.members('bags')) {
      const bag = fold.state('bag', id)?.bag
      if (bag) named.add(bag.householdId)
    }
    for (const id of named) add(id)
    return members
  })
}
