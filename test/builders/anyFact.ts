import fc from 'fast-check'
import { type Fact, handoverProofs, receivers } from '../../shared/domain/facts'
import { lotIdOf } from '../../shared/domain/receiving/lot'
import { conditions, type Goods, type OrderTerms, zones } from '../../shared/domain/terms'
import { addDays, type BusinessDay } from '../../shared/kernel/businessDay'
import { idOf } from '../../shared/kernel/ids'
import { fen } from '../../shared/kernel/money'
import { grams, pieces } from '../../shared/kernel/quantity'
import { morningMs, round } from './aDesk'
import * as a from './aRound'

/** A world small enough for desks to run into each other all the time. */
export const world = {
  households: ['zhang', 'wang', 'li', 'zhao'],
  /** Rice and eggs by piece, apples and pork by weight; the kit is two of rice and one of eggs. */
  products: ['rice', 'eggs', 'apples', 'pork'],
  orders: ['1', '2', '3', '4', '5'],
  bags: ['1', '2', '3'],
  deliveries: ['1', '2'],
} as const

const pickOf = <T extends string>(list: readonly T[]) => fc.constantFrom(...list)
const anyHousehold = pickOf(world.households)
const anyProduct = pickOf(world.products)
const anyBagName = pickOf(world.bags)
const anyDelivery = pickOf(world.deliveries)
const fewPieces = fc.integer({ min: 1, max: 4 }).map(pieces)
const anyDay = fc.integer({ min: 0, max: 2 }).map((n) => addDays(a.day('2026-04-02'), n))
const anyFen = fc.integer({ min: 1, max: 3_000 }).map(fen)
const weighed = (name: string) => name === 'apples' || name === 'pork'

export const anyGoods: fc.Arbitrary<Goods> = fc
  .record({
    name: anyProduct,
    count: fewPieces,
    off: fc.integer({ min: -60, max: 60 }),
    from: anyDelivery,
    bestBefore: fc.option(anyDay),
  })
  .map(({ name, count, off, from, bestBefore }) => ({
    productId: a.product(name),
    lotId: lotIdOf(a.delivery(from), a.product(name), bestBefore),
    pieces: count,
    grams: weighed(name) ? grams(count * 500 + off) : null,
  }))

/** Bag 1 is always of the same household, as its id is derived: every fact names it alike. */
const anyBag = anyBagName.map((name) => {
  const at = world.bags.indexOf(name)
  return a.aBag(name, world.households[at % 3] ?? 'zhang', { slot: at + 1, zone: zones[at % 3] ?? 'ambient' })
})

const anyLine = fc
  .record({
    name: fc.constantFrom(...world.products, 'kit' as const),
    count: fewPieces,
    amount: fc.integer({ min: 0, max: 9_999 }),
  })
  .map(({ name, count, amount }) =>
    a.aLine(name, count, amount, {
      weight: weighed(name) ? { fenPerKg: fen(1_999), nominalGrams: grams(500) } : null,
      components: name === 'kit' ? [a.aComponent('rice', 2, 701), a.aComponent('eggs', 1, 298)] : [],
    }),
  )

export const anyOrder: fc.Arbitrary<OrderTerms> = fc
  .record({
    name: pickOf(world.orders),
    household: anyHousehold,
    lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
    paidPart: fc.integer({ min: 0, max: 2 }),
    cancelled: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
  })
  .map(({ name, household, lines, paidPart, cancelled }) => {
    const total = lines.reduce((sum, line) => sum + line.amountFen, 0)
    return a.anOrder(name, household, lines, {
      participateNo: Number(name),
      paidFen: fen(Math.floor((total * paidPart) / 2)),
      cancelled,
      placedAtMs: morningMs + Number(name),
    })
  })

const v = { v: 1 } as const
const fact = <T>(from: fc.Arbitrary<T>, make: (value: T) => Fact) => from.map(make)
const weight = (goods: Goods, actual: boolean) =>
  goods.grams === null ? null : actual ? ('actual' as const) : ('nominal' as const)

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

export const anyDeliveryFact: fc.Arbitrary<Fact> = fc.oneof(
  fact(
    fc.tuple(anyDelivery, fc.uniqueArray(anyProduct, { maxLength: 4 }), fewPieces, fc.boolean()),
    ([name, products, count, byWeight]) => ({
      kind: 'DeliveryAnnounced',
      ...v,
      delivery: a.aDelivery(
        name,
        products.map((product) => ({
          productId: a.product(product),
          pieces: count,
          grams: byWeight && weighed(product) ? grams(count * 500) : null,
        })),
      ),
    }),
  ),
  {
    weight: 4,
    arbitrary: fact(
      fc.tuple(anyDelivery, anyGoods, fc.constantFrom('good', 'good', ...conditions), fc.boolean()),
      ([name, goods, condition, takenBack]) => ({
        kind: 'GoodsCounted',
        ...v,
        deliveryId: a.delivery(name),
        goods: takenBack ? { ...goods, pieces: pieces(-1), grams: goods.grams && grams(-500) } : goods,
        condition,
        productionDay: null,
        bestBefore: null,
        how: 'scan',
      }),
    ),
  },
  fact(fc.tuple(anyDelivery, anyProduct, fc.boolean()), ([name, product, differs]) => ({
    kind: 'InspectionRecorded',
    ...v,
    deliveryId: a.delivery(name),
    productId: a.product(product),
    differs: differs ? [{ check: 'spec', found: '400 g' }] : [],
    sample: null,
  })),
  fact(anyDelivery, (name) => ({ kind: 'DeliveryClosed', ...v, deliveryId: a.delivery(name) })),
)

const anySide = fc.constantFrom('floor' as const, 'hold' as const)

export const anyProductFact: fc.Arbitrary<Fact> = fc.oneof(
  fact(fc.tuple(anyProduct, fc.constantFrom('', 'large')), ([name, spec]) => ({
    kind: 'ProductListed',
    ...v,
    product: a.aProduct(name, { spec, barcodes: ['6901234567892'], plu: weighed(name) ? '10001' : null }),
  })),
  fact(fc.tuple(anyProduct, fc.array(fc.tuple(pickOf(world.orders), fewPieces))), ([name, shares]) => ({
    kind: 'AllocationDecided',
    ...v,
    productId: a.product(name),
    policy: 'order-time',
    available: pieces(9),
    shares: shares.map(([order, count]) => ({
      orderId: a.order(order),
      line: 0,
      pieces: count,
      locked: false,
    })),
  })),
  fact(fc.tuple(anyProduct, fewPieces), ([name, count]) => ({
    kind: 'OverReceiptDecided',
    ...v,
    productId: a.product(name),
    pieces: count,
    as: 'surplus',
    forProductId: null,
  })),
  fact(fc.tuple(anyProduct, anyHousehold, fewPieces), ([name, household, count]) =>
    a.shorted(name, household, count),
  ),
  fact(fc.tuple(anyProduct, fewPieces, fewPieces), ([name, theory, counted]) => ({
    kind: 'BalanceChecked',
    ...v,
    productId: a.product(name),
    theoryPieces: theory,
    theoryGrams: null,
    countedPieces: counted,
    countedGrams: null,
  })),
  fact(fc.tuple(anyGoods, anySide), ([goods, to]) => ({
    kind: 'GoodsSetAside',
    ...v,
    goods,
    to,
    reason: 'dented',
  })),
  fact(fc.tuple(anyGoods, anySide), ([goods, from]) => ({
    kind: 'GoodsWrittenOff',
    ...v,
    goods,
    from,
    reason: 'damaged',
  })),
  fact(fc.tuple(anyGoods, anySide), ([goods, from]) => ({
    kind: 'GoodsReturned',
    ...v,
    goods,
    from,
    reason: 'too many',
  })),
  fact(anyGoods, (goods) => ({ kind: 'GoodsFound', ...v, goods, reason: 'behind the crates' })),
)

export const anyBagFact: fc.Arbitrary<Fact> = fc.oneof(
  {
    weight: 5,
    arbitrary: fact(fc.tuple(anyBag, anyGoods, fc.boolean()), ([bag, goods, actual]) =>
      a.put(bag, goods, weight(goods, actual)),
    ),
  },
  fact(fc.tuple(anyBagName, anyProduct, fc.integer({ min: 0, max: 2_500 })), ([name, product, read]) => ({
    kind: 'PortionsWeighed',
    ...v,
    bagId: a.bag(name),
    productId: a.product(product),
    grams: grams(read),
  })),
  fact(anyBag, (bag) => ({ kind: 'BagClosed', ...v, bag })),
  fact(anyBagName, (name) => ({ kind: 'BagReopened', ...v, bagId: a.bag(name), reason: 'one more' })),
  fact(fc.tuple(anyBagName, fc.constantFrom('A-1-001', 'A-1-002')), ([name, code]) => a.shelved(name, code)),
  {
    weight: 3,
    arbitrary: fact(
      fc.tuple(anyBagName, fc.constantFrom(...handoverProofs), fc.constantFrom(...receivers)),
      ([name, proof, receiver]) => ({
        kind: 'BagHandedOver',
        ...v,
        bagId: a.bag(name),
        visitId: a.visit('1'),
        proof,
        receiver,
      }),
    ),
  },
  fact(fc.tuple(anyBagName, anyGoods), ([name, goods]) => a.refused(name, goods)),
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
