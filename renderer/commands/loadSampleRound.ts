import type { Decide } from '../../shared/domain/decide'
import type { Fact } from '../../shared/domain/facts'
import type { RoundId } from '../../shared/kernel/ids'
import { type SampleRound, sampleKitRound, sampleRound } from '../../shared/sample/sampleRound'
import type { Answer, Desk } from './desk'

const sampleSeed = 618

/** Orders of the sample came in over the day before. */
const openedBeforeMs = 26 * 3_600_000

/** Writes a sample round as the entries it would have come in with; people first, so that no order lacks a name. */
export async function loadSampleRound(desk: Desk, which: 'week' | 'kit'): Promise<RoundId> {
  const request = {
    seed: sampleSeed,
    siteId: desk.identity.siteId,
    siteSalt: desk.identity.siteId,
    openedAtMs: desk.nowMs() - openedBeforeMs,
  }
  const sample: SampleRound = which === 'kit' ? sampleKitRound(request) : sampleRound(request)
  const unsaved = await desk.keepPeople((known) =>
    sample.identities.filter(({ householdId }) => !known(householdId)),
  )
  if (unsaved) throw new Error(`people of the sample not kept: ${unsaved}`)
  for (const { roundId, facts } of sample.drafts) {
    const answer: Answer = await desk.run(roundId, asGiven, facts)
    if (!answer.ok) throw new Error(`sample round not written: ${answer.refusal}`)
  }
  return sample.roundId
}

const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })
