import { startLink } from '../../../renderer/app/startLink'
import type { Desk } from '../../../renderer/commands/desk'
import { Workplace } from '../../../renderer/commands/workplace'
import { openSettings } from '../../../renderer/point/deskSettings'
import type { DeskStores } from '../../../renderer/storage/openedStores'
import { openStores } from '../../../renderer/storage/openStores'
import type { CentreLink } from '../../../renderer/sync/centreLink'
import { machineAmbient } from '../../../renderer/sync/syncAmbient'
import { framed } from '../../../shared/contract/framed'
import { nowHeader, paths, segmentLength, segmentsType } from '../../../shared/contract/sync'
import type { Entry } from '../../../shared/domain/entry/entry'
import { foldIn, foldVersion, freshStart, packStart } from '../../../shared/domain/startingPoint'
import { secondDesk, siteId } from '../storage/chainOf'
import { noVault } from '../storage/freshDatabases'

/** Of the desks started here; to be closed after each test. */
export const open: { close(): Promise<void> }[] = []

export async function closeAll(): Promise<void> {
  for (const one of open.splice(0).reverse()) await one.close()
}

/** A centre with a feed, a snapshot of its beginning, and segments it may hold back. */
export class ACentreWithHistory {
  epoch = 'first'
  asked: string[] = []
  holdsSegments = false
  /** As a newer one does: segments packed, some in one answer. */
  packs = false
  /** Not in one piece. */
  tooLarge: number | undefined
  /** The line cuts an answer with more segments than this. */
  mostAtOnce = Number.POSITIVE_INFINITY
  private readonly snapshot: unknown

  constructor(
    public entries: readonly Entry[],
    snapshotAt: number,
  ) {
    const start = entries.slice(0, snapshotAt).reduce(foldIn, freshStart())
    this.snapshot = { epoch: this.epoch, position: snapshotAt, foldVersion, start: packStart(start) }
  }

  fetch = async (address: string, { method = 'GET' }: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(address)
    const what = pathname.replace(`/v1/feeds/${siteId}/`, '')
    this.asked.push(
      `${method} ${what}${searchParams.has('after') ? `?after=${searchParams.get('after')}` : ''}`,
    )
    if ((searchParams.get('epoch') ?? this.epoch) !== this.epoch)
      return Response.json({ code: 'epoch', epoch: this.epoch }, { status: 409 })
    const [, n] = /^segments\/(\d+)$/.exec(what) ?? []
    if (n !== undefined && Number(n) === this.tooLarge)
      return Response.json({ code: 'too-large' }, { status: 413 })
    if (n !== undefined && this.packs && !this.holdsSegments)
      return this.packed(Number(n), Number(searchParams.get('most')))
    return this.answer(what, Number(searchParams.get('after')), Number(searchParams.get('limit')))
  }

  private placed(from: number, to: number) {
    return this.entries.slice(from, to).map((entry, i) => ({ position: from + i + 1, entry }))
  }

  private async packed(from: number, most: number): Promise<Response> {
    if (most > this.mostAtOnce) throw new TypeError('the connection was cut')
    const parts: Uint8Array[] = []
    for (let n = from; n < from + most; n++) {
      const entries = this.placed(n * segmentLength, (n + 1) * segmentLength)
      parts.push(await gzip(JSON.stringify({ segment: n, entries })))
    }
    const headers = { 'content-type': segmentsType, [nowHeader]: String(Date.now()) }
    return new Response(framed(parts), { headers })
  }

  private answer(what: string, after: number, limit: number): Response {
    const { epoch } = this
    if (what === paths.health) return new Response('ok', { headers: { [nowHeader]: String(Date.now()) } })
    if (what === '/v1/me') {
      const site = { siteId, kind: 'point', name: 'East gate' }
      const device = { deviceId: siteId, name: '1' }
      return Response.json({
        epoch,
        device,
        organisation: 'o',
        site,
        feeds: [site],
        upTo: 0,
        beyond: [],
        missing: [],
        last: null,
      })
    }
    if (what === 'snapshot') return Response.json(this.snapshot)
    if (what === 'entries')
      return Response.json({ epoch, head: this.entries.length, entries: this.placed(after, after + limit) })
    if (what === 'identities') return Response.json({ epoch, head: 0, identities: [] })
    const [, n] = /^segments\/(\d+)$/.exec(what) ?? []
    if (n === undefined || this.holdsSegments) return Response.json({ code: 'not-found' }, { status: 404 })
    const from = Number(n) * segmentLength
    return Response.json({ epoch, segment: Number(n), entries: this.placed(from, from + segmentLength) })
  }
}

/** @param first what becomes of the disk before the desk starts */
export async function aDeskAt(
  centre: ACentreWithHistory,
  first: (stores: DeskStores) => unknown = () => {},
): Promise<{ desk: Desk; link: CentreLink; stores: DeskStores }> {
  const opened = await openStores({ siteId, vault: noVault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  const { stores } = opened
  open.push(stores)
  await first(stores)
  const settings = await openSettings(stores.local, {
    newId: () => siteId,
    language: 'en',
    firstOperator: '1',
  })
  const ambient = { nowMs: () => Date.now(), newId: () => crypto.randomUUID() }
  const workplace = await Workplace.open({ stores, settings, ambient })
  const enrolment = {
    address: 'http://centre',
    token: 'token',
    organisation: 'o',
    feeds: [{ siteId, kind: 'point' as const, name: 'East gate' }],
  }
  const link = await startLink(workplace, stores, enrolment, { ...machineAmbient, fetch: centre.fetch })
  open.push({ close: () => link.stop() })
  return { desk: workplace.desk, link, stores }
}

export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await machineAmbient.gzip?.(text)) ?? new Uint8Array()
}

export const until = async (wanted: () => boolean | Promise<boolean>) => {
  while (!(await wanted())) await new Promise((resolve) => setTimeout(resolve, 5))
}
export const seqOf = (desk: Desk) => desk.point.seen[secondDesk]?.upTo ?? 0
