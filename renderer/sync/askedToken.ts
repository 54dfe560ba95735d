import { z } from 'zod'
import type { LocalStore } from '../storage/localStore'
import { readEnrolment } from './enrolment'

export const askedDraft = 'centre-asked'
const asked = z.object({ deviceId: z.string(), tokens: z.record(z.string(), z.string()) })

export interface AskingDesk {
  readonly local: LocalStore
  readonly deviceId: string
  readonly newToken: () => string
}

/**
 * What the desk shows from now on, if the centre at the address lets it in: on the disk before it asks, and the same
 * until it was let in, so that a request that comes late puts nobody out. Each address has a token of its own: whoever
 * is asked by mistake does not get to know another's.
 */
export async function tokenToAskWith(desk: AskingDesk, address: string): Promise<string> {
  const token = (await tokensOf(desk))[address]
  const joined = await readEnrolment(desk.local)
  return token !== undefined && token !== joined?.token ? token : anotherTokenToAskWith(desk, address)
}

/** In place of one that the centre takes no more. */
export async function anotherTokenToAskWith(desk: AskingDesk, address: string): Promise<string> {
  const { local, deviceId, newToken } = desk
  const token = newToken()
  const tokens = { ...(await tokensOf(desk)), [address]: token }
  await local.writeDraft(askedDraft, { deviceId, tokens })
  return token
}

/** By address. Those of the device that this one was before are not its own. */
async function tokensOf({ local, deviceId }: AskingDesk): Promise<Readonly<Record<string, string>>> {
  const kept = asked.safeParse(await local.readDraft(askedDraft))
  return kept.data?.deviceId === deviceId ? kept.data.tokens : {}
}
