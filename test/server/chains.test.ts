import { expect, test } from 'vitest'
import { answerCommand } from '../../server/command/answerCommand'
import { verifyChains } from '../../server/hq/verifyChains'
import { type Entry, hashOfEntry } from '../../shared/domain/entry/entry'
import { anEnrolledDesk, aPoint, seededBytes } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const at = anEmbeddedCentre()

async function findings(deviceId: string) {
  const { sql, books } = at().centre
  const { findings, lost } = await verifyChains(sql, books)
  expect(lost).toEqual([])
  return findings
    .filter((one) => one.deviceId === deviceId)
    .map(({ deviceSeq, fault }) => [deviceSeq, fault])
    .sort()
}

test('two entries that changed places in the database are each named, though each of them is whole', async () => {
  const desk = await anEnrolledDesk(at())
  await desk.push(desk.writeMany(4))
  expect(await findings(desk.deviceId)).toEqual([])
  await at().centre.sql.query(
    `update entries as here set body = there.body from entries as there
     where here.site_id = $1 and there.site_id = $1 and (here.device_seq, there.device_seq) in ((2, 3), (3, 2))`,
    [desk.siteId],
  )
  expect(await findings(desk.deviceId)).toEqual([
    [2, 'misplaced'],
    [3, 'misplaced'],
  ])
})

test('an entry put in the place of another, sealed as it should be, follows nothing, and nothing follows it', async () => {
  const desk = await anEnrolledDesk(at())
  const entries = desk.writeMany(5)
  await desk.push(entries)
  const resealed = { ...(entries[2] as Entry), prevHash: 'f'.repeat(64) }
  const forged = { ...resealed, hash: hashOfEntry(resealed) }
  await at().centre.sql.query(
    'update entries set body = $2, hash = $3 where site_id = $1 and device_seq = 3',
    [desk.siteId, JSON.stringify(forged), forged.hash],
  )
  expect(await findings(desk.deviceId)).toEqual([
    [3, 'broken-link'],
    [4, 'broken-link'],
  ])
})

test('a body that is no JSON, or no entry, is named with its place, beside all that was found otherwise', async () => {
  const { sql } = at().centre
  const siteKey = await aPoint(at())
  const desk = await anEnrolledDesk(at(), { siteKey })
  const round = { roundId: 'r1', roundCode: 'AAAA', title: 't' }
  const pickup = { pickupFrom: '2025-01-01', pickupUntil: '2025-01-02' }
  const opened = desk.write([{ kind: 'RoundOpened', v: 1, ...round, ...pickup }], desk.siteId, 'r1')
  await desk.push([opened, ...desk.writeMany(4)])
  const place = { sql, nowMs: () => 1, randomBytes: seededBytes(3), folder: '/' }
  const type = (...argv: string[]) =>
    answerCommand({ ...place, deviceChanged: () => {}, tell: () => {} }, argv, () => {})
  expect((await type('report', 'rounds', siteKey)).ok).toBe(true)
  const damage = 'update entries set body = $2 where site_id = $1 and device_seq = $3'
  await sql.query(damage, [desk.siteId, '{"facts": [', 1])
  await sql.query(damage, [desk.siteId, '"no entry"', 4])
  const { ok, fault, text } = await type('chain', 'verify')
  expect([ok, fault]).toEqual([false, undefined])
  for (const position of [1, 4])
    expect(text).toMatch(new RegExp(`edited +${desk.siteId} +position ${position}, not readable`))
  // Of another device, from the tests before.
  expect(text).toMatch(/broken-link/)
  for (const argv of [['check'], ['rebuild'], ['rounds', siteKey]]) {
    const answer = await type('report', ...argv)
    expect([answer.ok, answer.fault]).toEqual([false, undefined])
    expect(answer.text).toMatch(new RegExp(`position 1 of the feed ${desk.siteId} .+chain verify`))
  }
})
