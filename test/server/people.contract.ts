import { describe, expect, test, vi } from 'vitest'
import type { IdentitiesAnswer, IdentitiesPushAnswer } from '../../shared/contract/people'
import { paths } from '../../shared/contract/sync'
import { type ACentre, type ADeskOfTheCentre, anEnrolledDesk, aPoint } from './aCentre'

const person = (version: number, name = '张三', phone = '13800138000') => ({
  erased: false,
  householdId: 'h-501',
  version,
  name,
  phone,
  address: '3栋2单元501',
  note: null,
})

/** What every centre does with people: the one thing that is edited and erased. */
export function peopleContract(at: () => ACentre): void {
  const push = (desk: ADeskOfTheCentre, ...rows: readonly unknown[]): Promise<IdentitiesPushAnswer> =>
    desk.sent(paths.identities(desk.siteId), { rows })
  const pull = (desk: ADeskOfTheCentre, after = 0): Promise<IdentitiesAnswer> =>
    desk.json(`${paths.identities(desk.siteId)}?after=${after}`)
  const twoDesks = async (): Promise<[ADeskOfTheCentre, ADeskOfTheCentre]> => {
    const siteKey = await aPoint(at())
    return [await anEnrolledDesk(at(), { siteKey }), await anEnrolledDesk(at(), { siteKey })]
  }

  describe('people', () => {
    test('an edit goes out to the other desk as the last change of that household', async () => {
      const [one, other] = await twoDesks()
      await push(one, { assumed: null, identity: person(1) })
      await push(one, { assumed: 1, identity: person(2, '张小三') })
      const { identities, head } = await pull(other)
      expect(identities).toEqual([{ change: 2, identity: person(2, '张小三') }])
      expect(head).toBe(2)
      expect((await pull(other, 2)).identities).toEqual([])
    })

    test('of two edits made apart the centre keeps the first and hands it to the loser', async () => {
      const [one, other] = await twoDesks()
      await push(one, { assumed: null, identity: person(1) })
      expect((await push(one, { assumed: 1, identity: person(2, '张三丰') })).conflicts).toEqual([])
      const lost = await push(other, { assumed: 1, identity: person(2, '章三') })
      expect(lost.conflicts).toEqual([person(2, '张三丰')])
      expect((await pull(one)).identities.map(({ identity }) => identity)).toEqual([person(2, '张三丰')])
    })

    test('the same edit again, or by a desk that imported the same sheet, is no conflict', async () => {
      const [one, other] = await twoDesks()
      const row = { assumed: null, identity: person(1) }
      await push(one, row)
      expect(await push(one, row)).toMatchObject({ conflicts: [], head: 1 })
      expect(await push(other, row)).toMatchObject({ conflicts: [], head: 1 })
    })

    test('an erased household leaves its id and version on every desk, and nothing of the person anywhere', async () => {
      const [one, other] = await twoDesks()
      await push(one, { assumed: null, identity: person(1, '独一无二的名字', '13912345678') })
      const erased = await one.call(paths.identity(one.siteId, 'h-501'), { method: 'DELETE' })
      expect(erased.status).toBe(200)
      const gone = { erased: true, householdId: 'h-501', version: 2 }
      expect((await pull(other)).identities).toEqual([{ change: 2, identity: gone }])
      // A desk that has not heard of it brings its old edit: it does not come back.
      const late = await push(other, { assumed: 1, identity: person(2, '独一无二的名字') })
      expect(late.conflicts).toEqual([gone])
      // The household orders again, and the desk knows that it had been erased.
      const again = { ...person(3), afterErasure: 2 }
      await push(other, { assumed: 2, identity: again })
      expect((await pull(one)).identities).toEqual([{ change: 3, identity: again }])
      // What knows nothing of the erasure is never taken in on top of it, whatever version it says it is.
      const older = await push(one, { assumed: 7, identity: person(8, '独一无二的名字') })
      expect(older.conflicts).toEqual([again])
    })

    test('an erasure that a desk brings again after a restore wins over what the backup had', async () => {
      const [one, other] = await twoDesks()
      await push(one, { assumed: null, identity: person(1) })
      await push(one, { assumed: 1, identity: person(2) })
      const gone = { erased: true, householdId: 'h-501', version: 2 }
      // It takes a place of its own, after all that is there.
      expect((await push(other, { assumed: 1, identity: gone })).conflicts).toEqual([{ ...gone, version: 3 }])
      expect((await push(other, { assumed: 1, identity: gone })).conflicts).toEqual([{ ...gone, version: 3 }])
      expect((await pull(one)).identities).toEqual([{ change: 3, identity: { ...gone, version: 3 } }])
      const late = await push(one, { assumed: 5, identity: person(6) })
      expect(late.conflicts).toEqual([{ ...gone, version: 3 }])
    })

    test('who was entered again on an erasure that a restored centre has lost can be erased, and stays erased', async () => {
      const [one, other] = await twoDesks()
      const again = { ...person(1), afterErasure: 5 }
      const kept = { ...again, version: 6 }
      expect((await push(one, { assumed: null, identity: again })).conflicts).toEqual([kept])
      expect((await one.call(paths.identity(one.siteId, 'h-501'), { method: 'DELETE' })).status).toBe(200)
      const gone = { erased: true, householdId: 'h-501', version: 7 }
      expect((await push(other, { assumed: null, identity: again })).conflicts).toEqual([gone])
      expect((await pull(one)).identities).toEqual([{ change: 2, identity: gone }])
    })

    test('a household that the centre has not got can be erased all the same', async () => {
      const [one] = await twoDesks()
      expect((await one.call(paths.identity(one.siteId, 'h-501'), { method: 'DELETE' })).status).toBe(200)
      const gone = { erased: true, householdId: 'h-501', version: 1 }
      expect((await push(one, { assumed: null, identity: person(1) })).conflicts).toEqual([gone])
    })

    test('an edit on a version that the centre lost with its disk is taken in', async () => {
      const [one] = await twoDesks()
      expect(await push(one, { assumed: 6, identity: person(7) })).toMatchObject({ conflicts: [], head: 1 })
    })

    test('a row nobody can read is refused by its place, kept nowhere, and holds up no other', async () => {
      const [one] = await twoDesks()
      const answer = await push(
        one,
        { assumed: null, identity: { ...person(1), name: 7 } },
        { assumed: null, identity: { ...person(1), note: 'half \ud800' } },
        { assumed: 3, identity: person(1) },
        { assumed: null, identity: person(1) },
      )
      expect(answer).toMatchObject({ refused: [0, 1, 2], conflicts: [], head: 1 })
    })

    test('nothing of a person is in a log line or in a count', async () => {
      const [one] = await twoDesks()
      const canary = '13711112222'
      await push(one, { assumed: null, identity: person(1, '金丝雀', canary) })
      await push(one, { assumed: null, identity: { ...person(1, '金丝雀', canary), version: 'x' } })
      await one.call(paths.identity(one.siteId, 'h-501'), { method: 'DELETE' })
      // An id is the sender's choice, and what the database says of a fault may quote what it was given.
      await one.pushing([{ id: canary }])
      const failing = vi.spyOn(at().centre.books, 'inFeed')
      failing.mockRejectedValueOnce(new TypeError(`no number: "${canary}"\n    at ${canary}`))
      expect((await one.call(paths.seen(one.siteId))).status).toBe(500)
      failing.mockRestore()
      expect(at().logged.at(-1)).toMatchObject({ event: 'request' })
      expect(at().logged).toContainEqual({
        ...{ level: 'error', event: 'broken' },
        members: { what: 'TypeError', code: null, where: expect.stringContaining('people.contract') },
      })
      expect(JSON.stringify(at().logged)).not.toMatch(/13711112222|金丝雀|h-501/)
    })
  })
}
