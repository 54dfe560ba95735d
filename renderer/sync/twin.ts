import { type MeAnswer, meAnswer, paths } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import type { CentreClient, NotOk, Reply } from './centreClient'

/** This desk's own chain, as it lies on the disk. */
export interface OwnChain {
  readonly deviceId: string
  readonly head: number
  hashAt(seq: number): Promise<string | undefined>
}

/**
 * Who this desk is to the centre. What a cache on the way keeps may have been said to another desk, or to this one in
 * the name it had before, or to another question: that is no answer, or a desk would be taken for its own twin.
 */
export function askMe(
  client: CentreClient,
  deviceId: string,
  query: { readonly upTo?: number } = {},
): Promise<Reply<MeAnswer>> {
  const { upTo = Number.POSITIVE_INFINITY } = query
  const ofThisDesk = meAnswer.refine(
    ({ device, last }) => device.deviceId === deviceId && (last?.seq ?? 0) <= upTo,
  )
  return client.ask({ path: paths.me, query }, ofThisDesk)
}

/** Whether the centre's entry of this device is one that this desk wrote. */
export async function isOwn({ head, hashAt }: OwnChain, { seq, hash }: ChainEnd): Promise<boolean> {
  if (seq > head) return false
  const own = await hashAt(seq)
  return own === undefined || own === hash
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
  chain: OwnChain,
): Promise<number | undefined | NotOk> {
  if (!last || (await isOwn(chain, last))) return undefined
  let strange = last
  let shared = 0
  for (let least = 0; least < strange.seq - 1; ) {
    const upTo = Math.ceil((least + strange.seq - 1) / 2)
    const reply = await askMe(client, chain.deviceId, { upTo })
    if (!reply.ok) return reply
    const there = reply.value.last
    if (there && !(await isOwn(chain, there))) strange = there
    else {
      least = upTo
      shared = there?.seq ?? 0
    }
  }
  // What the centre has not got between the two may be of both: the one after it knows the last of it.
  const before = strange.seq - 1
  return before > shared && (await chain.hashAt(before)) === strange.prevHash ? before : shared
}
