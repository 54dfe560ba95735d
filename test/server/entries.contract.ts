import { describe, expect, test } from 'vitest'
import { mostKeptBodies } from '../../server/db/sqlFeedBooks'
import { revokeDevice } from '../../server/hq/sites'
import type {
  DevicesAnswer,
  EntriesAnswer,
  MeAnswer,
  PushAnswer,
  SeenAnswer,
} from '../../shared/contract/sync'
import { paths } from '../../shared/contract/sync'
import { hashOfEntry, withHash } from '../../shared/domain/entry/entry'
import { readEntry } from '../../shared/domain/entry/readEntry'
import { type DeviceId, idOf } from '../../shared/kernel/ids'
import { readingBy } from '../../shared/kernel/stamp'
import { type ACentre, ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from './aCentre'

async function rowsKeptAside({ centre: { sql } }: ACentre, siteId: string): Promise<number> {
  const rows = await sql.transaction(async (tx) => {
    await tx.query(`select set_config('role', 'tuandian_feed', true), set_config('app.feed', $1, true)`, [
      siteId,
    ])
    return tx.query('select 1 from quarantine')
  })
  return rows.length
}

/** What every centre does with entries, whatever database it stands on. */
export function entriesContract(
  at: () => ACentre,
  keptAside: (siteId: string) => Promise<number> = (siteId) => rowsKeptAside(at(), siteId),
): void {
  describe('entries', () => {
    const push = (desk: ADeskOfTheCentre, entries: readonly unknown[]): Promise<PushAnswer> =>
      desk.push(entries)
    const pull = (desk: ADeskOfTheCentre, query = ''): Promise<EntriesAnswer> =>
      desk.json(`${paths.entries(desk.siteId)}${query}`)

    test('what one desk sends another reads, byte for byte, in the order it came', async () => {
      const siteKey = await aPoint(at())
      const first = await anEnrolledDesk(at(), { siteKey })
      const second = await anEnrolledDesk(at(), { siteKey })
      const entries = [
        first.write([
          {
            kind: 'SomethingLater',
            v: 3,
            words: '三栋 501 \u0000 \ud800 |x __y',
            ...JSON.parse('{"__proto__":{"a":1},"9":1}'),
          },
        ]),
        first.write(),
      ]
      const { outcomes } = await push(first, entries)
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
      const page = await pull(second)
      expect(page.head).toBe(2)
      expect(page.entries.map(({ position }) => position)).toEqual([1, 2])
      expect(JSON.stringify(page.entries.map(({ entry }) => hashOfEntry(entry as never)))).toEqual(
        JSON.stringify(entries.map(({ hash }) => hash)),
      )
      for (const { entry } of page.entries) expect(readEntry(entry)).toMatchObject({ ok: true })
    })

    test('entries of a round and of the site, with texts of every sort, come in one push and go out as they came', async () => {
      const desk = await anEnrolledDesk(at())
      const words = ['', '{"a","b\\"}', 'NULL', '三栋 501 🧧', '\u0000\ud800', "'; drop table entries; --"]
      const entries = words.map((text, nth) => {
        const fact = { kind: 'SomethingLater', v: 1, text }
        return desk.write([fact], desk.siteId, nth % 2 === 0 ? null : `round-${nth}`)
      })
      await push(desk, entries)
      expect((await pull(desk)).entries.map(({ entry }) => entry)).toEqual(entries)
    })

    test('a push repeated after a lost reply changes nothing', async () => {
      const desk = await anEnrolledDesk(at())
      const entries = desk.writeMany(3)
      await push(desk, entries)
      const { outcomes } = await push(desk, [...entries, ...entries])
      expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['known']))
      expect((await pull(desk)).entries).toHaveLength(3)
    })

    test('the same id with another body is set aside, raised as an alarm, and changes nothing', async () => {
      const desk = await anEnrolledDesk(at())
      const entry = desk.write()
      await push(desk, [entry])
      const { hash: _hash, ...body } = { ...entry, facts: [{ kind: 'AnotherStory', v: 1 }] }
      const forged = { ...body, hash: hashOfEntry(body) }
      const { outcomes } = await push(desk, [forged])
      expect(outcomes).toMatchObject([{ id: entry.id, outcome: 'quarantined', reason: 'other-body' }])
      expect((await pull(desk)).entries.map((one) => one.entry)).toMatchObject([{ hash: entry.hash }])
      expect(at().logged).toContainEqual(
        expect.objectContaining({
          level: 'error',
          event: 'entry-set-aside',
          members: expect.objectContaining({
            reason: 'other-body',
            apart: expect.stringMatching(/^[0-9a-f]{12}$/),
          }),
        }),
      )
    })

    test('of two desks in one name only one gets on, and of what the other wrote otherwise nothing is taken', async () => {
      const first = await anEnrolledDesk(at())
      const twin = new ADeskOfTheCentre(at().call, first.deviceId, first.siteId)
      twin.token = first.token
      const shared = first.writeMany(2)
      expect(twin.writeMany(2)).toEqual(shared)
      await push(first, shared)
      await push(twin, shared)
      const [third, , fifth] = first.writeMany(3)
      const theirs = [twin.write([{ kind: 'AnotherStory', v: 1 }]), twin.write(), twin.write()]
      // It went without those before it, as where they were not to be got through.
      await push(first, [fifth])
      const otherLast = { code: 'other-last', last: { seq: 5, hash: fifth?.hash } }
      for (const some of [theirs, theirs.slice(0, 1), theirs.slice(1), theirs.slice(2), [twin.write()]]) {
        const response = await twin.pushing(some)
        expect([response.status, await response.json()]).toEqual([409, otherLast])
      }
      expect((await push(twin, shared)).outcomes).toMatchObject([{ outcome: 'known' }, { outcome: 'known' }])
      expect((await push(first, [third])).outcomes).toMatchObject([{ outcome: 'accepted' }])
      expect((await pull(first)).entries).toHaveLength(4)
      expect(await first.json(paths.me)).toMatchObject({
        last: { seq: 5, hash: fifth?.hash, prevHash: fifth?.prevHash },
        missing: [[4, 4]],
      })
    })

    test('a desk that does not know how far it has come is told, and goes on from there', async () => {
      const desk = await anEnrolledDesk(at())
      const entries = desk.writeMany(5)
      await push(desk, entries.slice(0, 3))
      const { last } = desk
      desk.last = null
      expect((await push(desk, entries.slice(0, 2))).outcomes).toMatchObject([{ outcome: 'known' }, {}])
      const response = await desk.pushing(entries.slice(3))
      expect(await response.json()).toEqual({ code: 'other-last', last })
      // What it has last is among those that it sends.
      expect((await push(desk, entries.slice(2))).outcomes.map(({ outcome }) => outcome)).toEqual([
        'known',
        'accepted',
        'accepted',
      ])
      // One that believes the centre to have what it has not, as after a restore.
      desk.last = { seq: 6, hash: 'f'.repeat(64) }
      expect((await desk.pushing([desk.write()])).status).toBe(409)
    })

    test('pages are full as long as there is more', async () => {
      const desk = await anEnrolledDesk(at())
      await push(desk, desk.writeMany(450))
      const sizes: number[] = []
      let after = 0
      for (;;) {
        const { entries } = await pull(desk, `?after=${after}`)
        sizes.push(entries.length)
        after = entries.at(-1)?.position ?? after
        if (entries.length < 200) break
      }
      expect(sizes).toEqual([200, 200, 50])
      expect(after).toBe(450)
    })

    test('of large entries a page has as many as fit, the next one goes on, and the largest are kept aside', async () => {
      const desk = await anEnrolledDesk(at())
      const large = (bytes: number) =>
        desk.write([Object.assign({ kind: 'SomethingLater', v: 1 }, { text: '团'.repeat(bytes / 3) })])
      const entries = [large(900_000), large(2_700_000), large(1_500_000), large(300_000)]
      for (const entry of entries) await push(desk, [entry])
      const first = await pull(desk)
      expect([first.entries.length, first.head]).toEqual([3, 4])
      const rest: EntriesAnswer = await desk.json(
        `${paths.entries(desk.siteId)}?after=3&mark=${encodeURIComponent(first.mark ?? '')}`,
      )
      expect(rest.entries.map(({ position }) => position)).toEqual([4])
      const { outcomes } = await push(desk, [large(3_300_000), desk.write()])
      expect(outcomes.map(({ outcome, reason }) => reason ?? outcome)).toEqual(['too-large', 'accepted'])
    })

    test('what a device pushes that is no entry is kept aside up to a thousand; beyond, it is only answered', async () => {
      const desk = await anEnrolledDesk(at())
      for (let nth = 0; nth < 3; nth++) {
        const junk = Array.from({ length: 450 }, (_, i) => ({ junk: nth * 1000 + i }))
        const { outcomes } = await push(desk, [...junk, desk.write()])
        expect(outcomes.filter(({ reason }) => reason === 'bad-shape')).toHaveLength(450)
        expect(outcomes.at(-1)?.outcome).toBe('accepted')
      }
      expect(await keptAside(desk.siteId)).toBe(mostKeptBodies)
    })

    test('poison in a push holds up nothing: the good entries commit, each bad one says why', async () => {
      const desk = await anEnrolledDesk(at())
      const good = desk.writeMany(2)
      const edited = { ...desk.write(), basis: 7 }
      const elsewhere = desk.write(undefined, 'site-of-somebody-else')
      const stranger = new ADeskOfTheCentre(at().call, 'a-stranger', desk.siteId).write()
      const { hash: _, ...clock } = desk.write()
      const asAnother = withHash({ ...clock, stamp: readingBy(clock.stamp, idOf<DeviceId>('a-stranger')) })
      const halfKnown = desk.write([{ kind: 'FloatSet', v: 1 }])
      const future = desk.write([Object.assign({ kind: 'FloatSet', v: 2 }, { fen: 'three' })])
      const bad = [
        null,
        7,
        'text',
        [],
        JSON.parse('{"__proto__":{"polluted":true}}'),
        { ...good[0], deviceId: '\ud800', id: '\ud800:0000000001' },
        { ...good[0], facts: 'DEEP' },
        edited,
        elsewhere,
        stranger,
        halfKnown,
        { ...desk.write(), more: 1 },
        asAnother,
      ]
      const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
      const entries = [good[0], ...bad, good[1], future]
      const poisoned = JSON.stringify({ last: null, entries }).replace('"DEEP"', deep)
      const response = await desk.call(paths.push, { method: 'POST', body: poisoned })
      const { outcomes }: PushAnswer = await response.json()
      expect(outcomes.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
        'accepted',
        'bad-shape',
        'bad-shape',
        'bad-shape',
        'bad-shape',
        'bad-shape',
        'bad-shape',
        'too-deep',
        'wrong-hash',
        'wrong-feed',
        'wrong-device',
        'bad-fact',
        'bad-shape',
        'bad-shape',
        'accepted',
        'accepted',
      ])
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      expect((await pull(desk)).entries).toHaveLength(3)
      // It goes on from what its reply named.
      desk.last = { seq: future.deviceSeq, hash: future.hash }
      const again = await push(desk, [...bad, desk.write()])
      expect(again.outcomes.at(-1)?.outcome).toBe('accepted')
    })

    test('a body that is no JSON, too large or no list is refused whole, and nothing is taken in', async () => {
      const desk = await anEnrolledDesk(at())
      const entries = desk.writeMany(1)
      const broken = JSON.stringify({ last: null, entries }).slice(0, -3)
      expect((await desk.call(paths.push, { method: 'POST', body: broken })).status).toBe(400)
      const huge = JSON.stringify({ last: null, entries, more: 'x'.repeat(10_000_000) })
      expect((await desk.call(paths.push, { method: 'POST', body: huge })).status).toBe(413)
      expect((await desk.post(paths.push, { last: null, entries: 7 })).status).toBe(400)
      expect((await desk.pushing(new Array(501).fill(0))).status).toBe(400)
      expect((await pull(desk)).entries).toEqual([])
    })

    test('the centre says by sequence what it has of a device, gaps included', async () => {
      const desk = await anEnrolledDesk(at())
      const entries = desk.writeMany(7)
      await push(
        desk,
        [1, 2, 4, 5, 7].map((seq) => entries[seq - 1]),
      )
      const seen: SeenAnswer = await desk.json(paths.seen(desk.siteId))
      expect(seen).toMatchObject({
        head: 5,
        upTo: 2,
        beyond: [
          [4, 5],
          [7, 7],
        ],
        missing: [
          [3, 3],
          [6, 6],
        ],
      })
      const me: MeAnswer = await desk.json(paths.me)
      expect(me).toMatchObject({
        upTo: 2,
        device: { deviceId: desk.deviceId },
        site: { siteId: desk.siteId },
      })
      const { devices, bringBack }: DevicesAnswer = await desk.json(paths.devices(desk.siteId))
      expect(bringBack).toBe(false)
      expect(devices).toMatchObject([{ deviceId: desk.deviceId, upTo: 2 }])
    })

    test('a desk that goes on as another device brings along what the former had not sent; the former is out', async () => {
      const former = await anEnrolledDesk(at())
      const entries = former.writeMany(5)
      await push(former, entries.slice(0, 2))
      const [next, stranger] = [new ADeskOfTheCentre(at().call), await anEnrolledDesk(at())]
      const taken = { formerToken: former.token, siteId: former.siteId, hasEntries: true }
      await next.enrol(undefined, taken)
      // Its answer was lost on the way: asked again it is the same, with a new token.
      await next.enrol(undefined, taken)
      expect(next.siteId).toBe(former.siteId)
      expect(await next.json(paths.me)).toMatchObject({ predecessors: [former.deviceId], upTo: 0 })
      const { outcomes } = await push(next, [next.write(), ...entries])
      expect(outcomes.map(({ outcome }) => outcome)).toEqual([
        'accepted',
        'known',
        'known',
        'accepted',
        'accepted',
        'accepted',
      ])
      expect((await former.call(paths.me)).status).toBe(403)
      expect((await push(stranger, [former.write([], stranger.siteId)])).outcomes).toMatchObject([
        { reason: 'wrong-device' },
      ])

      // And once more: the third brings what the first had.
      const third = new ADeskOfTheCentre(at().call)
      await third.enrol(undefined, { ...taken, formerToken: next.token })
      const me: MeAnswer = await third.json(paths.me)
      expect([...me.predecessors].sort()).toEqual([former.deviceId, next.deviceId].sort())
      const late = new ADeskOfTheCentre(at().call)
      expect((await late.tryToEnrol(undefined, taken)).status).toBe(403)
    })

    test('what a desk wrote before it was ever enrolled, under a device before this one, is taken in too', async () => {
      const siteKey = await aPoint(at())
      const [before, living] = [new ADeskOfTheCentre(at().call), await anEnrolledDesk(at(), { siteKey })]
      const next = new ADeskOfTheCentre(at().call, undefined, living.siteId)
      before.siteId = living.siteId
      const formerDevices = [before.deviceId, living.deviceId]
      await next.enrol(await aCode(at(), siteKey), { hasEntries: true, formerDevices })
      expect(await next.json(paths.me)).toMatchObject({ predecessors: [before.deviceId] })
      const { outcomes } = await push(next, [before.write(), living.write(), next.write()])
      expect(outcomes.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
        'accepted',
        'wrong-device',
        'accepted',
      ])
      // A desk that is let in speaks for itself; once the owner has revoked it, another may.
      expect((await living.call(paths.me)).status).toBe(200)
      await revokeDevice(at().centre.sql, living.deviceId, at().clock.nowMs)
      await next.enrol(await aCode(at(), siteKey), { hasEntries: true, formerDevices })
      expect((await push(next, [living.write()])).outcomes).toMatchObject([{ outcome: 'accepted' }])
    })

    test('a page asked for in another history is refused, with the one that holds', async () => {
      const desk = await anEnrolledDesk(at())
      const response = await desk.call(`${paths.entries(desk.siteId)}?after=0&epoch=yesterday`)
      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({ code: 'epoch', epoch: desk.answer?.epoch })
    })
  })
}
