import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStep, joinCentre } from '../e2e/atCentre'
import type { Desk } from '../e2e/desk'
import { openShelvedDesk } from '../e2e/seededDesk'
import { aCode, aPoint } from '../server/aCentre'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { comparedWithCentre, type Lie, type LieSeen, lieTo, toldOf } from './lieTo'
import { reportFault } from './reportFault'
import { SecureWay } from './secureWay'

let at: AServedCentre
let way: SecureWay
let desk: Desk
let bags: readonly string[]
const seen: LieSeen[] = []

const lies: readonly (readonly [string, Pick<Lie, 'begin' | 'lastsMs'>])[] = [
  ['somebody else answers, with a certificate that nobody vouches for', { begin: () => way.pretend() }],
  [
    'the name of the centre is looked up, and no answer comes',
    {
      begin: () => {
        way.name = 'hangs'
      },
      lastsMs: 20_000,
    },
  ],
  [
    'nobody knows the name of the centre',
    {
      begin: () => {
        way.name = 'unknown'
      },
    },
  ],
]

beforeAll(async () => {
  at = await aServedCentre()
  way = await SecureWay.open(at.address)
  const opened = await openShelvedDesk({ households: 60, waiting: 0, offline: false, browserArgs: way.args })
  desk = opened.desk
  bags = opened.households.flatMap((one) => (one.bags.length === 1 && one.dueFen <= 0 ? one.bags : []))
  await joinCentre(desk, way.address, await aCode(at, await aPoint(at)))
  await inStep(desk)
  await desk.page.goto(`${desk.page.url().split('#')[0]}#/handover`)
  await desk.page.locator('main [data-at="idle"]').waitFor()
  await inStep(desk)
}, 240_000)
afterAll(async () => {
  const { lost, duplicated } = await comparedWithCentre(desk, at)
  await desk?.close()
  await way?.close()
  await at?.close()
  reportFault({
    id: 'R6b',
    ...{ runs: seen.length, lost, duplicated, converged: lost === 0 },
    passed: seen.length === lies.length && seen.every(({ ok }) => ok) && lost + duplicated === 0,
    note: `real Chromium, to a centre with a name and a certificate. ${toldOf(seen)}`,
  })
})

describe('a centre with a name and a certificate', { timeout: 180_000 }, () => {
  test.each(lies.map(([name, lie], i) => [name, lie, i] as const))(
    '%s',
    async (name, { begin, lastsMs }, i) => {
      const told = await lieTo(
        { desk, at },
        { name, bag: bags[i] ?? '' },
        {
          begin: () => {
            begin()
            way.cutAll()
          },
          end: () => way.mend(),
          lastsMs,
        },
      )
      seen.push(told)
      expect(told).toMatchObject({ ok: true })
      expect(await comparedWithCentre(desk, at)).toMatchObject({ lost: 0, duplicated: 0 })
    },
  )
})
