import { type PackedSegment, packedSegment, paths, segmentsType } from '../../shared/contract/sync'
import type { CameSegment } from '../storage/historyStore'
import { headOf } from '../storage/segmentHead'
import type { CentreClient, Reply } from './centreClient'

/** Of one history of the centre: number `n` and those that follow it, at most `most`, of so many entries each. */
export interface SegmentsWanted<T> {
  readonly epoch: string
  readonly n: number
  readonly most: number
  readonly segmentLength: number
  /**
   * What is wanted of one besides its bytes, taken out as soon as it is read: whole, all that came along would be in
   * memory at once, and tidying that up stops a scan for longer than reading it.
   */
  take(segment: PackedSegment): T
  /** Resolves when every entry asked for so far is on the disk. */
  quiet(): Promise<void>
}

export interface AskedSegment<T> extends CameSegment {
  readonly taken: T
}

/** @throws where the centre answers others than were asked for */
export async function askForSegments<T>(
  client: CentreClient,
  siteId: string,
  { epoch, n, most, segmentLength, take, quiet }: SegmentsWanted<T>,
  signal: AbortSignal,
): Promise<Reply<readonly AskedSegment<T>[]>> {
  const asking = { path: paths.segment(siteId, n), query: { epoch, most } }
  const part = packedSegment.transform((segment) => {
    const entries = segment.entries.map(({ entry }) => entry)
    return { length: entries.length, head: headOf(siteId, segment.segment, entries), taken: take(segment) }
  })
  const reply = await client.askForParts(asking, { type: segmentsType, part, quiet }, signal)
  if (!reply.ok) return reply
  const came = reply.value.flatMap(({ value: { length, head, taken }, bytes }, i) =>
    head.n === n + i && i < most && length === segmentLength ? [{ bytes, head, taken }] : [],
  )
  if (came.length === 0) throw new Error('the centre answered another segment than was asked for')
  return { ok: true, value: came }
}
