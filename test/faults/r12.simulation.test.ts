import { afterAll, describe, expect, test } from 'vitest'
import { openEmbedded } from '../../server/db/embeddedSql'
import { type ACentre, aCentre } from '../server/aCentre'
import { howMany } from './howMany'
import { reportFault } from './reportFault'
import { type Simulated, simulate } from './simulate'
import { centreInMemory, centreOnSql } from './simulatedCentre'

const from = Number(process.env['SEED'] ?? 1)
const seeds = Number(process.env['SEEDS'] ?? howMany(5000, 200))
/** One world in so many has its centre on a real database. */
const onSqlEvery = 20

let at: ACentre | undefined
afterAll(async () => {
  await at?.centre.stop()
  await at?.centre.sql.close()
})

async function run(seed: number): Promise<Simulated> {
  if (seed % onSqlEvery !== 0) return simulate(seed, centreInMemory)
  at ??= await aCentre(await openEmbedded({ onHung: () => {} }))
  const centre = at
  return simulate(seed, ([siteId], nowMs) => centreOnSql(centre, siteId ?? '', nowMs))
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const wrong = ({ lost, twice, strange, converged }: Simulated) =>
  lost.length > 0 || twice.length > 0 || strange.length > 0 || !converged

describe('the whole site in a world where everything goes wrong', { timeout: 7_200_000 }, () => {
  test(`${seeds} worlds end alike on every desk and at the centre, nothing lost, nothing twice`, async () => {
    const bad: Simulated[] = []
    let entries = 0
    for (let seed = from; seed < from + seeds; seed++) {
      const world = await run(seed)
      entries += world.entries
      if (wrong(world)) {
        bad.push(world)
        say(`SEED=${seed} SEEDS=1 replays it: ${JSON.stringify({ ...world, histories: [] })}`)
      }
    }
    say(`${seeds} worlds from seed ${from}, ${entries} entries`)
    const count = (of: (world: Simulated) => number) => bad.reduce((sum, world) => sum + of(world), 0)
    reportFault({
      id: 'R12',
      runs: seeds,
      lost: count(({ lost }) => lost.length),
      duplicated: count(({ twice }) => twice.length),
      converged: bad.every(({ converged }) => converged),
      passed: bad.length === 0,
      note: `seeds ${from} to ${from + seeds - 1}, one in ${onSqlEvery} on SQL; ${bad.map(({ seed }) => seed).join(', ') || 'none'} failed`,
    })
    expect(bad).toEqual([])
  })

  test('the same seed is the same world', async () => {
    const [once, again] = [await simulate(7, centreInMemory), await simulate(7, centreInMemory)]
    expect(again).toEqual(once)
  })
})
