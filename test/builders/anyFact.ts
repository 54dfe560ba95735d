import fc from 'fast-check'
import type { Fact } from '../../shared/domain/facts'
import type { BusinessDay } from '../../shared/kernel/businessDay'
import { idOf } from '../../shared/kernel/ids'
import type { fen } from '../../shared/kernel/money'
import { round } from './aDesk'
import * as a from './aRound'
import { anyDay, anyFen, anyHousehold, anyOrder, anyProduct, fact, v } from './aWorld'

export const anyRoundFact: fc.Arbitrary<Fact> = fc.oneof(
  fact(fc.constantFrom('A1B2', 'C3D4'), (roundCode) => ({
    kind: 'RoundOpened',
    ...v,
    roundId: round,
    roundCode,
    title: 'April',
    pickupFrom: a.day('2026-04-02'),
    pickupUntil: a.day('2026-04-04'),
  })),
  fc.constant<Fact>({ kind: 'RoundCutOff', ...v, roundId: round }),
  fc.constant<Fact>({ kind: 'RoundClosed', ...v, roundId: round }),
  fact(fc.option(fc.constant('two pieces off')), (overrideReason) => ({
    kind: 'RoundReleased',
    ...v,
    roundId: round,
    overrideReason,
  })),
  fact(
    fc.array(fc.record({ household: anyHousehold, slot: fc.integer({ min: 1, max: 4 }) }), { maxLength: 4 }),
    (slots) => ({
      kind: 'SlotsAssigned',
      ...v,
      roundId: round,
      slots: slots.map(({ household, slot }) => ({ householdId: a.household(household), slot })),
    }),
  ),
)

export const anyMerge = fact(fc.tuple(anyHousehold, anyHousehold), ([from, into]) => a.merged(from, into))

export const anyOrderFact = fc.oneof(
  { weight: 2, arbitrary: fact(anyOrder, (order) => a.placed(order)) },
  { weight: 1, arbitrary: fact(anyOrder, (order) => a.amended(order)) },
)

const moneyOf = (household: string, amount: ReturnType<typeof fen>) => ({
  roundId: round,
  householdId: a.household(household),
  visitId: a.visit('1'),
  fen: amount,
})

export const anyAccountFact: fc.Arbitrary<Fact> = fc.oneof(
  fact(
    fc.tuple(
      fc.constantFrom('PaymentTaken' as const, 'RefundPaid' as const),
      anyHousehold,
      anyFen,
      fc.constantFrom('cash' as const, 'qr' as const),
      anyDay,
    ),
    ([kind, household, amount, method, businessDay]) => ({
      kind,
      ...v,
      ...moneyOf(household, amount),
      method,
      businessDay,
    }),
  ),
  fact(fc.tuple(anyHousehold, anyFen), ([household, amount]) => ({
    kind: 'DueWaived',
    ...v,
    ...moneyOf(household, amount),
    reason: 'regular',
  })),
)

export const anyDiscrepancyFact: fc.Arbitrary<Fact> = fc.oneof(
  fact(fc.tuple(fc.constantFrom('x', 'y'), anyProduct), ([id, name]) => ({
    kind: 'DiscrepancyNoted',
    ...v,
    discrepancyId: idOf(`noted-${id}`),
    roundId: round,
    what: 'other',
    productId: a.product(name),
    householdId: null,
    bagId: null,
    deliveryId: null,
    pieces: null,
    grams: null,
    reason: 'wet box',
    responsible: 'unknown',
  })),
  fact(fc.constantFrom('confirmed' as const, 'claimed' as const, 'settled' as const), (to) => ({
    kind: 'DiscrepancyAdvanced',
    ...v,
    discrepancyId: idOf('noted-x'),
    roundId: round,
    to,
    responsible: 'supplier',
    note: '',
  })),
  fact(fc.tuple(fc.constantFrom('noted-x', 'noted-y'), fc.constantFrom('a', 'b')), ([id, picture]) => ({
    kind: 'PhotoAttached',
    ...v,
    discrepancyId: idOf(id),
    roundId: round,
    photo: a.photo(picture),
  })),
)

export const anyLook: fc.Arbitrary<Fact> = fc.oneof(
  fact(
    fc.tuple(anyHousehold, fc.constantFrom('verify' as const, 'call' as const)),
    ([household, reason]) => ({
      ...{ kind: 'IdentityRevealed', ...v, householdId: a.household(household), reason },
    }),
  ),
  fact(fc.tuple(anyHousehold, fc.constantFrom('asked' as const, 'left' as const)), ([household, reason]) => ({
    ...{ kind: 'IdentityErased', ...v, householdId: a.household(household), reason },
  })),
)

export const anySiteFact: fc.Arbitrary<Fact> = fc.oneof(
  fact(fc.tuple(fc.constantFrom('6901', '6902'), anyProduct), ([barcode, name]) => ({
    kind: 'BarcodeAttached',
    ...v,
    barcode,
    productId: a.product(name),
    sku: name,
  })),
  fact(fc.tuple(anyDay, anyFen), ([businessDay, amount]) => ({
    kind: 'FloatSet',
    ...v,
    businessDay,
    fen: amount,
  })),
  fact(fc.tuple(anyDay, anyFen), ([businessDay, amount]: [BusinessDay, ReturnType<typeof fen>]) => ({
    kind: 'DayClosed',
    ...v,
    businessDay,
    expectedCashFen: amount,
    countedCashFen: amount,
    reason: null,
    unsentEntries: 0,
  })),
)
