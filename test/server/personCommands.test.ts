import { expect, test } from 'vitest'
import { runCommand } from '../../server/command/runCommand'
import type { IdentitiesAnswer } from '../../shared/contract/people'
import { paths } from '../../shared/contract/sync'
import { morningMs } from '../builders/aDesk'
import { type ADeskOfTheCentre, anEnrolledDesk, aPoint, seededBytes } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const at = anEmbeddedCentre()

const dayMs = 86_400_000
function type(...argv: string[]): Promise<string> {
  const { sql } = at().centre
  const more = { randomBytes: seededBytes(9), folder: '/', deviceChanged: () => {}, tell: () => {} }
  return runCommand({ sql, nowMs: () => at().clock.nowMs, ...more }, argv)
}

const person = (householdId: string, name: string, phone: string | null = null) => ({
  assumed: null,
  identity: { erased: false, householdId, version: 1, name, phone, address: null, note: null },
})
async function leftOf(desk: ADeskOfTheCentre): Promise<string[]> {
  const { identities } = await desk.json<IdentitiesAnswer>(paths.identities(desk.siteId))
  return identities.flatMap(({ identity }) => (identity.erased ? [] : [identity.name])).toSorted()
}

test('a phone tail or a name only finds a household, masked; its id erases it', async () => {
  const siteKey = await aPoint(at())
  const desk = await anEnrolledDesk(at(), { siteKey })
  const rows = [person('h-1', '张三', '13800138000'), person('h-2', '张三丰', '13800138001')]
  await desk.sent(paths.identities(desk.siteId), { rows })
  const found = await type('person', 'erase', siteKey, '8000')
  expect(found).toMatch(/Nobody is erased yet[\s\S]*h-1 +张\* +1\*{6}8000/)
  expect(found).not.toMatch(/h-2|13800138000|张三/)
  expect(await type('person', 'erase', siteKey, '张三')).toMatch(/h-1[\s\S]*h-2/)
  expect(await leftOf(desk)).toEqual(['张三', '张三丰'])
  expect(await type('person', 'erase', siteKey, 'h-1')).toContain('h-1 is erased')
  expect(await leftOf(desk)).toEqual(['张三丰'])
  await expect(type('person', 'erase', siteKey, '9999')).rejects.toThrow('nobody')
})

test('an id that nobody of the site has is refused, unless it is to be erased ahead of the desk that has it', async () => {
  const siteKey = await aPoint(at())
  const desk = await anEnrolledDesk(at(), { siteKey })
  await desk.sent(paths.identities(desk.siteId), { rows: [person('h-5688', '张三')] })
  const refused = await type('person', 'erase', siteKey, 'h-56').catch(String)
  expect(refused).toMatch(/nobody at ".+" has the id h-56: nobody was erased.+phone tail.+--ahead/)
  expect(await leftOf(desk)).toEqual(['张三'])
  expect(await type('person', 'erase', siteKey, 'h-56', '--ahead')).toContain('h-56 is erased;')
  expect(await type('person', 'erase', siteKey, 'h-56')).toContain('h-56 is erased already')
  expect(await leftOf(desk)).toEqual(['张三'])
})

test('old households go once every round of theirs is closed and over; who is in no round stays', async () => {
  const siteKey = await aPoint(at())
  const desk = await anEnrolledDesk(at(), { siteKey })
  const rows = ['old', 'still', 'nowhere'].map((who) => person(`h-${who}`, who))
  await desk.sent(paths.identities(desk.siteId), { rows })
  const opened = (roundId: string) => ({
    ...{ kind: 'RoundOpened', v: 1, roundId, roundCode: 'AAAA', title: roundId },
    ...{ pickupFrom: '2025-01-01', pickupUntil: '2025-01-02' },
  })
  const order = (roundId: string, householdId: string) => ({
    kind: 'OrderPlaced',
    v: 1,
    order: {
      ...{ orderId: `o-${roundId}-${householdId}`, roundId, householdId, source: 'phone', sourceNo: '1' },
      ...{ participateNo: 1, placedAtMs: 0, lines: [], paidFen: 0, fulfilment: 'pickup', cancelled: false },
    },
  })
  const closed = { kind: 'RoundClosed', v: 1, roundId: 'r1' }
  const entries = [
    desk.write([opened('r1'), order('r1', 'h-old'), order('r1', 'h-still'), closed], desk.siteId, 'r1'),
    desk.write([opened('r2'), order('r2', 'h-still')], desk.siteId, 'r2'),
  ]
  const { outcomes } = await desk.push(entries)
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
  at().clock.nowMs = morningMs + 20 * dayMs
  await type('person', 'erase-old', '30')
  expect(await leftOf(desk)).toEqual(['nowhere', 'old', 'still'])
  await type('person', 'erase-old', '10')
  expect(await leftOf(desk)).toEqual(['nowhere', 'still'])
  at().clock.nowMs = morningMs
})
