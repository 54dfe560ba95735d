import { expect, test } from 'vitest'
import { verifyChains } from '../../server/hq/verifyChains'
import { type Entry, hashOfEntry } from '../../shared/domain/entry/entry'
import { anEnrolledDesk } from './aCentre'
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
