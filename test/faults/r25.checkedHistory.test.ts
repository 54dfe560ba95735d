import { afterAll, describe, expect, test } from 'vitest'
import { chanceOf } from '../../shared/sample/chance'
import { round } from '../builders/aDesk'
import { aCode, anEnrolledDesk, aPoint } from '../server/aCentre'
import { ADeskOnTheNet } from './aDeskOnTheNet'
import { aServedCentre } from './aServedCentre'
import { type Checked, checkHistory, feed, type Rule, type Seen } from './checkHistory'
import { actAtTheCounter, asGiven, shelvedRound } from './counterWork'
import { FaultProxy, straight } from './faultProxy'
import { howMany } from './howMany'
import { judgeSite } from './judgeSite'
import { reportFault } from './reportFault'
import { SeenHistory } from './seenHistory'
import { actTakenDown, readTheLast, takenDown } from './takenDown'

const toldWithinMs = 1_500
const all: Checked[] = []
let converged = true
afterAll(() => {
  const sum = (of: (one: Checked) => number) => all.reduce((n, one) => n + of(one), 0)
  const breaches = all.flatMap((one) => one.breaches)
  const count = (...rules: Rule[]) => breaches.filter(({ rule }) => rules.includes(rule)).length
  reportFault({
    id: 'R25',
    runs: all.length,
    lost: count('acknowledged-lost', 'own-write-unread', 'went-back'),
    duplicated: count('stands-twice', 'effect-wrong', 'silent-double', 'confirmed-though-told', 'not-told'),
    converged,
    passed:
      breaches.length === 0 &&
      converged &&
      Math.min(
        sum((one) => one.confirmedHandovers),
        sum((one) => one.acknowledged),
      ) > 0,
    note: `${sum((one) => one.acknowledged)} acknowledged, ${sum((one) => one.confirmedHandovers)} handovers confirmed, ${sum((one) => one.reads)} readings; ${breaches[0]?.rule ?? 'no rule broken'}`,
  })
})

describe('a doctored history is found out', () => {
  const a = { saw: 'written', id: 'a:1', does: [{ handed: 'bag', factId: 'a:1#0' }] } as const
  const b = { saw: 'written', id: 'b:1', does: [{ handed: 'bag', factId: 'b:1#0' }] } as const
  const says = (replica: string, id: string, more: object = {}): Seen => ({
    ...{ saw: 'confirmed', replica, ids: [id], heard: new Set(), atMs: 0, online: false },
    ...more,
  })
  const had = (...ids: string[]): Seen => ({ saw: 'acknowledged', ids, atMs: 0 })
  const read = (replica: string, holds: string[], more: object = {}): Seen => ({
    ...{ saw: 'read', replica, holds, last: false },
    ...more,
  })
  const standing = (...factIds: string[]) => ({ standing: new Map([['bag', factIds]]) })
  const contested = { contested: new Set(['bag']) }
  const heard = { heard: new Set(['a:1']) }
  const both = [a, says('a', 'a:1'), b, says('b', 'b:1')]
  const rulesOf = (...history: Seen[]) => checkHistory(history, toldWithinMs).breaches.map(({ rule }) => rule)

  test.each<[Rule, Seen[]]>([
    ['acknowledged-lost', [a, had('a:1'), read(feed, [])]],
    ['acknowledged-lost', [a, had('a:1'), { saw: 'restored' }, read('b', [], { last: true })]],
    ['stands-twice', [a, read(feed, ['a:1', 'a:1'])]],
    ['effect-wrong', [a, says('a', 'a:1'), read('a', ['a:1'], standing('a:1#0', 'a:1#0'))]],
    ['effect-wrong', [a, says('a', 'a:1'), read('a', ['a:1'], { standing: new Map() })]],
    ['confirmed-though-told', [a, says('a', 'a:1'), b, says('b', 'b:1', heard)]],
    ['not-told', [a, says('a', 'a:1'), had('a:1'), b, says('b', 'b:1', { atMs: 9_000, online: true })]],
    ['silent-double', [...both, read('a', ['a:1', 'b:1'], standing('a:1#0', 'b:1#0'))]],
    ['own-write-unread', [a, says('a', 'a:1'), read('a', [])]],
    ['went-back', [a, b, read('a', ['b:1']), read('a', [])]],
  ])('%s', (rule, history) => {
    expect(rulesOf(...history)).toEqual([rule])
  })

  test('and one in order breaks no rule', () => {
    const undone = { saw: 'written', id: 'a:2', does: [{ voided: ['a:1#0'] }] } as const
    const apart = says('b', 'b:1', { atMs: 1_000, online: true })
    const shown = { ...standing('a:1#0', 'b:1#0'), ...contested, last: true }
    expect(
      rulesOf(a, says('a', 'a:1'), had('a:1'), b, apart, had('b:1'), read('a', ['a:1', 'b:1'], shown)),
    ).toEqual([])
    const later = says('b', 'b:1', { atMs: 9_000, online: true, heard: new Set(['a:1', 'a:2']) })
    expect(rulesOf(a, says('a', 'a:1'), undone, says('a', 'a:2'), had('a:1', 'a:2'), b, later)).toEqual([])
    expect(rulesOf(a, had('a:1'), read(feed, ['a:1']), { saw: 'restored' }, read(feed, []))).toEqual([])
  })
})

test('over real sockets, while the line comes and goes, no rule is broken, and who is online is told', {
  timeout: 600_000,
}, async () => {
  const at = await aServedCentre()
  const seen = new SeenHistory()
  const proxies = [await FaultProxy.open(at.address), await FaultProxy.open(at.address)]
  for (let day = 1; day <= howMany(40, 1); day++) {
    const chance = chanceOf(day)
    const siteKey = await aPoint(at)
    const witness = await anEnrolledDesk(at, { siteKey })
    const desks: ADeskOnTheNet[] = []
    for (const proxy of proxies)
      desks.push(await (await new ADeskOnTheNet(proxy.address).enrol(await aCode(at, siteKey))).open())
    const [first] = desks as [ADeskOnTheNet]
    await first.does((on) => on.run(round, asGiven, shelvedRound()))
    await judgeSite(desks, witness, 30_000)
    for (const [i, proxy] of proxies.entries())
      proxy.way = takenDown(seen, async (_asked, pass) => {
        const isDown = isAway[i]
        if (isDown === 'before') return 'reset'
        const passed = await pass()
        return isDown === 'after' ? 'reset' : passed
      })
    const isAway: (false | 'before' | 'after')[] = [false, false]
    const since = [0, 0]
    for (let act = 0; act < 60; act++) {
      const i = chance.int(0, 1)
      if (chance.happens(0.2)) {
        isAway[i] = isAway[i] ? false : chance.pick(['before', 'after'])
        since[i] = performance.now()
        if (!isAway[i]) desks[i]?.link.wake()
      }
      const online = !isAway[i] && performance.now() - (since[i] ?? 0) > toldWithinMs
      await actTakenDown(seen, desks[i] as ADeskOnTheNet, (on) => actAtTheCounter(on, chance), online)
      if (chance.happens(0.5)) await new Promise((resolve) => setTimeout(resolve, chance.int(1, 300)))
    }
    isAway.fill(false)
    for (const { link } of desks) link.wake()
    converged &&= (await judgeSite(desks, witness, 60_000)).converged
    await readTheLast(seen, desks, witness)
    for (const desk of desks) await desk.close()
    for (const proxy of proxies) proxy.way = straight
  }
  for (const history of seen.ofSite.values()) all.push(checkHistory(history, toldWithinMs))
  for (const proxy of proxies) await proxy.close()
  await at.close()
  expect(all.flatMap(({ breaches }) => breaches)).toEqual([])
  expect(converged).toBe(true)
  expect(all.every(({ acknowledged, confirmedHandovers }) => acknowledged > confirmedHandovers)).toBe(true)
})
