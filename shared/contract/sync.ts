import { z } from 'zod'
import { entryFaults } from '../domain/entry/readEntry'
import type { ReportPart } from '../domain/report/reportRows'
import { deskLine } from './deskLine'
import { operatorLine } from './operatorLine'
import { chainEnd, epoch } from './syncProblem'
import { deviceId, id, isStorable, name } from './text'

/**
 * What a desk and the centre promise each other. Everything but `health` lies under /v1, speaks JSON, and carries the header
 * `tuandian-protocol`; everything but enrolment carries `authorization: Bearer <token>`. A feed is named by its
 * site's id. Readers of answers ignore members they do not know, so that either side may be the newer one.
 */
export const protocolVersion = 2
/**
 * The oldest a centre of this version still answers: what was written offline under it must get in. Raise it only once
 * no desk can be out there that speaks less.
 */
export const oldestProtocol = 2

/** Whether a centre that understands `oldest` to `newest` answers a desk with this header. */
export function isUnderstood(
  said: string | undefined,
  { oldest, newest }: { readonly oldest: number; readonly newest: number },
): boolean {
  return /^\d{1,6}$/.test(said ?? '') && Number(said) >= oldest && Number(said) <= newest
}
export const protocolHeader = 'tuandian-protocol'
/** In every answer: the centre's clock, ms since 1970 UTC. */
export const nowHeader = 'tuandian-now'

/** Entries or identities in one page, at most and by default. A shorter page is the last one. */
export const pageLimit = 200
/** Entries or identity rows in one push. */
export const pushLimit = 500
/** Bytes of one push. Aim at far less (512 KiB); only a single large entry may need all of it. */
export const pushBytes = 4 * 2 ** 20
/**
 * Bytes of one entry as it is kept; the centre keeps a larger one aside. A desk writes far smaller ones: only one fact
 * that names every household of a round may come near.
 */
export const entryBytes = 3 * 2 ** 20
/** Bytes of entries in one page, after which no further entry begins: what is large comes a few at a time. */
export const pageBytes = 4 * 2 ** 20
/** Segments as they are kept, to whoever accepts this: each packed by gzip, its length before it (`framed.ts`). */
export const segmentsType = 'application/vnd.tuandian.segments'
/** So many may come in one answer. */
export const segmentsAtOnce = 8
/** Entries in one segment: segment n holds positions n × 512 + 1 to (n + 1) × 512. */
export const segmentLength = 512

export const paths = {
  /** Plain text, to anybody, without a header: whether the centre is there. */
  health: '/healthz',
  enrol: '/v1/enrol',
  me: '/v1/me',
  stream: '/v1/stream',
  /** Where a desk brings its entries, whichever of its feeds they are for. */
  push: '/v1/entries',
  entries: (siteId: string) => `/v1/feeds/${encodeURIComponent(siteId)}/entries`,
  seen: (siteId: string) => `/v1/feeds/${encodeURIComponent(siteId)}/me`,
  devices: (siteId: string) => `/v1/feeds/${encodeURIComponent(siteId)}/devices`,
  segment: (siteId: string, n: number) => `/v1/feeds/${encodeURIComponent(siteId)}/segments/${n}`,
  snapshot: (siteId: string) => `/v1/feeds/${encodeURIComponent(siteId)}/snapshot`,
  identities: (siteId: string) => `/v1/feeds/${encodeURIComponent(siteId)}/identities`,
  identity: (siteId: string, householdId: string) =>
    `/v1/feeds/${encodeURIComponent(siteId)}/identities/${encodeURIComponent(householdId)}`,
  report: (siteId: string, part: ReportPart) => `/v1/feeds/${encodeURIComponent(siteId)}/reports/${part}`,
  blob: (siteId: string, sha256: string) =>
    `/v1/feeds/${encodeURIComponent(siteId)}/blobs/${encodeURIComponent(sha256)}`,
} as const

export const count = z.int().min(0)
export const siteKinds = ['point', 'warehouse'] as const
export type SiteKind = (typeof siteKinds)[number]

// ── enrolment ───────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * `code` is read without regard to case, spaces and hyphens. In place of a code `formerToken`: this device goes on in
 * place of the one with that token, which is let in no more. A reply that was lost: ask again with the same.
 */
export const enrolRequest = z.object({
  /**
   * What the device shows from now on: 32 bytes of chance in hex, made by the desk and on its disk before it
   * asks. It asks with the same one until it is let in, and with another the next time: so what is asked twice, or
   * comes when the desk has long been let in anew, puts nobody out.
   */
  token: z.string().regex(/^[\w-]{43,200}$/),
  code: z.string().min(1).max(40).optional(),
  formerToken: z.string().min(20).max(200).optional(),
  /**
   * With `formerToken`: that device is let in further. Two desks have come to be it, as after a PC was copied or set
   * back, and this one goes on beside the other.
   */
  beside: z.boolean().optional(),
  /**
   * Devices this one goes on for, whose entries it has: the centre lets it bring theirs, where it does not know the
   * device or has revoked it at this site. With `formerToken` also that one's.
   */
  formerDevices: z.array(id).max(50).optional(),
  deviceId,
  deviceName: name,
  /** What the desk works under now; it becomes the site's where the site has no feed yet. */
  siteId: id,
  /** Null for a desk that lost it: it takes over the site's, and cannot be the first of a site with its entries. */
  siteSecret: z.string().min(8).max(200).refine(isStorable, 'not text').nullable(),
  /** Whether the desk has written or taken in any entry under `siteId`. */
  hasEntries: z.boolean(),
})
export type EnrolRequest = z.infer<typeof enrolRequest>

const feed = z.object({ siteId: id, kind: z.enum(siteKinds), name })
export type FeedLine = z.infer<typeof feed>

/**
 * A feed of the device that asks, with what its site makes its household ids with: a warehouse that takes an order
 * for a point gives the household the id the point would. An older centre does not say it.
 */
const feedOfDevice = feed.extend({ siteSecret: z.string().optional() })
export type FeedOfDevice = z.infer<typeof feedOfDevice>

export const enrolAnswer = z.object({
  organisation: name,
  site: feed,
  /** The household-id secret of the site; the desk takes it over. */
  siteSecret: z.string(),
  /** The site's own first, then, for a warehouse, those of the points it packs for. */
  feeds: z.array(feedOfDevice),
  epoch,
})
export type EnrolAnswer = z.infer<typeof enrolAnswer>

// ── entries ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Query of a page of entries or identities. `epoch`, where given, must be the centre's: else 409 `epoch`. */
export const pageRequest = z.object({
  after: z.coerce.number().pipe(count).default(0),
  limit: z.coerce.number().pipe(z.int().min(1).max(pageLimit)).default(pageLimit),
  epoch: epoch.optional(),
})

const mark = z.string().max(200)
/** Query of a page of entries. `mark`: the one that was given with the entry at `after`. */
export const entriesRequest = pageRequest.extend({ mark: mark.optional() })

/**
 * `entry` is to be read by `readEntry`, each on its own: one that cannot be read must not stop the others.
 * There is more while the last entry is before `head`: at the end, and of large entries, a page has fewer than asked for.
 * `mark` is of the last entry, or of the one at `after` where there is none: kept with the position, shown the next time.
 */
export const entriesAnswer = z.object({
  epoch,
  head: count,
  mark: mark.optional(),
  entries: z.array(z.object({ position: z.int().min(1), entry: z.unknown() })),
})
export type EntriesAnswer = z.infer<typeof entriesAnswer>

/**
 * `last`: what the desk believes to be the device's entry with the highest sequence that the centre has, over all its
 * feeds; null where it believes that there is none. Where the centre has another, which is not in the push either, and
 * anything of the device in it is new, nothing is taken in: 409 `other-last`. Each entry carries the hash of the one
 * before it, so of two desks in one name only one gets on.
 */
export const pushRequest = z.object({
  last: chainEnd.nullable(),
  entries: z.array(z.unknown()).max(pushLimit),
})
export type PushRequest = z.infer<typeof pushRequest>

/**
 * Why the centre keeps an entry aside instead of in the feed.
 * `other-body`: the id is taken by another body. `wrong-device`: not of the device whose token came with it, nor of one
 * it took the place of. `wrong-feed`: of a site that is none of the device's.
 */
export const quarantineReasons = [
  ...entryFaults,
  'too-large',
  'wrong-feed',
  'wrong-device',
  'other-body',
  'role-not-allowed',
] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

/** `accepted` and `known`: the centre has committed this very body. What is not named it did not come to: push it again. */
export const pushAnswer = z.object({
  epoch,
  outcomes: z.array(
    z.object({
      index: count,
      /** Null where what came had no readable id. */
      id: z.string().nullable(),
      outcome: z.enum(['accepted', 'known', 'quarantined']),
      reason: z.enum(quarantineReasons).optional(),
      because: z.string().optional(),
    }),
  ),
})
export type PushAnswer = z.infer<typeof pushAnswer>
export type PushOutcome = PushAnswer['outcomes'][number]

/** `[from, to]`, both included. */
const range = z.tuple([z.int().min(1), z.int().min(1)])
export type SeqRange = z.infer<typeof range>

const seenBy = {
  /** Every sequence from 1 up to this is there. */
  upTo: count,
  /** Ascending; what is there beyond a gap. */
  beyond: z.array(range),
  /** Ascending; the gaps between. What is after the last of `beyond` the centre cannot know of. */
  missing: z.array(range),
}

/**
 * GET /v1/feeds/:siteId/me: which of this device's sequences the feed has. A desk that writes into several feeds
 * has gaps in each of them: ask /v1/me, which looks through all.
 */
export const seenAnswer = z.object({ epoch, head: count, ...seenBy })
export type SeenAnswer = z.infer<typeof seenAnswer>

/** Query of /v1/me: `last` is then the last one up to this sequence. */
export const meRequest = z.object({ upTo: z.coerce.number().pipe(count).optional() })

/** GET /v1/me: who this desk is to the centre, and which of its sequences the centre has, over all its feeds. */
export const meAnswer = z.object({
  epoch,
  device: z.object({ deviceId: id, name }),
  organisation: name,
  site: feed,
  /** As in the answer to enrolment; they may have become others since. */
  feeds: z.array(feedOfDevice),
  /** What were its feeds once, each with the last change of people there: of those the desk may let go of people. */
  formerFeeds: z.array(z.object({ siteId: id, identities: count })).default([]),
  /** Devices this one took the place of: what it has of theirs and the centre has not, it brings. */
  predecessors: z.array(z.string()).default([]),
  /** Empty or absent: the centre names none, and the desks have their own. */
  operators: z.array(operatorLine).optional(),
  /** Whose entries these feeds may have, this device's among them, the longest enrolled first. */
  desks: z.array(deskLine).optional(),
  ...seenBy,
  /**
   * The device's entry with the highest sequence that the centre has; null where it has none. Each carries the hash of
   * the one before: with another hash than the desk's own, two desks write in one device's name.
   */
  last: chainEnd.extend({ prevHash: z.string() }).nullable(),
})
export type MeAnswer = z.infer<typeof meAnswer>

/**
 * GET /v1/feeds/:siteId/devices: the same for every device that wrote into the feed. While `bringBack` is true (for
 * a time after a restore) the feed takes entries of other devices too: whoever has some that the centre lost
 * brings them back.
 */
export const devicesAnswer = z.object({
  epoch,
  head: count,
  bringBack: z.boolean(),
  devices: z.array(z.object({ deviceId: z.string(), ...seenBy })),
})
export type DevicesAnswer = z.infer<typeof devicesAnswer>

// ── history ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * GET /v1/feeds/:siteId/segments/:n?epoch=… (`epoch` is required: what a cache keeps belongs to one history).
 * Only complete ones; the same bytes for ever. Whoever accepts `segmentsType` gets them packed and without the epoch:
 * this one and those that follow it, at most `most`, and fewer where they are large or not yet kept packed.
 */
export const segmentRequest = z.object({
  epoch,
  most: z.coerce.number().pipe(z.int().min(1).max(segmentsAtOnce)).default(1),
})
/** Of as many entries as the centre puts into each: `segmentLength`. */
export const packedSegment = z.object({
  segment: count,
  entries: z.array(z.object({ position: z.int().min(1), entry: z.unknown() })),
})
export type PackedSegment = z.infer<typeof packedSegment>
export const segmentAnswer = packedSegment.extend({ epoch })
export type SegmentAnswer = z.infer<typeof segmentAnswer>

/**
 * GET /v1/feeds/:siteId/snapshot: the feed folded up to `position`, in the form of `shared/domain/startingPoint`.
 * `mark` is of the last entry that is in a complete segment.
 */
export const snapshotAnswer = z.object({
  epoch,
  position: count,
  mark: mark.optional(),
  foldVersion: z.number(),
  /** JSON text, to be opened by `openStart`. */
  start: z.string(),
})
export type SnapshotAnswer = z.infer<typeof snapshotAnswer>
