import { expect, test } from 'vitest'
import type { Desk } from '../../../renderer/commands/desk'
import { looksOf, revealIdentity } from '../../../shared/domain/looks/lookedAt'
import { attachBarcode } from '../../../shared/domain/site/attachBarcode'
import { closeDay, setFloat } from '../../../shared/domain/site/closeDay'
import { fen } from '../../../shared/kernel/money'
import { round } from '../../builders/aDesk'
import { ADisk, write } from '../../builders/aLiveDesk'
import {
  aBag,
  aLine,
  anOrder,
  aProduct,
  bag,
  household,
  placed,
  product,
  put,
  someGoods,
} from '../../builders/aRound'

const tomato = { kind: 'ProductListed', v: 1, product: aProduct('tomato') } as const
const itemsIn = (desk: Desk, name: string) =>
  desk.point.picture.round(round)?.state('bag', bag(name))?.items.length ?? 0

test('after an attached code was taken back, F8 goes on to what was done before it', async () => {
  const desk = await new ADisk().start()
  await write(desk, tomato)
  await write(desk, put(aBag('1', 'wang'), someGoods('tomato', 1)))
  await desk.run(round, attachBarcode, { barcode: '6901234567892', productId: product('tomato') })

  expect((await desk.undoLast('undo'))?.ok).toBe(true)
  expect(desk.point.picture.site.state('barcode', '6901234567892')?.attached).toBeNull()
  expect((await desk.undoLast('undo'))?.ok).toBe(true)
  expect(itemsIn(desk, '1')).toBe(0)
})

test('F8 takes back the close of the day, whether or not a round is open', async () => {
  const desk = await new ADisk().start()
  const close = { expectedCashFen: fen(0), countedCashFen: fen(0), reason: null, unsentEntries: 0 }
  for (const scope of ['site', round] as const) {
    await desk.run(scope, closeDay, close)
    expect((await desk.undoLast('undo'))?.ok).toBe(true)
    expect(await desk.run(scope, closeDay, close)).toMatchObject({ ok: true })
    await desk.undoLast('undo')
  }
  await desk.run('site', setFloat, { fen: fen(20_000) })
  expect((await desk.undoLast('undo'))?.ok).toBe(true)
})

test('F8 pressed while a put is still on its way to the disk takes that put back, not the one before', async () => {
  const desk = await new ADisk().start()
  await write(desk, tomato)
  await write(desk, put(aBag('1', 'wang'), someGoods('tomato', 1)))
  const writing = write(desk, put(aBag('2', 'li'), someGoods('tomato', 1)))
  const undoing = desk.undoLast('undo')
  await Promise.all([writing, undoing])

  expect([itemsIn(desk, '1'), itemsIn(desk, '2')]).toEqual([1, 0])
})

test('F8 pressed twice at once takes back two puts', async () => {
  const desk = await new ADisk().start()
  for (const name of ['1', '2', '3']) await write(desk, put(aBag(name, 'wang'), someGoods('tomato', 1)))
  const answers = await Promise.all([desk.undoLast('undo'), desk.undoLast('undo')])

  expect(answers.map((answer) => answer?.ok)).toEqual([true, true])
  expect(['1', '2', '3'].map((name) => itemsIn(desk, name))).toEqual([1, 0, 0])
})

test('where a list took back one part of a command, F8 takes back the rest and then goes on', async () => {
  const desk = await new ADisk().start()
  await write(desk, placed(anOrder('1', 'wang', [aLine('tomato', 1, 500)])))
  const terms = aBag('1', 'wang')
  const both = await write(desk, put(terms, someGoods('tomato', 1)), { kind: 'BagClosed', v: 1, bag: terms })
  if (!both.ok) throw new Error(both.refusal)
  const [, closed] = both.factIds
  if (closed === undefined) throw new Error('two facts were written')
  await desk.undo(round, [closed], 'from the list')

  expect((await desk.undoLast('undo'))?.ok).toBe(true)
  expect(itemsIn(desk, '1')).toBe(0)
  expect((await desk.undoLast('undo'))?.ok).toBe(true)
  expect(desk.point.picture.round(round)?.memberCount('orders')).toBe(0)
  expect(await desk.undoLast('undo')).toBeUndefined()
})

test('F8 after a look at somebody’s phone takes back the put before it; the look itself stays on record', async () => {
  const desk = await new ADisk().start()
  await write(desk, put(aBag('1', 'wang'), someGoods('tomato', 1)))
  const look = await desk.run(round, revealIdentity, { householdId: household('wang'), reason: 'verify' })
  if (!look.ok) throw new Error(look.refusal)

  expect((await desk.undoLast('undo'))?.ok).toBe(true)
  expect(itemsIn(desk, '1')).toBe(0)
  expect(await desk.undo(round, look.factIds, 'undo')).toEqual({ ok: false, refusal: 'look-stays' })
  const fold = desk.point.picture.round(round)
  expect(fold && looksOf(fold).map(({ factId }) => factId)).toEqual(look.factIds)
})
