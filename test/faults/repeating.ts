import type { Chance } from '../../shared/sample/chance'
import type { Asked, Passed, Way } from './faultProxy'

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Everything three times, some of it much later; answers out of order, old ones again, and cached ones.
 * @param wasOld is told what got one of those
 */
export function repeating(chance: Chance, wasOld: (asked: Asked) => void = () => {}): Way {
  const answers = new Map<string, Passed[]>()
  return async (asked, pass) => {
    if (asked.path === '/v1/stream') return pass()
    const isRead = asked.method === 'GET'
    const old = answers.get(asked.path) ?? []
    if (isRead && old.length > 0 && chance.happens(0.3)) {
      wasOld(asked)
      return chance.pick(old)
    }
    // The network sends the request on once more when everybody has forgotten it.
    if (chance.happens(0.2)) void pause(chance.int(200, 2_000)).then(() => pass().catch(() => undefined))
    if (chance.happens(0.5)) await Promise.all([pass(), pass()])
    await pause(chance.int(0, 120))
    const passed = await pass()
    await pause(chance.int(0, 120))
    if (isRead) answers.set(asked.path, [...old, passed])
    return passed
  }
}
