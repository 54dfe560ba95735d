import { expect, test } from 'vitest'
import type { Decide } from '../../../shared/domain/decide'
import type { Fact } from '../../../shared/domain/facts'
import type { Fold } from '../../../shared/domain/fold/fold'
import { closeRound } from '../../../shared/domain/round/closeRound'
import { openRound } from '../../../shared/domain/round/openRound'
import { productOfBarcode } from '../../../shared/domain/site/attachBarcode'
import { closeDay } from '../../../shared/domain/site/closeDay'
import { idOf, type RoundId } from '../../../shared/kernel/ids'
import { fen } from '../../../shared/kernel/money'
import { morningMs, round } from '../../builders/aDesk'
import { write } from '../../builders/aLiveDesk'
import * as a from '../../builders/aRound'
import { everythingIn } from '../../properties/samePicture'
import type { ALinkedDesk } from './aLinkedDesk'
import { aSyncedSite } from './aSyncedSite'

const site = aSyncedSite()
const dayMs = 86_400_000
const next = idOf<RoundId>('round-2')
const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })
const opening = (roundCode: string, title: string) => ({
  roundCode,
  title,
  pickupFrom: a.day('2026-04-01'),
  pickupUntil: a.day('2026-04-02'),
})
const zhang = {
  householdId: a.household('zhang'),
  name: '张三',
  phone: '13800138000',
  address: '3栋2单元501',
  note: null,
  version: 1,
}

/** Wednesday's round handed over and closed, its day closed; Thursday's open with a bag on the shelf. */
async function twoDaysOfWork({ desk, disk }: ALinkedDesk): Promise<void> {
  await desk.keepPeople([zhang])
  await desk.run(round, openRound, opening('A1B2', 'Wednesday'))
  await write(desk, { kind: 'ProductListed', v: 1, product: a.aProduct('rice') })
  await write(desk, a.placed(a.anOrder('1', 'zhang', [a.aLine('rice', 2, 1000)])))
  const bag = a.aBag('1', 'zhang')
  await write(desk, a.put(bag, a.someGoods('rice', 2)), { kind: 'BagClosed', v: 1, bag }, a.shelved('1'))
  await write(desk, a.handedOver('1', 'first'), {
    ...a.paid('zhang', 1000),
    businessDay: a.day('2026-04-01'),
  })
  await desk.run('site', asGiven, [
    { kind: 'BarcodeAttached', v: 1, barcode: '6901234567892', productId: a.product('rice'), sku: 'rice' },
  ])
  await desk.run(round, closeRound, { evenIfBagsRemain: false })
  disk.nowMs = morningMs + dayMs
  const sheet = { expectedCashFen: fen(1000), countedCashFen: fen(1000), reason: null, unsentEntries: 0 }
  await desk.run('site', closeDay, sheet)
  await desk.run(next, openRound, opening('C3D4', 'Thursday'))
  const waiting = { ...a.aBag('2', 'zhang'), roundId: next }
  await desk.run(next, asGiven, [
    a.put(waiting, a.someGoods('rice', 1)),
    { kind: 'BagClosed', v: 1, bag: waiting },
    a.shelved('2'),
  ])
}

test('a new PC in place of a lost one has the rounds, bags, people and barcodes back, and reads closed rounds', async () => {
  const siteKey = await site.newSite()
  const lost = await site.deskAt(siteKey)
  await twoDaysOfWork(lost)
  await lost.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  await lost.until(() => !lost.people.waits)
  const { point } = lost.desk
  await point.bringBack(round)
  const told = (fold: Fold | undefined) => fold && everythingIn(fold)
  const [closed, open, ofSite] = [
    point.picture.round(round),
    point.picture.round(next),
    point.picture.site,
  ].map(told)
  const head = await lost.disk.entries.count()
  await lost.close()

  const fresh = await site.deskAt(siteKey)
  await fresh.untilInStep(head)
  await fresh.until(() => fresh.desk.point.people.get(zhang.householdId) !== undefined)
  // Next morning: the closed round has left memory and is asked for again.
  await fresh.close()
  await fresh.open()
  const here = fresh.desk.point
  expect(
    here
      .rounds()
      .map(({ title }) => title)
      .toSorted(),
  ).toEqual(['Thursday', 'Wednesday'])
  expect(here.picture.round(round)).toBeUndefined()
  await here.bringBack(round)
  expect(told(here.picture.round(round))).toBe(closed)
  expect(told(here.picture.round(next))).toBe(open)
  expect(told(here.picture.site)).toBe(ofSite)
  expect(here.people.get(zhang.householdId)).toMatchObject(zhang)
  expect(here.picture.round(next)?.state('bag', a.bag('2'))?.status).toBe('on-shelf')
  const found = here.picture.round(round)
  expect(found && productOfBarcode(found, here.picture.site, '6901234567892')).toBe(a.product('rice'))
})

test('what a lost device had sent is not called unsent at the desk that goes on beside it with a new code', async () => {
  const siteKey = await site.newSite()
  const lost = await site.deskAt(siteKey)
  await twoDaysOfWork(lost)
  await lost.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  const head = await lost.disk.entries.count()
  const { deviceId } = lost.desk.identity
  await lost.close()

  // Its records were damaged and set aside, its token with them: the centre lets both in.
  const fresh = await site.deskAt(siteKey)
  await fresh.desk.point.changeSettings({ formerDevices: [deviceId] })
  await fresh.untilInStep(head)
  await fresh.until(({ state, unsent }) => state === 'in-step' && unsent === 0)
  expect(fresh.desk.point.settings.formerDevices).toEqual([])
})
