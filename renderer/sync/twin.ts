import { type MeAnswer, meAnswer, paths } from '../../shared/contract/sync'
import type { CentreClient, NotOk, Reply } from './centreClient'

/** This desk's own chain, as it lies on the disk. */
export interface OwnChain {
  readonly deviceId: string
  readonly head: number
  hashAt(seq: number): Promise<string | undefined>
}

/**
 * Who this desk is to the centre. What a cache on the way keeps may have been said to another desk, or to this one in
 * the name it had before: that is no answer, or a desk would be taken for its own twin.
 */
export function askMe(
  client: CentreClient,
  deviceId: string,
  query: { readonly upTo?: number } = {},
): Promise<Reply<MeAnswer>> {
  const ofThisDesk = meAnswer.refine(({ device }) => device.deviceId === deviceId)
  return client.ask({ path: paths.me, query }, ofThisDesk)
}

/**
 * Whether another desk writes in this one's name, as after a PC was copied or set back: the centre then has an entry
 * that this desk never wrote. A chain has one past: as long as the last entry up to a sequence is this desk's own, so
 * are all before it.
 * @returns the sequence up to which both are one; undefined where there is no other
 */
export async function sharedWithTwin(
  client: CentreClient,
  { last }: MeAnswer,
  { deviceId, head, hashAt }: OwnChain,
): Promise<number | undefined | NotOk> {
  const isOwn = async (there: MeAnswer['last']): Promise<boolean> => {
    if (!there) return true
    if (there.seq > head) return false
    const hash = await hashAt(there.seq)
    return hash === undefined || hash === there.hash
  }
  if (!last || (await isOwn(last))) return undefined
  let shared = 0
  for (let most = Math.min(head, last.seq); shared < most; ) {
    const upTo = Math.ceil((shared + most) / 2)
    const reply = await askMe(client, deviceId, { upTo })
    if (!reply.ok) return reply
    if (await isOwn(reply.value.last)) shared = upTo
    else most = upTo - 1
  }
  return shared
}
