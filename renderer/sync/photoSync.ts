import { sha256 as hashOf } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type BlobAnswer, blobAnswer, blobPartBytes } from '../../shared/contract/photos'
import { paths } from '../../shared/contract/sync'
import { DiskFull } from '../storage/entryStore'
import type { PhotoKey, PhotoStore } from '../storage/photoStore'
import type { CentreClient, NotOk } from './centreClient'

/** A photo that an entry names; `bytes` as the entry has it. */
export interface NamedPhoto extends PhotoKey {
  readonly bytes: number
}

export interface PhotoSyncParts {
  /** Of its own: a line too slow for photos must not be called offline for the entries. */
  readonly client: CentreClient
  readonly photos: PhotoStore
  /** What open discrepancies show, here or not. */
  shown(): readonly NamedPhoto[]
  /** True while entries wait: then nothing of a photo is on the line. */
  entriesWait(): boolean
  changed(): void
  /** Asks for another run after so long. */
  runAgainIn(ms: number): void
}

/** Short enough that a scan written meanwhile goes soon, also over a line of 1 kB/s. */
const partMs = 4_000
const firstPart = 2 ** 14
const smallestPart = 2 ** 11
const mostAtOnce = 24
const firstRetryMs = 5_000
const longestRetryMs = 120_000
const mostKept = 400
const keptForMs = 90 * 86_400_000

/** Brings photos to the centre and back, one at a time and after everything else. */
export class PhotoSync {
  /** Own photos that the centre has not said it has. */
  waiting = 0
  /** Grows with every photo that came. */
  fetched = 0
  private part = firstPart
  private atOnce: readonly NamedPhoto[] = []
  private readonly parts = new Map<string, Uint8Array<ArrayBuffer>[]>()
  private readonly notThere = new Map<string, { readonly untilMs: number; readonly afterMs: number }>()
  private readonly sentTo = new Map<string, number>()
  private stop = new AbortController()

  constructor(private readonly how: PhotoSyncParts) {}

  /** Somebody looks at it now. */
  want(photo: NamedPhoto): void {
    const others = this.atOnce.filter(({ sha256 }) => sha256 !== photo.sha256)
    this.atOnce = [photo, ...others].slice(0, mostAtOnce)
    this.notThere.delete(photo.sha256)
  }

  /** What is on the line stops, in the middle of a part. */
  pause(): void {
    this.stop.abort()
  }

  /** @returns why it stopped; undefined when nothing is left, or entries go first */
  async run(over: AbortSignal): Promise<NotOk | undefined> {
    const { photos, client } = this.how
    const notTaken = new Set<string>()
    await this.count()
    for (;;) {
      if (over.aborted || this.how.entriesWait()) return undefined
      this.stop = new AbortController()
      const signal = AbortSignal.any([over, this.stop.signal])
      const [wanted] = await this.lacking(this.atOnce)
      const own = wanted ? undefined : (await photos.waiting()).find(({ sha256 }) => !notTaken.has(sha256))
      const [shown] = wanted || own ? [] : await this.lacking(this.how.shown())
      const next = wanted ?? shown
      if (!next && !own) break
      const stopped = next ? await this.fetch(next, signal) : own && (await this.send(own, signal))
      if (own && (stopped === 'not-taken' || (stopped && isOfPhoto(stopped)))) notTaken.add(own.sha256)
      else if (stopped && stopped !== 'not-taken' && !this.stop.signal.aborted) return stopped
    }
    const nowMs = client.ambient.nowMs()
    await photos.letGo({ beforeMs: nowMs - keptForMs, most: mostKept })
    this.askAgain()
    return undefined
  }

  private async send(key: PhotoKey, signal: AbortSignal): Promise<NotOk | 'not-taken' | undefined> {
    const { photos } = this.how
    const photo = await photos.read(key)
    // A picture that the disk has spoilt is not this one any more; another desk may have it.
    if (!photo || !(await isWhatItsNameSays(photo, key))) {
      await photos.forget(key)
      await this.count()
      return undefined
    }
    // Where it stopped; of one that this desk has not begun the centre is asked.
    const begun = this.sentTo.get(key.sha256)
    let at: BlobAnswer = { has: begun ?? 0, whole: false }
    const next = () => photo.slice(at.has, at.has + this.part)
    for (let part = begun === undefined ? new Blob() : next(); ; part = next()) {
      const reply = await this.put(key, { from: at.has, of: photo.size }, part, signal)
      if (!reply.ok) return reply
      const stuck = part.size > 0 && reply.value.has <= at.has
      at = reply.value
      this.sentTo.set(key.sha256, at.has)
      if (at.whole) break
      if (stuck) return 'not-taken'
    }
    this.sentTo.delete(key.sha256)
    await photos.sent(key)
    await this.count()
    return undefined
  }

  private async put(
    { siteId, sha256 }: PhotoKey,
    query: { readonly from: number; readonly of: number },
    bytes: Blob,
    signal: AbortSignal,
  ) {
    const asking = { method: 'PUT' as const, path: paths.blob(siteId, sha256), query, bytes }
    return this.measured(bytes.size, signal, () => this.how.client.ask(asking, blobAnswer, signal))
  }

  private async fetch(photo: NamedPhoto, signal: AbortSignal): Promise<NotOk | undefined> {
    const { client, photos } = this.how
    const { siteId, sha256: name, bytes } = photo
    const parts = this.parts.get(name) ?? []
    this.parts.set(name, parts)
    for (let from = lengthOf(parts); from < bytes; from = lengthOf(parts)) {
      const query = { from, most: this.part }
      const reply = await this.measured(this.part, signal, () =>
        client.askForBytes({ path: paths.blob(siteId, name), query }, signal),
      )
      const isGone = reply.ok ? reply.value.byteLength === 0 : isNotThere(reply)
      if (isGone) return this.putOff(name)
      if (!reply.ok) return reply
      parts.push(reply.value)
    }
    this.parts.delete(name)
    const picture = new Blob(parts, { type: 'image/jpeg' })
    if (!(await isWhatItsNameSays(picture, photo))) return this.putOff(name)
    try {
      await photos.keepFetched(photo, picture, client.ambient.nowMs())
    } catch (error) {
      // No room for it: the room that is left is for entries, and fetching it over and over brings nothing.
      if (error instanceof DiskFull) return this.putOff(name)
      throw error
    }
    this.notThere.delete(name)
    this.fetched += 1
    this.how.changed()
    return undefined
  }

  /** The desk it was taken at has not sent it yet, or the centre has erased it. */
  private putOff(name: string): undefined {
    this.parts.delete(name)
    const before = this.notThere.get(name)?.afterMs
    const afterMs = before === undefined ? firstRetryMs : Math.min(longestRetryMs, before * 2)
    this.notThere.set(name, { afterMs, untilMs: this.how.client.ambient.steadyMs() + afterMs })
    return undefined
  }

  private async lacking(named: readonly NamedPhoto[]): Promise<readonly NamedPhoto[]> {
    const nowMs = this.how.client.ambient.steadyMs()
    const due = named.filter(({ sha256 }) => (this.notThere.get(sha256)?.untilMs ?? 0) <= nowMs)
    return this.how.photos.lacking(due)
  }

  private askAgain(): void {
    const next = Math.min(...[...this.notThere.values()].map(({ untilMs }) => untilMs))
    if (next !== Number.POSITIVE_INFINITY)
      this.how.runAgainIn(Math.max(firstRetryMs, next - this.how.client.ambient.steadyMs()))
  }

  /** Also without a network. A disk that does not answer leaves the count as it was. */
  async count(): Promise<void> {
    const length = await this.how.photos.waiting().then(
      (all) => all.length,
      () => this.waiting,
    )
    if (length === this.waiting) return
    this.waiting = length
    this.how.changed()
  }

  /** The next part is as long as this line takes `partMs` for. */
  private async measured<R extends { readonly ok: boolean }>(
    bytes: number,
    signal: AbortSignal,
    ask: () => Promise<R>,
  ): Promise<R> {
    const { ambient } = this.how.client
    const startedMs = ambient.steadyMs()
    const reply = await ask()
    const tookMs = Math.max(1, ambient.steadyMs() - startedMs)
    const fits = reply.ok ? Math.min(this.part * 2, (bytes * partMs) / tookMs) : this.part / 2
    // The last part of a photo is shorter, and a line that breaks at once was not too slow: neither says how fast it is.
    const tells = reply.ok ? bytes >= this.part : tookMs > partMs
    if (tells && !signal.aborted)
      this.part = Math.round(Math.min(blobPartBytes, Math.max(smallestPart, fits)))
    return reply
  }
}

async function isWhatItsNameSays(picture: Blob, { sha256 }: PhotoKey): Promise<boolean> {
  return bytesToHex(hashOf(new Uint8Array(await picture.arrayBuffer()))) === sha256
}

/** Of this photo alone: the others go on. */
function isOfPhoto(reply: NotOk): boolean {
  if (reply.because !== 'refused') return false
  const { code } = reply.problem
  return code === 'bad-request' || code === 'too-large' || code === 'not-your-feed' || code === 'not-found'
}

function isNotThere(reply: NotOk): boolean {
  return reply.because === 'refused' && reply.problem.code === 'not-found'
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
}
