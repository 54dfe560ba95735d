import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openEmbedded } from '../../../server/db/embeddedSql'
import type { Fact } from '../../../shared/domain/facts'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { fen } from '../../../shared/kernel/money'
import { morningMs } from '../../builders/aDesk'
import { write } from '../../builders/aLiveDesk'
import { type ACentre, aCentre, aPoint } from '../../server/aCentre'
import { ALinkedDesk } from './aLinkedDesk'
import { VirtualTime } from './virtualTime'

let at: ACentre
const time = new VirtualTime(morningMs)
const open: ALinkedDesk[] = []

beforeAll(async () => {
  at = await aCentre(await openEmbedded({ onHung: () => {} }))
}, 120_000)
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})
afterAll(async () => {
  await at.centre.stop()
  await at.centre.sql.close()
})

async function aDeskAt(siteKey: string): Promise<ALinkedDesk> {
  const desk = await new ALinkedDesk(at, time).enrol(siteKey)
  open.push(desk)
  return desk
}

const floatOf = (n: number): Fact => ({
  kind: 'FloatSet',
  v: 1,
  businessDay: businessDayAt(morningMs),
  fen: fen(n),
})

test('two desks of one site see what each other wrote', async () => {
  const siteKey = await aPoint(at)
  const first = await aDeskAt(siteKey)
  const second = await aDeskAt(siteKey)
  await write(first.desk, floatOf(1))
  await second.untilInStep(1)
  await write(second.desk, floatOf(2))
  await first.untilInStep(2)
  expect(first.desk.point.seen).toEqual(second.desk.point.seen)
  expect(await first.disk.entries.count()).toBe(2)
})
