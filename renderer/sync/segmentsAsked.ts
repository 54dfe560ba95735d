import { type PackedSegment, packedSegment, paths, segmentsType } from '../../shared/contract/sync'
import type { CameSegment } from '../storage/historyStore'
import type { CentreClient, Reply } from './centreClient'

/** Of one history of the centre: number `n` and those that follow it, at most `most`, of so many entries each. */
export interface SegmentsWanted {
  readonly epoch: string
  readonly n: number
  readonly most: number
  readonly segmentLength: number
}

export interface AskedSegment extends CameSegment {
  readonly placed: PackedSegment['entries']
}

/** @throws where the centre answers others than were asked for */
export async function askForSegments(
  client: CentreClient,
  siteId: string,
  { epoch, n, most, segmentLength }: SegmentsWanted,
  signal: AbortSignal,
): Promise<Reply<readonly AskedSegment[]>> {
  const asking = { path: paths.segment(siteId, n), query: { epoch, most } }
  const reply = await client.askForParts(asking, segmentsType, packedSegment, signal)
  if (!reply.ok) return reply
  const came = reply.value.flatMap(({ value, bytes }, i) =>
    value.segment === n + i && i < most && value.entries.length === segmentLength
      ? [{ n: value.segment, bytes, placed: value.entries, entries: value.entries.map(({ entry }) => entry) }]
      : [],
  )
  if (came.length === 0) throw new Error('the centre answered another segment than was asked for')
  return { ok: true, value: came }
}
