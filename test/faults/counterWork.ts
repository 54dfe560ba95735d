import type { Answer, Desk } from '../../renderer/commands/desk'
import type { Decide } from '../../shared/domain/decide'
import type { Fact } from '../../shared/domain/facts'
import { handOverBags } from '../../shared/domain/handover/handOverBags'
import { businessDayAt } from '../../shared/kernel/businessDay'
import { type BagId, idOf } from '../../shared/kernel/ids'
import { fen } from '../../shared/kernel/money'
import type { Chance } from '../../shared/sample/chance'
import { morningMs, round } from '../builders/aDesk'
import {
  aBag,
  aDelivery,
  aLine,
  anOrder,
  aProduct,
  bag,
  merged,
  paid,
  placed,
  put,
  shelved,
  someGoods,
  visit,
} from '../builders/aRound'

const households = ['zhang', 'li', 'wang', 'zhao', 'sun', 'zhou']

/** One thing that a person at a counter does, among few households, so that counters meet. */
export function actAtTheCounter(desk: Desk, chance: Chance): Promise<Answer> {
  const name = chance.pick(households)
  switch (chance.int(0, 5)) {
    case 0:
    case 1:
    case 2:
      return handOverTo(desk, name)
    case 3:
      return desk.run(round, asGiven, [paid(name, chance.int(1, 2_000))])
    case 4:
      return desk
        .undoLast('pressed by mistake')
        .then((answer) => answer ?? { ok: false, refusal: 'nothing-to-void' as never })
    default:
      return chance.happens(0.2)
        ? desk.run(round, asGiven, [merged(name, chance.pick(households))])
        : desk.run('site', asGiven, [aFloat(chance.int(0, 50_000))])
  }
}

/** By the rule of the counter: refused where this desk knows that it is gone. */
export function handOverTo(desk: Desk, name: string): Promise<Answer> {
  return desk.run(round, handOverBags, {
    bagIds: [bag(name)],
    visitId: visit(desk.newId()),
    proof: 'bag-code',
    receiver: 'self',
  })
}

/** These bags of one household, in the one round there is. */
export function handOverCodes(desk: Desk, codes: readonly string[]): Promise<Answer> {
  const [roundId = 'site'] = desk.point.picture.roundIds()
  const bagIds = codes.map((code) => idOf<BagId>(code))
  const visitId = visit(desk.newId())
  return desk.run(roundId, handOverBags, { bagIds, visitId, proof: 'bag-code', receiver: 'self' })
}

export const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })

function aFloat(amount: number): Fact {
  return { kind: 'FloatSet', v: 1, businessDay: businessDayAt(morningMs), fen: fen(amount) }
}

/** A bag with one piece for each household, on the shelf. */
export function shelvedRound(names: readonly string[] = households): readonly Fact[] {
  const { deliveryId } = aDelivery('1', [])
  const goods = someGoods('rice', names.length)
  return [
    { kind: 'RoundOpened', v: 1, roundId: round, roundCode: 'AAAA', title: 'Round', ...pickup() },
    { kind: 'ProductListed', v: 1, product: aProduct('rice') },
    { kind: 'DeliveryAnnounced', v: 1, delivery: aDelivery('1', []) },
    {
      kind: 'GoodsCounted',
      v: 1,
      deliveryId,
      goods,
      ...{ productionDay: null, bestBefore: null, condition: 'good', how: 'count' },
    },
    ...names.flatMap((name, i): Fact[] => [
      placed(anOrder(String(i), name, [aLine('rice', 1, 500)], { participateNo: i + 1 })),
      put(aBag(name, name), someGoods('rice', 1)),
      { kind: 'BagClosed', v: 1, bag: aBag(name, name) },
      shelved(name, `A-1-${String(i).padStart(3, '0')}`),
    ]),
  ]
}

function pickup() {
  const day = businessDayAt(morningMs)
  return { pickupFrom: day, pickupUntil: day }
}
