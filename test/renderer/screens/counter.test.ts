import { beforeEach, describe, expect, test } from 'vitest'
import { Counter, type CounterDesk } from '../../../renderer/screens/handover/counter'
import type { Remark } from '../../../renderer/screens/handover/counterState'
import type { Fact } from '../../../shared/domain/facts'
import { visitOf } from '../../../shared/domain/handover/visitOf'
import type { Zone } from '../../../shared/domain/terms'
import { voidFacts } from '../../../shared/domain/voidFacts'
import { fen } from '../../../shared/kernel/money'
import { pieces } from '../../../shared/kernel/quantity'
import { ACounter } from '../../builders/aCounter'
import { morningMs } from '../../builders/aDesk'
import * as a from '../../builders/aRound'

const zhang = a.household('zhang')

/** Bags on the shelf: 'zhang 34 ambient', each with one pack of rice of 5 yuan. */
const shelf = (name: string, of: string, slot: number, zone: Zone = 'ambient'): Fact[] => {
  const terms = a.aBag(name, of, { slot, zone })
  return [
    a.put(terms, a.someGoods('rice', 1)),
    { kind: 'BagClosed', v: 1, bag: terms },
    a.shelved(name, `A-1-00${slot}`),
  ]
}
const order = (
  of: string,
  packs: number,
  paidFen = packs * 500,
  fulfilment: 'pickup' | 'neighbour' = 'pickup',
) => a.placed(a.anOrder(of, of, [a.aLine('rice', packs, packs * 500)], { paidFen: fen(paidFen), fulfilment }))

let store: ACounter
let said: Remark[]
let nowMs: number

function counterWith(facts: readonly Fact[], more: Partial<CounterDesk> = {}): Counter {
  store = new ACounter(...facts)
  return new Counter({
    fold: () => store.fold,
    otherRounds: () => [],
    nowMs: () => nowMs,
    newId: () => `visit-${said.length}`,
    run: async (decide, args) => {
      const decided = store.does(decide(store.at(), args))
      return decided.ok ? { ok: true, entries: [], factIds: [] } : decided
    },
    undo: async (factIds, reason) => {
      const decided = store.does(voidFacts(store.at(), { factIds, reason }))
      return decided.ok ? { ok: true, entries: [], factIds: [] } : decided
    },
    say: (remark) => {
      said.push(remark)
    },
    ...more,
  })
}

beforeEach(() => {
  said = []
  nowMs = morningMs
})

const status = (name: string) => store.fold.state('bag', a.bag(name))?.status
const last = () => said.at(-1)

describe('bag by bag', () => {
  test('a bag scanned at the idle counter opens its visit and goes, without a click', async () => {
    const counter = counterWith([order('zhang', 2), ...shelf('1', 'zhang', 34), ...shelf('2', 'zhang', 34)])
    await counter.takeBag(a.bag('1'))
    expect(status('1')).toBe('handed-over')
    expect(counter.now().stage).toMatchObject({ at: 'visit', visit: { proof: 'bag-code', receiver: 'self' } })
    expect(last()).toMatchObject({ kind: 'handed', left: 1, uneasy: false })
  })

  test('the last bag ends the visit by itself, and the second of green gives way to idle', async () => {
    const counter = counterWith([order('zhang', 2), ...shelf('1', 'zhang', 34), ...shelf('2', 'zhang', 34)])
    await counter.takeBag(a.bag('1'))
    await counter.takeBag(a.bag('2'))
    const { stage } = counter.now()
    expect(stage).toMatchObject({ at: 'gone', slot: 34, bags: 2 })
    if (stage.at === 'gone') counter.rest(stage.visit.visitId)
    expect(counter.now().stage.at).toBe('idle')
  })

  test('both bags of one coming carry one visit', async () => {
    const counter = counterWith([order('zhang', 2), ...shelf('1', 'zhang', 34), ...shelf('2', 'zhang', 34)])
    await counter.takeBag(a.bag('1'))
    await counter.takeBag(a.bag('2'))
    const visits = visitOf(store.fold, zhang)?.bags.flatMap((bag) => bag.handovers.map((one) => one.visitId))
    expect(new Set(visits).size).toBe(1)
  })

  test('a bag of another household in an open visit is stopped, and nothing is written', async () => {
    const counter = counterWith([
      order('zhang', 2),
      order('li', 1),
      ...shelf('1', 'zhang', 34),
      ...shelf('2', 'zhang', 34),
      ...shelf('3', 'li', 7),
    ])
    await counter.takeBag(a.bag('1'))
    await counter.takeBag(a.bag('3'))
    expect(last()).toEqual({ kind: 'other-household', slot: 7, place: 'A-1' })
    expect(status('3')).toBe('on-shelf')
    expect(counter.now().stage).toMatchObject({ at: 'visit', visit: { householdId: zhang } })
  })

  test('once a visit has nothing left to do, the next household is served by its scan', async () => {
    const notShelved = shelf('2', 'zhang', 34).slice(0, 2)
    const counter = counterWith([
      order('zhang', 2),
      order('li', 1),
      ...shelf('1', 'zhang', 34),
      ...notShelved,
      ...shelf('3', 'li', 7),
    ])
    await counter.takeBag(a.bag('1'))
    expect(counter.now().stage.at).toBe('visit')
    await counter.takeBag(a.bag('3'))
    expect(status('3')).toBe('handed-over')
  })

  test('the same bag twice within three seconds is "done already", later it is told who took it', async () => {
    const counter = counterWith([order('zhang', 1), ...shelf('1', 'zhang', 34)])
    await counter.takeBag(a.bag('1'))
    nowMs += 2_000
    await counter.takeBag(a.bag('1'))
    expect(last()).toEqual({ kind: 'again', slot: 34 })
    nowMs += 10_000
    await counter.takeBag(a.bag('1'))
    expect(last()).toMatchObject({ kind: 'already-handed', slot: 34, handover: { by: 'op-desk-a' } })
    expect(visitOf(store.fold, zhang)?.bags[0]?.handovers).toHaveLength(1)
  })

  test('a contested bag is stopped with both handovers to see', async () => {
    const counter = counterWith([
      order('zhang', 1),
      ...shelf('1', 'zhang', 34),
      a.handedOver('1', 'x'),
      a.handedOver('1', 'y'),
    ])
    await counter.takeBag(a.bag('1'))
    expect(last()).toMatchObject({
      kind: 'contested',
      handovers: [{ visitId: 'visit-x' }, { visitId: 'visit-y' }],
    })
  })

  test('unknown, open, unshelved and other rounds’ bags each say what they are', async () => {
    const [put, closed] = shelf('1', 'zhang', 34)
    const other = new ACounter(...shelf('9', 'li', 7)).fold
    const counter = counterWith([put as Fact], {
      otherRounds: () => [{ roundId: 'round-2' as never, title: '6.20', fold: other }],
    })
    const scan = async (name: string) => {
      await counter.takeBag(a.bag(name))
      return last()?.kind
    }
    expect(await scan('1')).toBe('bag-open')
    store.write(closed as Fact)
    expect(await scan('1')).toBe('bag-not-shelved')
    expect(await scan('9')).toBe('other-round')
    expect(await scan('404')).toBe('bag-unknown')
    expect(counter.now().stage.at).toBe('idle')
  })

  test('Enter hands over all bags on the shelf, on the proof the household was found by', async () => {
    const counter = counterWith([order('zhang', 2), ...shelf('1', 'zhang', 34), ...shelf('2', 'zhang', 34)])
    counter.open(zhang, 'phone-tail')
    expect(status('1')).toBe('on-shelf')
    await counter.goOn(undefined)
    const proofs = visitOf(store.fold, zhang)?.bags.flatMap((bag) => bag.handovers.map(({ proof }) => proof))
    expect(proofs).toEqual(['phone-tail', 'phone-tail'])
    expect(counter.now().stage.at).toBe('gone')
  })

  test('Esc leaves half a visit; the rest stays on the shelf', async () => {
    const counter = counterWith([order('zhang', 2), ...shelf('1', 'zhang', 34), ...shelf('2', 'zhang', 34)])
    await counter.takeBag(a.bag('1'))
    counter.leave()
    expect(counter.now().stage.at).toBe('idle')
    expect(status('2')).toBe('on-shelf')
  })

  test('a neighbour collects where that was agreed; a key changes who it is', () => {
    const counter = counterWith([order('zhang', 1, 500, 'neighbour'), ...shelf('1', 'zhang', 34)])
    counter.open(zhang, 'name')
    const receiver = () => {
      const { stage } = counter.now()
      return stage.at === 'visit' ? stage.visit.receiver : null
    }
    expect(receiver()).toBe('neighbour')
    counter.nextReceiver()
    expect(receiver()).toBe('courier')
  })
})

describe('taking back', () => {
  test('a visit undone by name brings its bags back to the shelf; a second undo is refused', async () => {
    const counter = counterWith([order('zhang', 1), ...shelf('1', 'zhang', 34)])
    await counter.takeBag(a.bag('1'))
    const handovers = visitOf(store.fold, zhang)?.bags.flatMap((bag) =>
      bag.handovers.map((one) => one.factId),
    )
    await counter.takeBack(handovers ?? [], 'wrong bag')
    expect(status('1')).toBe('on-shelf')
    expect(last()?.kind).toBe('undone')
    await counter.takeBack(handovers ?? [], 'again')
    expect(last()).toEqual({ kind: 'refused-by-rule', refusal: 'already-voided' })
  })

  test('a line refused by mistake and money taken by mistake are taken back one by one', async () => {
    const counter = counterWith([order('zhang', 1, 0), ...shelf('1', 'zhang', 34)])
    counter.open(zhang, 'name')
    await counter.refuse(a.bag('1'), a.product('rice'), pieces(1), 'wrong')
    const refusals = visitOf(store.fold, zhang)?.bags[0]?.lines[0]?.refusals ?? []
    await counter.takeBack(refusals, 'kept after all')
    await counter.takeMoney('cash', undefined)
    const moves = visitOf(store.fold, zhang)?.moves.map(({ factId }) => factId) ?? []
    expect(visitOf(store.fold, zhang)?.money.dueFen).toBe(0)
    await counter.takeBack(moves, 'paid by QR')
    expect(visitOf(store.fold, zhang)?.money.dueFen).toBe(500)
  })

  test('Esc past a stopped bag goes back to the visit first', async () => {
    const counter = counterWith([
      order('zhang', 2),
      order('li', 1),
      ...shelf('1', 'zhang', 34),
      ...shelf('2', 'zhang', 34),
      ...shelf('3', 'li', 7),
    ])
    await counter.takeBag(a.bag('1'))
    await counter.takeBag(a.bag('3'))
    counter.leave()
    expect(counter.now()).toMatchObject({ stage: { at: 'visit' }, remark: null })
    counter.leave()
    expect(counter.now().stage.at).toBe('idle')
  })
})

describe('money', () => {
  const owing = () => counterWith([order('zhang', 1, 0), ...shelf('1', 'zhang', 34)])

  test('money due does not keep a bag back, but it keeps the visit open and amber', async () => {
    const counter = owing()
    await counter.takeBag(a.bag('1'))
    expect(status('1')).toBe('handed-over')
    expect(last()).toEqual({ kind: 'money-left', fen: 500 })
    expect(counter.now().stage.at).toBe('visit')
  })

  test('Enter takes what is due, says the change and ends the visit', async () => {
    const counter = owing()
    await counter.takeBag(a.bag('1'))
    await counter.goOn(fen(2_000))
    expect(visitOf(store.fold, zhang)?.money.dueFen).toBe(0)
    expect(counter.now().stage).toMatchObject({ at: 'gone', changeFen: 1_500 })
  })

  test('too little on the counter takes nothing', async () => {
    const counter = owing()
    await counter.takeBag(a.bag('1'))
    await counter.takeMoney('cash', fen(400))
    expect(last()).toEqual({ kind: 'tendered-too-little', missingFen: 100 })
    expect(visitOf(store.fold, zhang)?.money.dueFen).toBe(500)
  })

  test('paid before the bags are scanned: the bags then end the visit', async () => {
    const counter = owing()
    counter.open(zhang, 'room')
    await counter.takeMoney('qr', undefined)
    expect(last()).toMatchObject({ kind: 'paid', method: 'qr', fen: 500 })
    await counter.takeBag(a.bag('1'))
    expect(counter.now().stage.at).toBe('gone')
  })

  test('what is due is waived with a reason', async () => {
    const counter = owing()
    await counter.takeBag(a.bag('1'))
    counter.askWaiver()
    await counter.waive('')
    expect(last()).toEqual({ kind: 'refused-by-rule', refusal: 'needs-reason' })
    await counter.waive('a bruised box')
    expect(counter.now().stage.at).toBe('gone')
  })

  test('a refused pack is owed back, paid back in cash, and the visit goes on', async () => {
    const counter = counterWith([order('zhang', 1), ...shelf('1', 'zhang', 34)])
    counter.open(zhang, 'name')
    counter.askRefusal(a.bag('1'), a.product('rice'))
    await counter.refuse(a.bag('1'), a.product('rice'), pieces(1), 'spoiled')
    expect(visitOf(store.fold, zhang)?.money.dueFen).toBe(-500)
    await counter.giveBack('cash')
    expect(last()).toEqual({ kind: 'paid-back', fen: 500 })
    expect(counter.now().stage.at).toBe('visit')
  })

  test('a refund left to the leader does not hold up the visit, and is named as it ends', async () => {
    const counter = counterWith([
      order('zhang', 1),
      ...shelf('1', 'zhang', 34),
      a.shorted('rice', 'zhang', 1),
    ])
    await counter.takeBag(a.bag('1'))
    expect(counter.now().stage).toMatchObject({ at: 'gone' })
  })
})
