import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepPhoto } from '../../../renderer/commands/keepPhoto'
import { noteDiscrepancy } from '../../../shared/domain/discrepancy/noteDiscrepancy'
import { round } from '../../builders/aDesk'
import { aTakenPhoto } from '../../builders/aTakenPhoto'
import { aWetBox } from '../../builders/aWetBox'
import { ADeskOnTheNet, cameTrue } from '../../faults/aDeskOnTheNet'
import { type AServedCentre, aServedCentre } from '../../faults/aServedCentre'
import { FaultProxy, straight } from '../../faults/faultProxy'
import { aCode, aPoint } from '../../server/aCentre'

let at: AServedCentre
let proxy: FaultProxy
beforeAll(async () => {
  at = await aServedCentre()
  proxy = await FaultProxy.open(at.address)
}, 120_000)
afterAll(async () => {
  await proxy.close()
  await at.close()
})

test('over real sockets that are cut again and again a photo goes on where it was, and comes out whole', async () => {
  const siteKey = await aPoint(at)
  const desk = await (await new ADeskOnTheNet(proxy.address).enrol(await aCode(at, siteKey))).open()
  const other = await (await new ADeskOnTheNet(proxy.address).enrol(await aCode(at, siteKey))).open()
  const photo = aTakenPhoto(400_000)
  let puts = 0
  let gets = 0
  let answeredTo = 0
  let sentAgain = 0
  proxy.way = async ({ method, path, body }, pass) => {
    if (!path.includes('/blobs/')) return pass()
    if (method === 'GET') {
      gets += 1
      return gets % 2 === 1 ? { ...(await pass()), cutAt: 3 } : pass()
    }
    // Only asks how far it is.
    if (body.byteLength === 0) return pass()
    const from = Number(new URL(path, proxy.address).searchParams.get('from'))
    if (from < answeredTo) sentAgain += body.byteLength
    // Of three parts, one never arrives, one arrives and its answer is lost, one is answered.
    puts += 1
    if (puts % 3 === 1) return 'reset'
    const passed = await pass()
    if (puts % 3 === 2) return { ...passed, cutAt: 3 }
    answeredTo = from + body.byteLength
    return passed
  }
  const noted = await desk.does((it) => it.run(round, noteDiscrepancy, aWetBox))
  if (!noted.ok) throw new Error(noted.refusal)
  const [fact] = noted.entries[0]?.facts ?? []
  const { discrepancyId } = Object(fact)
  await desk.does((it) => keepPhoto(it, round, { discrepancyId, photo }))
  expect(await cameTrue(() => desk.view.photosWaiting === 0 && puts > 3, 60_000)).toBe(true)
  expect(await cameTrue(() => other.view.photosFetched === 1, 60_000)).toBe(true)
  const { siteId } = other.desk.identity
  const back = await other.desk.point.photos.read({ siteId, sha256: photo.terms.sha256 })
  expect(Buffer.from((await back?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(
    Buffer.from(await photo.picture.arrayBuffer()),
  )
  expect(answeredTo).toBeGreaterThan(0)
  expect(sentAgain).toBe(0)
  proxy.way = straight
  await desk.close()
  await other.close()
})
