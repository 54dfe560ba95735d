import type { BagId, FactId, ProductId } from '../../kernel/ids'
import type { FactOf } from '../facts'
import type { Fold } from '../fold/fold'
import { compareRecorded, type Recorded } from '../fold/recorded'
import type { Refusal } from '../refusals'

/** What was built on one fact since it happened; null where nothing was. @param together what goes in one undo */
export function builtUpon(fold: Fold, recorded: Recorded, together: ReadonlySet<FactId>): Refusal | null {
  const { fact } = recorded
  switch (fact.kind) {
    case 'ItemPut':
      return bagChangedSince(fold, fact.bag.bagId, together) ?? readingOfPut(fold, recorded, fact, together)
    case 'PortionsWeighed':
      return bagChangedSince(fold, fact.bagId, together) ?? afterReading(fold, recorded, fact, together)
    case 'BagClosed':
      return leftTheHouse(fold, fact.bag.bagId) ?? shelvedSince(fold, recorded, fact.bag.bagId, together)
    case 'BagShelved':
      return leftTheHouse(fold, fact.bagId)
    case 'GoodsCounted':
      return fold.state('delivery', fact.deliveryId)?.closed ? 'delivery-closed' : null
    case 'DeliveryAnnounced':
      return standsOn(fold.history('delivery', fact.delivery.deliveryId), together, 'GoodsCounted')
        ? 'goods-counted-since'
        : null
    case 'RoundOpened':
      return membersLeft(fold, 'orders', together) ? 'orders-since' : null
    case 'RoundCutOff':
    case 'SlotsAssigned':
      return membersLeft(fold, 'bags', together) ? 'packed-since' : null
    case 'RoundReleased':
      if (fold.memberCount('handover-hours') > 0) return 'handed-over-since'
      return fold.memberCount('bags:on-shelf') > 0 ? 'shelved-since' : null
    case 'IdentityRevealed':
      return 'look-stays'
    case 'IdentityErased':
      return 'erasure-stays'
    default:
      return null
  }
}

function leftTheHouse(fold: Fold, bagId: BagId): Refusal | null {
  return (fold.state('bag', bagId)?.handovers.length ?? 0) > 0 ? 'handed-over-since' : null
}

function bagChangedSince(fold: Fold, bagId: BagId, together: ReadonlySet<FactId>): Refusal | null {
  const left = leftTheHouse(fold, bagId)
  if (left) return left
  const bag = fold.state('bag', bagId)
  return bag && bag.status !== 'open' && !opensWith(fold, bagId, together) ? 'bag-not-open' : null
}

/** True when what closed the bag is taken back in the same breath: a last put closes its bag by itself. */
function opensWith(fold: Fold, bagId: BagId, together: ReadonlySet<FactId>): boolean {
  const history = fold.history('bag', bagId)
  const reopened = history.findLastIndex(({ fact }) => fact.kind === 'BagReopened')
  const since = history
    .slice(reopened + 1)
    .filter(({ fact }) => fact.kind === 'BagClosed' || fact.kind === 'BagShelved')
  return since.every(({ factId }) => together.has(factId))
}

/** A reading of the scale is of all the portions that lay on it: without one of them it is of something else. */
function readingOfPut(
  fold: Fold,
  put: Recorded,
  { bag, goods, weight }: FactOf<'ItemPut'>,
  together: ReadonlySet<FactId>,
): Refusal | null {
  if (weight !== 'nominal') return null
  return laterOf(fold, put, { bagId: bag.bagId, productId: goods.productId }, together)(['PortionsWeighed'])
    ? 'weighed-since'
    : null
}

function afterReading(
  fold: Fold,
  reading: Recorded,
  fact: FactOf<'PortionsWeighed'>,
  together: ReadonlySet<FactId>,
): Refusal | null {
  const later = laterOf(fold, reading, fact, together)
  if (later(['PortionsWeighed'])) return 'weighed-since'
  return later(['LineRefused']) ? 'line-refused-since' : null
}

function laterOf(
  fold: Fold,
  than: Recorded,
  { bagId, productId }: { readonly bagId: BagId; readonly productId: ProductId },
  together: ReadonlySet<FactId>,
) {
  const later = fold
    .history('bag', bagId)
    .filter((one) => compareRecorded(one, than) > 0 && !together.has(one.factId))
  return (kinds: readonly Recorded['fact']['kind'][]): boolean =>
    later.some(({ fact }) => {
      if (!kinds.includes(fact.kind)) return false
      if (fact.kind === 'PortionsWeighed') return fact.productId === productId
      return fact.kind === 'LineRefused' && fact.goods.productId === productId
    })
}

function shelvedSince(
  fold: Fold,
  closed: Recorded,
  bagId: BagId,
  together: ReadonlySet<FactId>,
): Refusal | null {
  if (fold.state('bag', bagId)?.status !== 'on-shelf') return null
  const shelved = fold
    .history('bag', bagId)
    .some(
      (one) =>
        one.fact.kind === 'BagShelved' && compareRecorded(one, closed) > 0 && !together.has(one.factId),
    )
  return shelved ? 'shelved-since' : null
}

function standsOn(
  history: readonly Recorded[],
  together: ReadonlySet<FactId>,
  kind: Recorded['fact']['kind'],
): boolean {
  return history.some(({ fact, factId }) => fact.kind === kind && !together.has(factId))
}

/** True while an order, or a bag with something in it, would be left. */
function membersLeft(fold: Fold, of: 'orders' | 'bags', together: ReadonlySet<FactId>): boolean {
  const [kind, made] = of === 'orders' ? (['order', 'OrderPlaced'] as const) : (['bag', 'ItemPut'] as const)
  return fold.members(of).some((id) => standsOn(fold.history(kind, id), together, made))
}
