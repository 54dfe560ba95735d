import { findSite, listDevices, listSites, Refused, revokeDevice, siteTitles } from '../hq/sites'
import { type Command, listed, word } from './command'

/** Who is let in. */
export const deviceCommands: Readonly<Record<string, Command>> = {
  'device list': {
    takes: '[SITE]',
    says: 'the devices and whether they are let in',
    run: async ({ sql }, [given]) => {
      const only = given === undefined ? undefined : await findSite(sql, given)
      const titles = siteTitles(await listSites(sql))
      const devices = (await listDevices(sql)).filter(
        ({ site_key }) => site_key === (only?.site_key ?? site_key),
      )
      return listed(
        devices.map(({ site, site_key, name, device_id, revoked }) => [
          titles.get(site_key) ?? site,
          name,
          device_id,
          revoked ? 'revoked' : 'enrolled',
        ]),
        'No device has joined yet: code new SITE makes a code for one.',
      )
    },
  },
  'device revoke': {
    takes: 'DEVICE',
    says: 'lets the device, and what began as a copy of it, in no more; what they have not sent stays on them',
    run: async (desk, [deviceId]) => {
      const id = word(deviceId, 'the device')
      const revoked = await revokeDevice(desk.sql, id, desk.nowMs())
      if (revoked.length === 0)
        throw new Refused(`there is no device "${id}": device list names them; the id is the third column`)
      for (const one of revoked) desk.deviceChanged(one)
      return revoked.map((one) => `Device ${one} is let in no more.`).join('\n')
    },
  },
}
