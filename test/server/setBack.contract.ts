import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { DatabaseBusy } from '../../server/db/sql'
import { beginNewHistory } from '../../server/hq/backup'
import type { DevicesAnswer, EntriesAnswer } from '../../shared/contract/sync'
import { paths } from '../../shared/contract/sync'
import { type ACentre, type ADeskOfTheCentre, anEnrolledDesk, aPoint } from './aCentre'

/** Somebody puts an older database in place and tells nobody: the feed has no more than its first `head` entries. */
export async function setBack({ centre: { sql } }: ACentre, siteId: string, head: number): Promise<void> {
  await sql.transaction(async (tx) => {
    await tx.query(`select set_config('app.feed', $1, true)`, [siteId])
    await tx.query('delete from entries where site_id = $1 and position > $2', [siteId, head])
    await tx.query('update feeds set head = $2, bring_back_until_ms = 0 where site_id = $1', [siteId, head])
  })
}

/** As the command does it. @returns puts back what the centre knew of its epochs until then */
async function anotherEpoch({ centre: { sql }, clock }: ACentre): Promise<() => Promise<void>> {
  const [then] = (await sql.query('select epoch, past from centre')) as [{ epoch: string; past: string[] }]
  const chance = { nowMs: clock.nowMs, randomBytes: (length: number) => randomBytes(length) }
  await sql.transaction((tx) => beginNewHistory(tx, chance))
  return async () => {
    await sql.query('update centre set epoch = $1, past = $2', [then.epoch, then.past])
  }
}

/** What a centre does that has lost entries, whatever database it stands on. */
export function setBackContract(at: () => ACentre): void {
  describe('an older database', () => {
    const sites = async () => {
      const siteKey = await aPoint(at())
      return [await anEnrolledDesk(at(), { siteKey }), await anEnrolledDesk(at(), { siteKey })] as const
    }
    const push = (desk: ADeskOfTheCentre, entries: readonly unknown[]) => desk.push(entries)
    const pull = (desk: ADeskOfTheCentre): Promise<EntriesAnswer> => desk.json(paths.entries(desk.siteId))
    const goOn = (desk: ADeskOfTheCentre, { epoch, entries, mark }: EntriesAnswer, limit = 200) => {
      const after = entries.at(-1)?.position ?? 0
      return desk.call(
        `${paths.entries(desk.siteId)}?${new URLSearchParams({ epoch, after: `${after}`, mark: mark ?? '', limit: `${limit}` })}`,
      )
    }
    const epochNow = async (desk: ADeskOfTheCentre) => (await pull(desk)).epoch

    test('is known by what a desk was given after it: another history begins, and lost entries are taken from anybody', async () => {
      const [first, second] = await sites()
      const entries = first.writeMany(5)
      await push(first, entries)
      const page = await pull(second)
      await setBack(at(), first.siteId, 3)
      const response = await goOn(second, page)
      expect(response.status).toBe(409)
      const { code, epoch } = await response.json()
      expect(code).toBe('epoch')
      expect(epoch).not.toBe(page.epoch)
      expect(at().logged).toContainEqual({
        level: 'error',
        event: 'entries-lost',
        members: { site: first.siteId, position: 5, epoch },
      })
      // Whoever comes with the same a moment later hears of the same history.
      expect(await (await goOn(first, page)).json()).toEqual({ code, epoch })
      const { bringBack }: DevicesAnswer = await second.json(paths.devices(first.siteId))
      expect(bringBack).toBe(true)
      await push(second, entries.slice(3))
      expect(await pull(first)).toMatchObject({ epoch, head: 5 })
    })

    test('is known also where other entries have come to stand at the desk’s position meanwhile', async () => {
      const [first, second] = await sites()
      await push(first, first.writeMany(3))
      const page = await pull(second)
      await setBack(at(), first.siteId, 1)
      at().clock.nowMs += 1
      await push(second, second.writeMany(4))
      expect((await goOn(second, page)).status).toBe(409)
      expect(await epochNow(second)).not.toBe(page.epoch)
    })

    test('is not taken from a desk that says so and cannot show it', async () => {
      const [first, second] = await sites()
      await push(first, first.writeMany(4))
      const page = await pull(second)
      await setBack(at(), first.siteId, 2)
      const [, other] = await sites()
      await push(other, [other.write()])
      const ofElsewhere = await pull(other)
      for (const mark of [
        '',
        '.',
        'made up',
        `${page.mark}x`,
        page.mark?.replace('-', '1-'),
        ofElsewhere.mark,
      ])
        expect((await goOn(second, { ...page, mark })).status).toBe(200)
      expect(await epochNow(second)).toBe(page.epoch)
    })

    test('is known also where it is older than an epoch that was begun since, by what a desk was given in that one', async () => {
      const [first, second] = await sites()
      await push(first, first.writeMany(2))
      const before = await epochNow(second)
      const epochsBack = await anotherEpoch(at())
      await push(first, first.writeMany(3))
      const page = await pull(second)
      expect(page.epoch).not.toBe(before)
      await setBack(at(), first.siteId, 2)
      await epochsBack()
      expect(await epochNow(second)).toBe(before)
      const response = await goOn(second, page)
      expect(response.status).toBe(409)
      const { code, epoch } = await response.json()
      expect(code).toBe('epoch')
      expect([before, page.epoch]).not.toContain(epoch)
      const { bringBack }: DevicesAnswer = await second.json(paths.devices(first.siteId))
      expect(bringBack).toBe(true)
      // It is known now, whoever comes from it.
      expect(await (await goOn(first, page)).json()).toEqual({ code, epoch })
      expect(await epochNow(first)).toBe(epoch)
    })

    test('whose desks are bringing back already what is lost begins no other epoch for a desk that comes from one unheard of', async () => {
      const [first, second] = await sites()
      await push(first, first.writeMany(2))
      const epochsBack = await anotherEpoch(at())
      const page = await pull(second)
      await epochsBack()
      // As the command does it, after it put back a backup that was made before.
      await anotherEpoch(at())
      const now = await epochNow(first)
      for (const desk of [second, first])
        expect(await (await goOn(desk, page)).json()).toEqual({ code: 'epoch', epoch: now })
      expect(await epochNow(first)).toBe(now)
      const { bringBack }: DevicesAnswer = await second.json(paths.devices(first.siteId))
      expect(bringBack).toBe(true)
    })

    test('is not taken for one by a desk that comes from an epoch before the one there is', async () => {
      const [first, second] = await sites()
      await push(first, first.writeMany(2))
      const page = await pull(second)
      await anotherEpoch(at())
      await anotherEpoch(at())
      const now = await epochNow(first)
      expect(await (await goOn(second, page)).json()).toEqual({ code: 'epoch', epoch: now })
      expect(await epochNow(first)).toBe(now)
    })

    test('is not taken for one by a desk that names an epoch nobody has heard of', async () => {
      const [first, second] = await sites()
      await push(first, first.writeMany(2))
      const page = await pull(second)
      for (const mark of ['', 'made up', page.mark]) {
        const answer = await goOn(second, { ...page, mark, epoch: 'made up' })
        expect(await answer.json()).toEqual({ code: 'epoch', epoch: page.epoch })
      }
      expect(await epochNow(second)).toBe(page.epoch)
    })

    test('nothing is wrong with a desk that goes on from where it is, page by page', async () => {
      const [first, second] = await sites()
      await push(first, first.writeMany(5))
      const all = await pull(second)
      let page: EntriesAnswer = { ...all, entries: [] }
      for (let pages = 0; pages < 4; pages++) {
        const response = await goOn(second, page, 2)
        expect(response.status).toBe(200)
        const next: EntriesAnswer = await response.json()
        expect(next.entries).toEqual(all.entries.slice(pages * 2, pages * 2 + 2))
        page = next.entries.length > 0 ? next : { ...page, mark: next.mark }
      }
      expect(page.mark).toBe(all.mark)
    })

    test('a database that may only be read is busy: it cannot say what is lost', async () => {
      const { sql } = at().centre
      const locked = sql.transaction(async (tx) => {
        await tx.run('set transaction read only')
        await tx.query('select head from feeds for update')
      })
      await expect(locked).rejects.toThrow(DatabaseBusy)
    })
  })
}
