import { expect, test } from 'vitest'
import { paths } from '../../../shared/contract/sync'
import { write } from '../../builders/aLiveDesk'
import { aSyncedSite } from './aSyncedSite'
import { floatOf } from './theDay'

const site = aSyncedSite()

test('a desk whose answer was lost asks with the same token; a copy that comes late puts it out neither then nor later', async () => {
  const siteKey = await site.newSite()
  const desk = await site.deskAt(siteKey)
  const asked: string[] = []
  const late: (() => Promise<number>)[] = []
  let isLost = true
  desk.way = async (address, init, centre) => {
    const reply = await centre(address, init)
    if (!address.endsWith(paths.enrol)) return reply
    asked.push(JSON.parse(String(init.body)).token)
    late.push(async () => (await centre(address, init)).status)
    if (isLost) throw new TypeError('lost on the way back')
    return reply
  }
  await expect(desk.joinAnew(siteKey)).rejects.toThrow('no-connection')
  isLost = false
  await desk.joinAnew(siteKey)
  expect(asked[1]).toBe(asked[0])
  expect(await late[0]?.()).toBe(200)
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)

  await desk.joinAnew(siteKey)
  expect(asked[2]).not.toBe(asked[0])
  expect(await late[0]?.()).toBe(409)
  await write(desk.desk, floatOf(2))
  await desk.untilInStep(2)
})

test('a desk whose token another PC in its name made void, before it ever heard of it, is let in all the same', async () => {
  const siteKey = await site.newSite()
  const desk = await site.deskAt(siteKey)
  const copy = site.keep(await desk.copied())
  desk.way = async (address, init, centre) => {
    const reply = await centre(address, init)
    if (address.endsWith(paths.enrol)) throw new TypeError('lost on the way back')
    return reply
  }
  await expect(desk.joinAnew(siteKey)).rejects.toThrow('no-connection')
  await copy.joinAnew(siteKey)
  desk.way = (address, init, centre) => centre(address, init)
  await desk.joinAnew(siteKey)
  await write(desk.desk, floatOf(1))
  await desk.untilInStep(1)
})

test.each([
  ['busy', 503],
  ['broken', 500],
])(
  'a desk that asks to be let in while the centre is %s hears that it is not refused',
  async (code, status) => {
    const siteKey = await site.newSite()
    const desk = await site.deskAt(siteKey)
    desk.way = async () => new Response(JSON.stringify({ code }), { status })
    await expect(desk.joinAnew(siteKey)).rejects.toThrow('not enrolled: busy')
    desk.way = (address, init, centre) => centre(address, init)
    await desk.joinAnew(siteKey)
    await write(desk.desk, floatOf(1))
    await desk.untilInStep(1)
  },
)
