import { z } from 'zod'
import {
  type EnrolAnswer,
  type EnrolRequest,
  enrolAnswer,
  paths,
  protocolVersion,
} from '../../shared/contract/sync'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { LocalStore } from '../storage/localStore'
import { CentreClient } from './centreClient'
import type { SyncAmbient } from './syncAmbient'

const enrolment = z.object({
  address: z.string(),
  token: z.string(),
  organisation: z.string(),
  feeds: z.array(z.object({ siteId: z.string(), kind: z.enum(['point', 'warehouse']), name: z.string() })),
})

/** How this desk reaches the centre it belongs to. The token opens its feeds: it is kept sealed. */
export type Enrolment = z.infer<typeof enrolment>

const key = 'centre'
/** The token the desk asks with. */
export const askedDraft = 'centre-asked'

/** What the enrolment of a device is kept as by the one that takes its place. */
export const formerEnrolment = { draft: key, as: 'centre-former' } as const

/** The same of a desk in whose name another one writes too: that one is not put out. */
export const twinEnrolment = { draft: key, as: 'centre-twin' } as const

/** Undefined for a desk that works by itself. */
export async function readEnrolment(local: LocalStore): Promise<Enrolment | undefined> {
  const kept = enrolment.safeParse(await local.readDraft(key))
  return kept.success ? kept.data : undefined
}

export async function keepEnrolment(local: LocalStore, kept: Enrolment): Promise<void> {
  // No more than is named above: the secret of a feed's site lies elsewhere, with the site.
  await local.writeDraft(key, enrolment.parse(kept) satisfies Json)
}

const asked = z.object({ address: z.string(), deviceId: z.string(), token: z.string() })

/**
 * What the desk shows from now on, if the centre lets it in: on the disk before it asks, and the same until it was let
 * in, so that a request that comes late puts nobody out. Each centre is asked with a token of its own.
 */
export async function tokenToAskWith(
  local: LocalStore,
  address: string,
  deviceId: string,
  newToken: () => string,
): Promise<string> {
  const before = asked.safeParse(await local.readDraft(askedDraft)).data
  const isSame = before?.address === address && before.deviceId === deviceId
  if (isSame && before.token !== (await readEnrolment(local))?.token) return before.token
  const token = newToken()
  await local.writeDraft(askedDraft, { address, deviceId, token })
  return token
}

export interface FormerEnrolment {
  readonly enrolment: Enrolment
  /** The other goes on as well. */
  readonly beside: boolean
}

/** How the device that this one was before reached its centre; undefined where there is none, or it is done. */
export async function readFormer(local: LocalStore): Promise<FormerEnrolment | undefined> {
  for (const { as } of [formerEnrolment, twinEnrolment]) {
    const kept = enrolment.safeParse(await local.readDraft(as))
    if (kept.success) return { enrolment: kept.data, beside: as === twinEnrolment.as }
  }
  return undefined
}

export async function forgetFormer(local: LocalStore): Promise<void> {
  for (const { as } of [formerEnrolment, twinEnrolment]) await local.deleteDraft(as)
}

export type EnrolOutcome =
  | { readonly ok: true; readonly answer: EnrolAnswer }
  | {
      readonly ok: false
      readonly because:
        | 'not-an-address'
        | 'no-connection'
        | 'wrong-code'
        | 'other-site'
        | 'secret-lost'
        | 'desk-too-old'
        | 'desk-too-new'
        | 'slow-down'
        | 'refused'
    }

/** Asks the centre to take this desk in. A reply that was lost: ask again with the same. */
export async function enrolDesk(
  ambient: SyncAmbient,
  address: string,
  request: EnrolRequest,
): Promise<EnrolOutcome> {
  const client = new CentreClient(ambient, address, null)
  const reply = await client.ask({ method: 'POST', path: paths.enrol, body: request }, enrolAnswer)
  if (reply.ok) return { ok: true, answer: reply.value }
  if (reply.because === 'no-connection') return { ok: false, because: 'no-connection' }
  const { code, min = protocolVersion } = reply.problem
  switch (code) {
    case 'wrong-code':
    case 'other-site':
    case 'secret-lost':
    case 'slow-down':
      return { ok: false, because: code }
    case 'protocol':
      return { ok: false, because: protocolVersion < min ? 'desk-too-old' : 'desk-too-new' }
    default:
      return { ok: false, because: 'refused' }
  }
}
