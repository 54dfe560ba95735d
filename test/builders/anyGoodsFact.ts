import fc from 'fast-check'
import { type Fact, handoverProofs, receivers } from '../../shared/domain/facts'
import { conditions, type Goods } from '../../shared/domain/terms'
import { grams, pieces } from '../../shared/kernel/quantity'
import * as a from './aRound'
import {
  anyBag,
  anyBagName,
  anyDelivery,
  anyGoods,
  anyHousehold,
  anyProduct,
  fact,
  fewPieces,
  pickOf,
  v,
  weighed,
  world,
} from './aWorld'

const weight = (goods: Goods, actual: boolean) =>
  goods.grams === null ? null : actual ? ('actual' as const) : ('nominal' as const)

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
