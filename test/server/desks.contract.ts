import { expect, test } from 'vitest'
import { type MeAnswer, paths } from '../../shared/contract/sync'
import { type ACentre, type ADeskOfTheCentre, anEnrolledDesk, aPoint, aWarehouse } from './aCentre'

/** How the desks of a site know one another by name. */
export function desksContract(at: () => ACentre): void {
  const named = async (desk: ADeskOfTheCentre) => {
    const { desks = [] } = await desk.json<MeAnswer>(paths.me)
    return desks.map(({ deviceId, name }) => [deviceId, name])
  }
  const call = (desk: ADeskOfTheCentre, body: unknown) =>
    desk.call(paths.me, { method: 'PUT', body: JSON.stringify(body) })

  test('a desk hears what the others of its site are called, in the order they came, and of no other site', async () => {
    const siteKey = await aPoint(at())
    const first = await anEnrolledDesk(at(), { siteKey })
    at().clock.nowMs += 1
    const second = await anEnrolledDesk(at(), { siteKey })
    await anEnrolledDesk(at())
    expect((await named(second)).map(([deviceId]) => deviceId)).toEqual([first.deviceId, second.deviceId])
    expect((await call(second, { name: '2' })).status).toBe(200)
    expect((await named(first))[1]).toEqual([second.deviceId, '2'])
    expect((await call(second, { name: '' })).status).toBe(400)
    expect((await named(first))[1]).toEqual([second.deviceId, '2'])
  })

  test('a warehouse and the points it packs for know the desks of one another, and no point those of another', async () => {
    const { warehouse, points } = await aWarehouse(at(), { warehouse: 'depot', points: ['garden', 'river'] })
    const [garden, river] = points
    if (!garden || !river) throw new Error('no points')
    const atGarden = await anEnrolledDesk(at(), { siteKey: garden })
    at().clock.nowMs += 1
    const atRiver = await anEnrolledDesk(at(), { siteKey: river })
    at().clock.nowMs += 1
    const packer = await anEnrolledDesk(at(), { siteKey: warehouse })
    const ids = async (desk: ADeskOfTheCentre) => (await named(desk)).map(([deviceId]) => deviceId)
    expect(await ids(packer)).toEqual([atGarden.deviceId, atRiver.deviceId, packer.deviceId])
    expect(await ids(atGarden)).toEqual([atGarden.deviceId, packer.deviceId])
    expect(await ids(atRiver)).toEqual([atRiver.deviceId, packer.deviceId])
  })
}
