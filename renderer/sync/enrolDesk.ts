import {
  type EnrolAnswer,
  type EnrolRequest,
  enrolAnswer,
  paths,
  protocolVersion,
} from '../../shared/contract/sync'
import type { LocalStore } from '../storage/localStore'
import { anotherTokenToAskWith, tokenToAskWith } from './askedToken'
import { CentreClient } from './centreClient'
import type { SyncAmbient } from './syncAmbient'

export type EnrolOutcome =
  | { readonly ok: true; readonly answer: EnrolAnswer; readonly token: string }
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
        | 'busy'
        | 'refused'
    }

/**
 * Asks the centre to take this desk in. A reply that was lost: ask again with the same. Where the token has become void
 * meanwhile, another PC has come in this one's name; it asks once more with another token, and the other is put out: only
 * where a person brought a code.
 */
export async function enrolDesk(
  ambient: SyncAmbient,
  { local, address }: { readonly local: LocalStore; readonly address: string },
  request: Omit<EnrolRequest, 'token'>,
): Promise<EnrolOutcome> {
  const desk = { local, deviceId: request.deviceId, newToken: () => ambient.newToken() }
  const client = new CentreClient(ambient, address, null)
  const first = await ask(client, { ...request, token: await tokenToAskWith(desk, address) })
  if (first !== 'token-void') return first
  if (request.code === undefined) return { ok: false, because: 'refused' }
  const second = await ask(client, { ...request, token: await anotherTokenToAskWith(desk, address) })
  return second === 'token-void' ? { ok: false, because: 'refused' } : second
}

async function ask(client: CentreClient, body: EnrolRequest): Promise<EnrolOutcome | 'token-void'> {
  const reply = await client.ask({ method: 'POST', path: paths.enrol, body }, enrolAnswer)
  if (reply.ok) return { ok: true, answer: reply.value, token: body.token }
  if (reply.because === 'no-connection') return { ok: false, because: 'no-connection' }
  const { code, min = protocolVersion } = reply.problem
  switch (code) {
    case 'token-void':
      return code
    case 'wrong-code':
    case 'other-site':
    case 'secret-lost':
    case 'slow-down':
      return { ok: false, because: code }
    // Its database is out of reach, or something in it is broken: it has not looked at the code.
    case 'busy':
    case 'broken':
      return { ok: false, because: 'busy' }
    case 'protocol':
      return { ok: false, because: protocolVersion < min ? 'desk-too-old' : 'desk-too-new' }
    default:
      return { ok: false, because: 'refused' }
  }
}
