import { expect, test } from 'vitest'
import { addOperator, operatorsOf, removeOperator } from '../../server/hq/operators'
import { type MeAnswer, type PushAnswer, paths } from '../../shared/contract/sync'
import { type ACentre, type ADeskOfTheCentre, anEnrolledDesk, aPoint, seededBytes } from './aCentre'

const takesMoney = { kind: 'FloatSet', v: 1, businessDay: '2026-03-02', fen: 20_000 }
const countsFloor = { kind: 'SomethingLater', v: 1 }

/** Whom the centre names as a site's operators, and what it takes from them. */
export function operatorsContract(at: () => ACentre): void {
  const chance = (seed: number) => ({ nowMs: at().clock.nowMs, randomBytes: seededBytes(seed) })
  const push = (desk: ADeskOfTheCentre, entries: readonly unknown[]): Promise<PushAnswer> =>
    desk.push(entries)
  const named = async (desk: ADeskOfTheCentre) => (await desk.json<MeAnswer>(paths.me)).operators ?? []

  test("a desk hears of its site's operators, and of those removed, and of no other site's", async () => {
    const siteKey = await aPoint(at())
    const desk = await anEnrolledDesk(at(), { siteKey })
    const other = await anEnrolledDesk(at())
    expect(await named(desk)).toEqual([])
    const { sql } = at().centre
    await addOperator(sql, siteKey, { name: '小王', role: 'clerk' }, chance(21))
    await addOperator(sql, siteKey, { name: '老李', role: 'packer' }, chance(22))
    await removeOperator(sql, siteKey, '小王', at().clock.nowMs)
    expect(await named(desk)).toMatchObject([
      { name: '小王', role: 'clerk', removed: true },
      { name: '老李', role: 'packer', removed: false },
    ])
    expect(await named(other)).toEqual([])
    await expect(addOperator(sql, siteKey, { name: '老李', role: 'leader' }, chance(23))).rejects.toThrow(
      'already',
    )
    await expect(removeOperator(sql, siteKey, '小王', 0)).rejects.toThrow('no operator')
    // Another role is another operator: what the first one wrote is not judged anew.
    await addOperator(sql, siteKey, { name: '小王', role: 'leader' }, chance(24))
    expect((await named(desk)).filter(({ name }) => name === '小王')).toHaveLength(2)
  })

  test("what an operator's role does not allow is kept aside with its reason and holds up nothing", async () => {
    const siteKey = await aPoint(at())
    const desk = await anEnrolledDesk(at(), { siteKey })
    const { sql } = at().centre
    await addOperator(sql, siteKey, { name: '老李', role: 'packer' }, chance(31))
    const [packer] = await operatorsOf(sql, desk.siteId)
    // An operator of the desk's own has no role.
    const own = desk.write([takesMoney])
    desk.operatorId = packer?.operatorId ?? ''
    const money = desk.write([takesMoney])
    const counted = desk.write([countsFloor])
    const { outcomes } = await push(desk, [own, money, counted])
    expect(outcomes).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'quarantined', reason: 'role-not-allowed' },
      { outcome: 'accepted' },
    ])
    // Removed meanwhile, an operator's earlier work is still taken in.
    await removeOperator(sql, siteKey, '老李', at().clock.nowMs)
    expect((await push(desk, [desk.write([countsFloor])])).outcomes).toMatchObject([{ outcome: 'accepted' }])
  })
}
