import { BlockList, isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import type { CentreEnv } from './answer'
import type { Parts } from './parts'

const near = new BlockList()
near.addSubnet('127.0.0.0', 8)
near.addSubnet('10.0.0.0', 8)
near.addSubnet('172.16.0.0', 12)
near.addSubnet('192.168.0.0', 16)
near.addAddress('::1', 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')

const isNear = (address: string): boolean => near.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const advice =
  'Requests come through a proxy on this machine or network, and BEHIND_PROXY is not 1: the limits by address take everybody for one. Set BEHIND_PROXY=1.'

/** Says once that there is a proxy nobody told of. What it says is not believed by itself: anybody can write it. */
export function noticeProxy({ behindProxy, log }: Parts): MiddlewareHandler<CentreEnv> {
  let isSaid = behindProxy
  return async (c, next) => {
    const peer = c.env?.incoming?.socket?.remoteAddress
    if (!isSaid && peer !== undefined && c.req.header('x-forwarded-for') && isNear(peer)) {
      isSaid = true
      log('warn', 'proxy-not-named', { advice })
    }
    await next()
  }
}
