import { type PushAnswer, paths, pushAnswer } from '../../shared/contract/sync'
import type { ChainEnd } from '../../shared/contract/syncProblem'
import type { Entry } from '../../shared/domain/entry/entry'
import type { Asking, CentreClient, NotOk } from './centreClient'
import type { AsideEntry } from './sentBook'
import { fitting } from './uplink'

/** At most so many in one push, though the contract allows more: a lost reply costs less. */
export const pushEntries = 200
const pushText = 512 * 1024
/** A parcel of twice the size would still get through in time. */
const quickMs = 5_000

export interface PushedAside {
  readonly entry: Entry
  readonly note: Omit<AsideEntry, 'seq'>
}

export interface PushResult {
  readonly sent: readonly Entry[]
  readonly aside: readonly PushedAside[]
  /** Of sites that are none of this device's, the centre says. */
  readonly elsewhere: readonly Entry[]
  /** Why it stopped before all were through; undefined when it did not. */
  readonly stopped?: NotOk
  /** The one that was sent when it stopped, where it was sent alone. */
  readonly alone?: Entry
}

const nothingWent: PushResult = { sent: [], aside: [], elsewhere: [] }

/**
 * Brings entries to their feeds, in the order given. What the centre says of each counts, nothing else does: an
 * entry it said nothing about is sent again. Its size of a parcel follows the network.
 */
export class EntryPush {
  private most = pushEntries

  constructor(private readonly client: CentreClient) {}

  /**
   * One parcel: the first of `entries`, and what fits with it.
   * @param last of this device, as far as is known, at the centre
   */
  async push(
    entries: readonly Entry[],
    last: ChainEnd | null,
    onAnswer: (answer: PushAnswer) => void = () => {},
  ): Promise<PushResult> {
    const bytes = Math.min(pushText, this.client.uplink.parcelBytes)
    const parcel = fitting(entries.slice(0, this.most), bytes)
    if (parcel.length === 0) return nothingWent
    const asking: Asking = { method: 'POST', path: paths.push, body: { last, entries: parcel } }
    const { ambient } = this.client
    const startedMs = ambient.steadyMs()
    const reply = await this.client.ask(asking, pushAnswer)
    if (!reply.ok) return this.notTaken(reply, parcel)
    onAnswer(reply.value)
    if (ambient.steadyMs() - startedMs < quickMs) this.most = Math.min(pushEntries, this.most * 2)
    return sorted(parcel, reply.value)
  }

  private notTaken(reply: NotOk, parcel: readonly Entry[]): PushResult {
    const [only] = parcel
    const code = reply.because === 'refused' ? reply.problem.code : undefined
    const ofContent = code === 'too-large' || code === 'bad-json' || code === 'bad-request'
    if (ofContent && only && parcel.length === 1) {
      const because = reply.because === 'refused' ? (reply.problem.because ?? '') : ''
      return { ...nothingWent, aside: [{ entry: only, note: { reason: code, because } }] }
    }
    const mayBeOfOne = ofContent || code === 'broken' || reply.because === 'no-connection'
    if (mayBeOfOne) this.most = Math.max(1, Math.floor(parcel.length / 2))
    if (ofContent) return nothingWent
    return { ...nothingWent, stopped: reply, ...(only && parcel.length === 1 ? { alone: only } : {}) }
  }
}

function sorted(parcel: readonly Entry[], { outcomes }: PushAnswer): PushResult {
  const sent: Entry[] = []
  const aside: PushedAside[] = []
  const elsewhere: Entry[] = []
  for (const { index, outcome, reason, because } of outcomes) {
    const entry = parcel[index]
    if (!entry) continue
    if (reason === 'wrong-feed') elsewhere.push(entry)
    else if (outcome === 'quarantined')
      aside.push({ entry, note: { reason: reason ?? 'bad-shape', because: because ?? '' } })
    else sent.push(entry)
  }
  const went = { sent, aside, elsewhere }
  if (sent.length + aside.length + elsewhere.length > 0) return went
  return { ...went, stopped: { ok: false, because: 'no-connection' } }
}
