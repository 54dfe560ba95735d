import type { FeedBook } from '../../server/feed/feedBook'

type Segments = Pick<FeedBook, 'segmentsKept' | 'segments' | 'keepSegment'>

/** Each is packed anew for whoever asks. */
export const noSegments: Segments = {
  segmentsKept: async () => 0,
  segments: async () => [],
  keepSegment: async () => {},
}

/** @param held by number; a place is empty where one was too large to keep */
export function segmentsIn(
  held: (Uint8Array | undefined)[],
  later: (write: () => void) => Promise<void>,
): Segments {
  return {
    segmentsKept: async () => held.length,
    segments: async (from, most, mostBytes) => {
      const kept: Uint8Array[] = []
      let bytes = 0
      for (const one of held.slice(from, from + most)) {
        if (one === undefined || bytes >= mostBytes) break
        kept.push(one)
        bytes += one.byteLength
      }
      return kept
    },
    keepSegment: (n, packed) =>
      later(() => {
        held[n] ??= packed
      }),
  }
}
